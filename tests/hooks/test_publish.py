"""Builds that end well, fail, are killed at each moment or meet a full disk: one whole site stands.

What builds is a few words of shell here. Root may do everything, so what depends on permissions
is tried as a user without any.
"""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

import publish
from tiny import ROOT

PAGES = ("index.html", "a/index.html", "z.html")
LONGEST = 30
"""Seconds that anything may take on a busy machine."""

FILL = 'mkdir "$0/a"; for page in index.html a/index.html z.html; do echo {} > "$0/$page"; done'
"""Writes a site into the folder that is added to the command; each page says the same."""

TWO_STEPS = "publish.CALLS = ()"
"""As where the system cannot exchange."""

NOBODY = "os.setgroups([]); os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""

KILLED = """
left = {moment}
def count(event, arguments):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
"""
"""Kills the process before the given one of all the steps that Python tells of."""


def start(place: Path, shell: str, before: str = "", site: str = "site") -> subprocess.Popen[str]:
    """Begin to publish what a command of the shell builds, after some Python."""
    code = (
        f"import os, signal, sys; sys.path.insert(0, {str(ROOT / 'hooks')!r}); import publish\n"
        "for stop in publish.STOPS: signal.signal(stop, signal.SIG_DFL)  # a job may ignore some\n"
        f"{before}\nsys.exit(publish.main(sys.argv[1:]))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, site, "/bin/sh", "-c", shell],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit status and what was said, with `*` for what makes a folder's name unique."""
    output, said = process.communicate(timeout=LONGEST)
    assert "Traceback" not in said
    return process.returncode, re.sub(r"(-new-)\w+", r"\1*", output + said)


def published(place: Path, shell: str, before: str = "", site: str = "site") -> tuple[int, str]:
    return end(start(place, shell, before, site))


def says(site: Path) -> str:
    """Return what all pages of a whole site say."""
    said = {(site / page).read_text() for page in PAGES}
    assert len(said) == 1, said
    return said.pop().strip()


def beside(place: Path) -> list[str]:
    """Return what stands beside the site."""
    return sorted(path.name for path in place.iterdir() if path.name != "site")


def wait_for(true: Callable[[], object]) -> None:
    end = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in which an old site stands."""
    assert published(tmp_path, FILL.format("old")) == (0, "")
    assert says(tmp_path / "site") == "old"
    return tmp_path


@pytest.fixture
def own_place(place: Path) -> Path:
    """The same, of a user who may not do everything."""
    if NOBODY:
        for path in (place, *place.rglob("*")):
            os.chown(path, 65534, 65534)
    return place


# ---- a build that ends well


@pytest.mark.parametrize("before", ["", TWO_STEPS, "publish.EXCHANGE = 1 << 20"])
def test_a_new_site_takes_the_place_of_the_old_and_leaves_nothing(place: Path, before: str) -> None:
    (place / "site/gone.html").touch()
    assert published(place, f"echo built; {FILL.format('new')}", before) == (0, "built\n")
    assert says(place / "site") == "new"
    assert not (place / "site/gone.html").exists()
    assert beside(place) == []


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o777])
def test_another_users_server_can_read_every_file(own_place: Path, umask: int) -> None:
    before = f"{NOBODY}\nos.umask({umask})"
    assert published(own_place, FILL.format("new"), before) == (0, "")
    site = own_place / "site"
    modes = {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*")) if path.is_dir()}
    assert modes == {0o755}
    assert {(site / page).stat().st_mode & 0o777 for page in PAGES} == {0o644}


def test_a_reader_never_misses_a_page_while_sites_are_exchanged(place: Path) -> None:
    assert published(place, FILL.format("new"), site="other") == (0, "")
    seen: list[str] = []
    missed: list[str] = []
    ended = Event()

    def read() -> None:
        while not ended.is_set():
            for page in PAGES:
                try:
                    seen.append((place / "site" / page).read_text())
                except FileNotFoundError:
                    missed.append(page)

    reader = Thread(target=read)
    reader.start()
    for _ in range(2000):
        publish.exchange(place / "other", place / "site")
    ended.set()
    reader.join()
    assert missed == []
    assert set(seen) == {"old\n", "new\n"}


# ---- what cannot be exchanged is refused before anything is built


def test_a_link_is_refused(tmp_path: Path) -> None:
    for target in ("elsewhere", "missing"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        (tmp_path / "site").unlink(missing_ok=True)
        (tmp_path / "site").symlink_to(target)
        assert published(tmp_path, "echo built") == (
            1,
            f"`site` is a link to `{target}`, and cannot be exchanged with a new site. Make it a "
            "folder, and link to that from where your server looks.\n",
        )
        assert (tmp_path / "site").is_symlink()
        assert beside(tmp_path) == ["elsewhere"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert published(tmp_path, "echo built") == (
        1,
        "`site` is not a folder, and cannot be exchanged with a new site. Move it away.\n",
    )
    assert (tmp_path / "site").read_text() == "mine"
    assert beside(tmp_path) == []


def test_a_mount_point_is_refused(tmp_path: Path) -> None:
    assert published(tmp_path, "echo built", site="/proc") == (
        1,
        "`/proc` is a mount point, and cannot be exchanged with a new site. Unmount it; if your "
        "server needs a mount, give it the folder above the site.\n",
    )


def test_folders_of_the_same_disk_that_are_mounted_are_found_too(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = place / "mountinfo"
    mounted = f"{place}/site/with space".replace(" ", "\\040")
    table.write_text(f"42 28 254:0 /srv/www {mounted} rw,relatime - ext4 /dev/vda rw\n")
    found = publish.mount_points(table)
    assert found == [place / "site/with space"]
    monkeypatch.setattr(publish, "mount_points", lambda: found)
    monkeypatch.chdir(place)
    with pytest.raises(publish.RefusedError) as refused:
        publish.refuse_what_cannot_be_exchanged(Path("site"))
    assert str(refused.value) == (
        f"`{place}/site/with space` is a mount point, and cannot be exchanged with a new site. "
        "Unmount it; if your server needs a mount, give it the folder above the site."
    )


def test_a_link_that_comes_while_a_site_is_built_stays(place: Path) -> None:
    shell = f"{FILL.format('new')}; mv site kept; ln -s kept site"
    assert published(place, shell) == (
        1,
        "`site` is a link to `kept`, and cannot be exchanged with a new site. Make it a folder, "
        "and link to that from where your server looks.\n",
    )
    assert says(place / "site") == "old"
    assert beside(place) == ["kept"]


# ---- a build that fails leaves the old site, and nothing else


@pytest.mark.parametrize(
    ("shell", "status", "said"),
    [
        ('echo half > "$0/index.html"; exit 3', 3, ""),
        ("kill -KILL $$", 137, ""),
        (
            'echo half > "$0/index.html"; cat "$0/index.html" > /dev/full',
            1,
            "cat: write error: No space left on device\n",
        ),
    ],
)
def test_a_build_that_fails_keeps_its_status(
    place: Path, shell: str, status: int, said: str
) -> None:
    expected = f"{said}The build has failed; `site` is as it was.\n"
    assert published(place, shell) == (status, expected)
    assert says(place / "site") == "old"
    assert beside(place) == []


def test_a_build_that_writes_nothing_is_not_published(place: Path) -> None:
    assert published(place, "true") == (
        1,
        "The build has written no index.html; `site` is as it was. See whether its command writes "
        "into the folder that is added to it.\n",
    )
    assert says(place / "site") == "old"
    assert beside(place) == []


def test_a_command_that_is_not_there_is_said(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, str(ROOT / "hooks/publish.py"), "site", "no-such-command"]
    assert subprocess.run(command, cwd=place, check=False).returncode == 1
    assert capfd.readouterr().err == (
        "No such file or directory: `no-such-command`. `site` is as it was; mend that, then build "
        "again.\n"
    )
    assert says(place / "site") == "old"
    assert beside(place) == []


@pytest.mark.parametrize("step", ["os.fsync", "publish.mkdtemp", "publish.exchange"])
def test_a_disk_that_is_full_is_said(place: Path, step: str) -> None:
    before = (
        f"def full(*_, **__): raise OSError({errno.ENOSPC}, 'No space left on device')\n"
        f"{step} = full"
    )
    assert published(place, FILL.format("new"), before) == (
        1,
        "No space left on device. `site` is as it was; mend that, then build again.\n",
    )
    assert says(place / "site") == "old"
    assert beside(place) == []


@pytest.mark.parametrize(("shell", "status"), [(FILL.format("old"), 0), ("exit 3", 3)])
def test_a_full_disk_that_swallows_what_is_said_changes_nothing(
    own_place: Path, shell: str, status: int
) -> None:
    site = own_place / "site"
    (site / "a").chmod(0o555)
    assert published(own_place, shell, f"{NOBODY}\nos.dup2(os.open('/dev/full', 1), 2)") == (
        status,
        "",
    )
    assert says(site) == "old"


def test_a_missing_permission_is_said(own_place: Path) -> None:
    own_place.chmod(0o555)
    try:
        assert published(own_place, FILL.format("new"), NOBODY) == (
            1,
            "Permission denied: `.site-new-*`. `site` is as it was; mend that, then build again.\n",
        )
    finally:
        own_place.chmod(0o755)
    assert says(own_place / "site") == "old"
    assert beside(own_place) == []


# ---- a build that is stopped or killed


@pytest.mark.parametrize("number", publish.STOPS)
def test_a_build_that_is_stopped_ends_with_all_it_has_begun(
    place: Path, number: signal.Signals
) -> None:
    shell = 'echo half > "$0/index.html"; sleep 99 & echo $! > pid; wait'
    process = start(place, shell)
    wait_for(lambda: (place / "pid").exists() and (place / "pid").read_text())
    process.send_signal(number)
    assert end(process) == (
        128 + number,
        f"The build was stopped ({number.name}); `site` is as it was.\n",
    )
    assert says(place / "site") == "old"
    assert beside(place) == ["pid"]
    assert not lives(int((place / "pid").read_text()))


def lives(process: int) -> bool:
    """Whether a process lives; one that nobody has fetched does not."""
    status = Path(f"/proc/{process}/stat")
    try:
        return status.read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_a_build_that_does_not_want_to_end_is_ended(place: Path) -> None:
    process = start(place, "trap '' TERM; touch begun; sleep 99; sleep 99", "publish.PATIENCE = 1")
    wait_for((place / "begun").exists)
    process.terminate()
    assert end(process) == (143, "The build was stopped (SIGTERM); `site` is as it was.\n")
    assert beside(place) == ["begun"]


@pytest.mark.parametrize("before", ["", TWO_STEPS])
def test_a_kill_at_any_moment_leaves_a_whole_site(place: Path, before: str) -> None:
    moments, two_steps = 0, bool(before)
    status, gaps = -signal.SIGKILL, 0
    while status == -signal.SIGKILL:
        moments += 1
        shell = FILL.format(moments)
        status, said = published(place, shell, before + KILLED.format(moment=moments))
        gap = two_steps and not (place / "site").exists()
        gaps += gap
        says(place / (".site-old" if gap else "site"))
    assert (status, said) == (0, "")
    assert moments > 30
    assert bool(gaps) == two_steps
    assert says(place / "site") == str(moments)
    assert beside(place) == []


def test_a_site_that_a_killed_build_has_moved_away_comes_back_first(place: Path) -> None:
    (place / "site").rename(place / ".site-old")
    assert published(place, "cat site/index.html; exit 3") == (
        3,
        "old\n"
        "`site` was missing: a build was killed at its very end. The old site is back.\n"
        "The build has failed; `site` is as it was.\n",
    )
    assert beside(place) == []


def test_a_second_step_that_fails_undoes_the_first(place: Path) -> None:
    with pytest.raises(FileNotFoundError):
        publish.exchange_in_two_steps(place / "missing", place / "site")
    assert says(place / "site") == "old"
    assert beside(place) == []


# ---- two builds at once


def test_a_second_build_waits_and_says_so(place: Path) -> None:
    first = start(
        place, f"{FILL.format('first')}; touch begun; until test -e go; do sleep 0.1; done"
    )
    wait_for((place / "begun").exists)
    second, third = (start(place, FILL.format("second")) for _ in range(2))
    waits = "Another build is under way; this one begins when it has ended.\n"
    assert third.stderr is not None
    assert third.stderr.readline() == waits
    third.terminate()
    stopped = "The build was stopped (SIGTERM); `site` is as it was.\n"
    assert end(third) == (143, stopped)
    assert second.stderr is not None
    assert second.stderr.readline() == waits
    assert says(place / "site") == "old"
    (place / "go").touch()
    assert (end(first), end(second)) == ((0, ""), (0, ""))
    assert says(place / "site") == "second"
    assert beside(place) == ["begun", "go"]


# ---- folders that cannot be removed


def test_an_old_site_that_cannot_be_removed_is_named_and_the_new_one_stands(
    own_place: Path,
) -> None:
    (own_place / "site/a").chmod(0o555)
    assert published(own_place, FILL.format("new"), NOBODY) == (
        0,
        "The new site stands; the old one is left in `.site-new-*`, which cannot be removed "
        "(Permission denied: `index.html`). Remove it.\n",
    )
    assert says(own_place / "site") == "new"
    (left,) = beside(own_place)
    assert published(own_place, FILL.format("newer"), NOBODY) == (
        0,
        "What an earlier build made is left in `.site-new-*`, which cannot be removed "
        "(Permission denied: `index.html`). Remove it.\n",
    )
    assert says(own_place / "site") == "newer"
    (own_place / left / "a").chmod(0o755)
    assert published(own_place, FILL.format("newest"), NOBODY) == (0, "")
    assert beside(own_place) == []
