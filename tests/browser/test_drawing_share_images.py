"""The command that draws the pictures for shared links, in a process of its own."""

import os
import shutil
import subprocess
import sys
from io import BytesIO

from PIL import Image

from patientinfo.outputs import share_image
from patientinfo.pages.head import PICTURES
from tiny import LOCALES, Project


def test_the_command_draws_a_small_marked_picture_for_each_language(tiny_project: Project) -> None:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    chromium = next(found for name in names if name and (found := shutil.which(name)))
    result = subprocess.run(
        [sys.executable, "-m", "patientinfo", "og-images", chromium],
        cwd=tiny_project.root,
        env={**os.environ, "PYTHONPATH": "hooks"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    site, _ = tiny_project.load()
    assert site is not None
    drawn = {path for path in site.published if path.startswith(PICTURES)}
    assert drawn == {f"{PICTURES}/{each}.png" for each in LOCALES}
    for locale in LOCALES:
        path = tiny_project.root / "docs" / PICTURES / f"{locale}.png"
        assert f"docs/assets/og/{locale}.png: " in result.stdout
        picture = Image.open(BytesIO(path.read_bytes()))
        assert picture.size == (1200, 630)
        wanted = share_image.mark(share_image.html(site, locale))
        assert picture.info[share_image.MARK] == wanted
