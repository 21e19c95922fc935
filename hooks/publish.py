"""`make build` and `make leaflets`: the site that stands is never missing, and never half a site.

A build goes into a folder of its own beside the site. Only when it is finished and on the disk are
the two exchanged, in one call of the system (Linux: ``renameat2``, macOS: ``renamex_np``), and the
old one is removed. Whatever stops a build, SIGKILL too, leaves one whole site or the other. Where
the system or the disk has no such call, the old site is moved away and the new one moved in: for
the moment between these two renames there is no site, and if the build is killed just then, the
next one begins by putting the old site back.

A mount point, a link or a file in the place of the site cannot be exchanged, and is refused before
anything is built. Builds in the same folder wait for each other: the lock is on the folder, and
the system takes it from a process that ends. So what a killed build has left is known by its name.
"""

import argparse
import ctypes
import errno
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

STOPS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""What asks a build to stop; blocked except while it waits, so that nothing ends half-done."""

CALLS = ("renameat2", "renamex_np")
"""The calls of Linux and macOS that exchange two folders."""

HERE, EXCHANGE = -100, 2
"""The systems' own numbers: paths are relative to the working folder (AT_FDCWD); exchange."""

LACKING = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
"""Answers of a system or disk that cannot exchange."""

PATIENCE = 5
"""Seconds that a build has to end when it is asked to."""


class RefusedError(Exception):
    """Nothing has been published; the text says why."""


class StoppedError(Exception):
    """Somebody has stopped the build; the text is the signal's name."""


def main(arguments: list[str]) -> int:
    """Publish what a command builds; return the exit status."""
    parser = argparse.ArgumentParser(description="Build a site, then put it in place of the old.")
    parser.add_argument("site", type=Path, help="the folder that is served")
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, help="what builds; a folder to fill is added to it"
    )
    given = parser.parse_args(arguments)
    site: Path = given.site
    os.umask(0o022)  # another user's server has to read what is written
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    for each in STOPS:
        if signal.getsignal(each) is not signal.SIG_IGN:  # as under nohup
            signal.signal(each, stop)
    try:
        return publish(site, given.command)
    except RefusedError as refused:
        say(str(refused))
    except StoppedError as stopped:
        say(f"The build was stopped ({stopped}); `{site}` is as it was.")
        return 128 + signal.Signals[str(stopped)]
    except OSError as error:
        say(f"{reason(error)}. `{site}` is as it was; mend that, then build again.")
    return 1


def publish(site: Path, command: list[str]) -> int:
    """Build beside the site, then exchange the two; return the exit status of the build."""
    with locked(site.parent):
        refuse_what_cannot_be_exchanged(site)
        tidy(site)
        new = fresh(site)
        left = "What this build made"
        try:
            if status := run([*command, str(new)]):
                say(f"The build has failed; `{site}` is as it was.")
                return status
            if not (new / "index.html").is_file():
                raise RefusedError(
                    f"The build has written no index.html; `{site}` is as it was. "
                    "See whether its command writes into the folder that is added to it."
                )
            finish(new)
            refuse_what_cannot_be_exchanged(site)
            exchange(new, site)
            left = "The new site stands; the old one"
        finally:
            remove(new, left)
    return 0


def say(text: str) -> None:
    """Print a sentence; where a full disk swallows it, go on."""
    with suppress(OSError):
        os.write(2, os.fsencode(f"{text}\n"))


def reason(error: OSError) -> str:
    """Return what the system says is wrong, and with what."""
    return f"{error.strerror}: `{Path(error.filename)}`" if error.filename else str(error.strerror)


def stop(number: int, frame: FrameType | None) -> None:
    """Stop waiting; from now on, only tidy up."""
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)
    raise StoppedError(signal.Signals(number).name)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let somebody stop what is waited for."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; wait for the build that has it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another build is under way; this one begins when it has ended.")
            with stoppable():
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def refuse_what_cannot_be_exchanged(site: Path) -> None:
    """Refuse everything but a folder, or nothing, in the place of the site."""
    place = Path(os.path.realpath(site.parent), site.name)
    mounted = [each for each in mount_points() if place in (each, *each.parents)]
    if site.is_symlink():
        found = f"`{site}` is a link to `{site.readlink()}`"
        fix = "Make it a folder, and link to that from where your server looks."
    elif mounted or site.is_mount():
        found = f"`{[*mounted, site][0]}` is a mount point"
        fix = "Unmount it; if your server needs a mount, give it the folder above the site."
    elif site.exists() and not site.is_dir():
        found = f"`{site}` is not a folder"
        fix = "Move it away."
    else:
        return
    raise RefusedError(f"{found}, and cannot be exchanged with a new site. {fix}")


def mount_points(table: Path = Path("/proc/self/mountinfo")) -> list[Path]:
    """Return where something is mounted, folders of the same disk too; only Linux says so."""
    try:
        lines = table.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return []
    fields = [line.split(" ")[4] for line in lines]
    return [Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), each)) for each in fields]


def name_of_new(site: Path) -> str:
    """Return how the names of folders begin that builds are made in."""
    return f".{site.name}-new-"


def moved_away(site: Path) -> Path:
    """Return where the old site is between two renames."""
    return site.with_name(f".{site.name}-old")


def fresh(site: Path) -> Path:
    """Make a folder of a new name beside the site."""
    made = mkdtemp(prefix=name_of_new(site), dir=site.parent)
    return site.with_name(Path(made).name)


def tidy(site: Path) -> None:
    """Take away what killed builds have left; put back a site that one has moved away."""
    old = moved_away(site)
    if old.exists() and site.exists():
        old.rename(fresh(site))
    elif old.exists():
        old.rename(site)
        say(f"`{site}` was missing: a build was killed at its very end. The old site is back.")
    for left in sorted(site.parent.glob(f"{name_of_new(site)}*")):
        remove(left, "What an earlier build made")


def run(command: list[str]) -> int:
    """Run what builds, in a session of its own, so that it can be stopped with all it has begun."""
    child = subprocess.Popen(
        command,
        start_new_session=True,
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS),
    )
    try:
        with stoppable():
            status = child.wait()
    except StoppedError:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(OSError):
                os.killpg(child.pid, number)
            with suppress(subprocess.TimeoutExpired):
                child.wait(PATIENCE)
        raise
    return status if status >= 0 else 128 - status


def finish(new: Path) -> None:
    """Open a site to its readers, and have it on the disk."""
    new.chmod(0o755)
    for path in (*new.rglob("*"), new):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def exchange(new: Path, site: Path) -> None:
    """Put the new site in place, and the old one where the new one was."""
    if not site.exists():
        new.rename(site)
        return
    library = ctypes.CDLL(None, use_errno=True)
    for call in CALLS:
        if not hasattr(library, call):
            continue
        one, other = os.fsencode(new), os.fsencode(site)
        paths = (HERE, one, HERE, other) if call == "renameat2" else (one, other)
        if getattr(library, call)(*paths, EXCHANGE) == 0:
            return
        if (code := ctypes.get_errno()) not in LACKING:
            raise OSError(code, os.strerror(code), str(site))
    exchange_in_two_steps(new, site)


def exchange_in_two_steps(new: Path, site: Path) -> None:
    """Do the same where the system cannot: between two renames there is no site."""
    old = moved_away(site)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    with suppress(OSError):  # the next build removes it
        old.rename(new)


def remove(folder: Path, left: str) -> None:
    """Remove a folder, if it is there; where that cannot be, say what is left in it."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        say(f"{left} is left in `{folder}`, which cannot be removed ({reason(error)}). Remove it.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
