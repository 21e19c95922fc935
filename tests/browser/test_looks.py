"""Pages look as somebody has accepted them, on a phone, in every language.

`make accept-looks` accepts how they look now; the change shows in the pull request.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from browser import looks
from browser.pages_to_try import LOCALES, TEMPLATES, address
from conftest import Served

HOW_TO_ACCEPT = "If that is what you wanted: make accept-looks"


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_look_as_accepted(browser: Browser, served: Served, locale: str) -> None:
    context = browser.new_context(
        viewport={"width": looks.WIDTH, "height": looks.HEIGHT}, color_scheme="light"
    )
    page = context.new_page()
    page.clock.set_fixed_time(looks.DAY)
    now = {
        template: looks.look(page, served.url + address(locale, template)) for template in TEMPLATES
    }
    context.close()
    if os.environ.get("ACCEPT_LOOKS"):
        looks.accept(locale, now, browser)
    accepted = looks.accepted_parts(locale)
    names = sorted(looks.name_of(template) for template in TEMPLATES)
    assert sorted(accepted) == names, HOW_TO_ACCEPT
    found = []
    for template, each in now.items():
        moved = looks.moved(accepted[looks.name_of(template)], each.parts)
        found += [f"{locale}: {template or 'home'}: {line}" for line in moved[:3]]
    if looks.drawn_alike(locale, browser):
        for template, each in now.items():
            share = looks.differing(locale, template, each.picture)
            if share > looks.PIXELS:
                picture = f".looks-differ/{locale}--{looks.name_of(template)}.png"
                found.append(
                    f"{locale}: {template or 'home'}: {share:.1%} of the picture differs; "
                    f"before, now and the difference are in {picture}"
                )
    assert not found, "\n".join([*found, HOW_TO_ACCEPT])


def test_the_comparison_sees_a_part_that_has_moved_or_gone() -> None:
    before = [["h1", 16, 100, 328], [".admonition", 16, 200, 328], ["h2", 16, 500, 328]]
    assert looks.moved(before, [list(part) for part in before]) == []
    down = [*before[:2], ["h2", 16, 700, 328]]
    assert looks.moved(before, down) == ["h2 was at 16, 500, 328 wide, and is at 16, 700, 328 wide"]
    narrow = [before[0], [".admonition", 16, 200, 200], before[2]]
    assert looks.moved(before, narrow) == [
        ".admonition was at 16, 200, 328 wide, and is at 16, 200, 200 wide"
    ]
    other = [before[0], ["table", 16, 200, 328], before[2]]
    assert looks.moved(before, other) == ["part 2 was ['.admonition', 'h2'] and is ['table', 'h2']"]


def test_the_comparison_sees_a_change_of_colour_and_not_a_softer_edge(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(looks, "ACCEPTED", tmp_path)
    monkeypatch.setattr(looks, "DIFFERING", tmp_path / "differ")
    size = (looks.WIDTH, looks.HEIGHT)
    before = Image.new("RGB", size, "#fbf8f3")
    ImageDraw.Draw(before).rectangle((20, 20, 120, 60), fill="#0b5d5e")
    (tmp_path / "en").mkdir()
    before.save(tmp_path / "en/home.webp", lossless=True)
    assert looks.differing("en", "", before) == 0
    softer = before.copy()
    ImageDraw.Draw(softer).line((120, 20, 120, 60), fill="#83aaa8")
    assert looks.differing("en", "", softer) <= looks.PIXELS
    red = before.copy()
    ImageDraw.Draw(red).rectangle((20, 20, 120, 60), fill="#a4262c")
    assert looks.differing("en", "", red) > looks.PIXELS
    assert (tmp_path / "differ/en--home.png").is_file()
