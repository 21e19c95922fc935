"""What ``mkdocs.yml`` says of the site; the core reads it itself, so any driver can call it."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import yaml
from babel import Locale
from babel.core import UnknownLocaleError, parse_locale

from patientinfo.reading import data_file, plain_text
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.problems import Problem

EXTENSIONS = ("admonition", "attr_list", "fenced_code", "tables", "toc")
RUN = {"plugins": ("plugin", ["i18n"]), "markdown_extensions": ("Markdown extension", EXTENSIONS)}
"""What the renderer does the work of, or runs; nothing else in ``mkdocs.yml`` would have effect."""

LANGUAGE = ("locale", "name", "default")
I18N: dict[str, Any] = {
    **{"docs_structure": "folder", "fallback_to_default": True, "languages": list},
    **dict.fromkeys(("reconfigure_material", "reconfigure_search"), bool),
}
KNOWN: dict[str, Any] = {
    **{"site_name": str, "site_url": str, "docs_dir": str, "site_dir": str, "dev_addr": str},
    **{"exclude_docs": str, "strict": bool, "watch": list, "hooks": list},
    **{"nav": list, "plugins": list, "markdown_extensions": list},
    "theme": {"name": "material", "custom_dir": str, "font": bool, "favicon": str},
    "extra": {"leaflet_chromium": str},
}
"""The keys that have an effect: each with the type of its value, or the one value it can have."""

ASKED = {
    str: "text in double quotes",
    bool: "true or false",
    list: "a list, one item a line, each after a dash",
    dict: "keys and values, one a line",
}

EXAMPLE = "https://example.org/"


@dataclass(frozen=True)
class Env:
    """The tag ``!ENV`` of MkDocs: names of variables, then the value where none of them is set."""

    names: tuple[str, ...]
    default: Any = None

    def value(self, environment: Mapping[str, str]) -> Any:
        """Return the first variable that is set, or the default."""
        return next((environment[each] for each in self.names if each in environment), self.default)


def _env(loader: Any, node: yaml.Node) -> Env:
    if isinstance(node, yaml.ScalarNode):
        return Env((str(node.value),))
    *names, default = loader.construct_sequence(node) or [None]
    return Env(tuple(map(str, names)), default) if names else Env((str(default),))


for _loader in {data_file.FAST, yaml.SafeLoader}:
    _loader.add_constructor("!ENV", _env)


@dataclass(frozen=True)
class Section:
    """A part of the menu: its name (a key below ``nav.``), or "" for a page by itself."""

    name: str
    paths: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings. ``languages`` has each language's own name; the first is the source.

    ``live``: the pages are for a preview that reloads itself, so they carry no policy.
    ``extensions`` are those of Markdown with their options; ``chromium`` prints the leaflets.
    """

    file: DataFile
    root: Path
    site_url: str
    docs: Path
    overrides: Path
    languages: Mapping[str, str]
    sections: tuple[Section, ...]
    extensions: Mapping[str, Mapping[str, Any]]
    chromium: str
    live: bool

    @property
    def base(self) -> str:
        """The address of the site's root, with a slash at its end."""
        return self.site_url.rstrip("/") + "/"

    @property
    def docs_name(self) -> str:
        """What reports call the folder of the texts."""
        return self.name(self.docs)

    def name(self, path: Path) -> str:
        """Return what reports call a file or folder."""
        return Path(os.path.relpath(path, self.root)).as_posix()


def read_settings(
    path: Path, environment: Mapping[str, str], *, live: bool = False
) -> tuple[Settings | None, list[Problem]]:
    """Read ``mkdocs.yml``; ``environment`` has the variables that ``!ENV`` names."""
    file, found = data_file.read(path, path.name)
    found = found or [*_ill_typed(file)] or [*_without_source(file)]
    found = found or [*_refused(file), *_ineffective(file), *_languages(file)]
    if found:
        return None, found
    settings = _settings(file, path.parent, tuple(environment.items()), live)
    found = [*_nowhere(settings, environment), *_no_folder(settings)]
    return (None if found else settings), found


@lru_cache(maxsize=16)
def _settings(
    file: DataFile, root: Path, variables: tuple[tuple[str, str], ...], live: bool
) -> Settings:
    environment = dict(variables)

    def text(default: str, *place: str) -> str:
        part = _at(file, *place)
        return str((part.value(environment) if isinstance(part, Env) else part) or default)

    return Settings(
        file=file,
        root=root,
        site_url=address(text("", "site_url")),
        docs=(root / text("docs", "docs_dir")).resolve(),
        overrides=(root / text("overrides", "theme", "custom_dir")).resolve(),
        languages={str(each.get("locale")): str(each.get("name") or "") for each in _listed(file)},
        sections=tuple(_section(*each) for each in _named(_at(file, "nav"))),
        extensions={name: under or {} for name, under in _named(_at(file, "markdown_extensions"))},
        chromium=text("", "extra", "leaflet_chromium"),
        live=live,
    )


def address(written: str) -> str:
    """Return an address in the form that browsers send: the host in ASCII, the rest with %."""
    try:
        parts = urlsplit(written)
        host = parts.netloc.lower()
        if not host.isascii():
            import idna  # its tables are long, and few sites need them

            name, colon, port = host.partition(":")
            host = idna.encode(name, uts46=True).decode() + colon + port
    except ValueError:  # which is idna's error too
        return written
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host, path, parts.query, parts.fragment))


def _nowhere(settings: Settings, environment: Mapping[str, str]) -> Iterator[Problem]:
    """Find that the site has no address, or one that is none."""
    part, url = _at(settings.file, "site_url"), settings.site_url
    fix = f"Write where the site will stand, such as {EXAMPLE}"
    names = [each for each in part.names if each in environment] if isinstance(part, Env) else []
    written = str((environment[names[0]] if names else getattr(part, "default", part)) or "")
    what = f"`site_url` is {data_file.shown(written or None)}."
    if not written:
        if names:
            what = f"`site_url` is empty: `{names[0]}` is set, and holds nothing."
            fix = f"Set it to where the site will stand, such as {EXAMPLE}"
        yield settings.file.problem(("site_url",), what, f"{fix}.")
    elif "?" in url or "#" in url:
        yield settings.file.problem(("site_url",), what, f"{fix}, without ? and #.")
    elif "://" not in url:
        fix = f"Write it with its beginning: https://{written.strip('/')}/."
        yield settings.file.problem(("site_url",), what, fix)
    elif not re.fullmatch(r"https?://[a-z0-9][a-z0-9.-]*(:\d+)?(/[!-~]*)?", url):
        yield settings.file.problem(("site_url",), what, f"{fix}.")


def _no_folder(settings: Settings) -> Iterator[Problem]:
    """Find that the folder of the texts, or of the looks, is not there."""
    folders = (
        (("docs_dir",), settings.docs, "the texts: docs."),
        (("theme", "custom_dir"), settings.overrides, "the looks: overrides."),
    )
    for place, folder, which in folders:
        if not folder.is_dir():
            what = f"There is no folder `{settings.name(folder)}`."
            yield settings.file.problem(place, what, f"Write the folder of {which}")


def _at(file: DataFile, *place: str) -> Any:
    """Return what stands under these keys, or None."""
    part = file.values
    for step in place:
        part = part.get(step) if isinstance(part, dict) else None
    return part


def _named(items: Any) -> list[tuple[str, Any]]:
    """Return the names of a list, each with what stands under it, or None."""
    found = []
    for item in items if isinstance(items, list) else []:
        name, under = next(iter(item.items())) if isinstance(item, dict) else (item, None)
        found.append((str(name), under))
    return found


def _plugin(file: DataFile) -> tuple[data_file.Location, dict[str, Any]]:
    """Return the place of the plugin's options, and the options."""
    for number, (name, options) in enumerate(_named(_at(file, "plugins"))):
        if name == "i18n":
            return ("plugins", number, "i18n"), options if isinstance(options, dict) else {}
    return ("plugins",), {}


def _listed(file: DataFile) -> list[dict[str, Any]]:
    """Return what the plugin says of each language."""
    languages = _plugin(file)[1].get("languages")
    listed = languages if isinstance(languages, list) else []
    return [each for each in listed if isinstance(each, dict)]


def _without_source(file: DataFile) -> Iterator[Problem]:
    """Find that no language is the source, which is the first and the default."""
    listed = _listed(file)
    if not listed:
        fix = "List the languages under `languages` of the plugin `i18n`, the source first."
        yield file.problem(("plugins",), "No language is named.", fix)
    elif listed[0].get("default") is not True:
        what = f"The first language, `{listed[0].get('locale')}`, is not the default."
        fix = "Write `default: true` beside it: it is the language that the others translate."
        yield file.problem(("plugins",), what, fix)


def _refused(file: DataFile) -> Iterator[Problem]:
    """Find plugins and extensions that would change nothing: the core makes the pages."""
    for key, (kind, known) in RUN.items():
        for number, (name, _) in enumerate(_named(_at(file, key))):
            if name not in known:
                what = f"The {kind} `{name}` is not run here, so it would have no effect."
                fix = f"Remove it. Known are: {', '.join(f'`{each}`' for each in known)}."
                yield file.problem((key, number), what, fix)


def _ill_typed(file: DataFile) -> Iterator[Problem]:
    """Find that the file as a whole holds no settings."""
    if not isinstance(file.values, dict):
        what, fix = f"This file is {data_file.shown(file.values)}.", f"Write {ASKED[dict]}."
        yield file.problem((), what, fix)


def _ineffective(file: DataFile) -> Iterator[Problem]:
    """Find keys that have no effect, and values of another type than their key asks for."""
    plugin, options = _plugin(file)
    parts: list[tuple[data_file.Location, Any, Mapping[str, Any]]]
    parts = [((), file.values, KNOWN), (plugin, options, I18N)]
    parts += [((key,), _at(file, key) or {}, KNOWN[key]) for key in ("theme", "extra")]
    for place, values, known in parts:
        for key, value in values.items() if isinstance(values, dict) else ():
            name = ".".join(str(each) for each in (*place, key) if not isinstance(each, int))
            if key not in known:
                free = [each for each in known if each not in values]
                longer = [each for each in free if str(key).startswith(each) and "_" not in key]
                close = longer or difflib.get_close_matches(str(key), free)
                fix = f"Did you mean `{close[0]}`?" if close else "Remove it."
                yield file.problem((*place, key), f"`{name}` has no effect here.", fix)
                continue
            asked = dict if isinstance(known[key], dict) else known[key]
            if value is None or isinstance(value, Env) or value == asked:
                continue
            if not (isinstance(asked, type) and isinstance(value, asked)):
                right = ASKED.get(asked) or data_file.shown(asked).partition(" (")[0]
                what = f"`{name}` is {data_file.shown(value)}."
                yield file.problem((*place, key), what, f"Write {right}.")


def _languages(file: DataFile) -> Iterator[Problem]:
    """Find languages that are none, or stand twice, or have no name."""
    plugin, options = _plugin(file)
    seen: set[str] = set()
    for number, each in enumerate(options["languages"]):
        each = each if isinstance(each, dict) else {"locale": each}
        tag, named = str(each.get("locale")), each.get("name")
        known = canonical_tag(tag)
        place = (*plugin, "languages", number)
        if known is None:
            what = f"{data_file.shown(each.get('locale'))} is no language."
            yield file.problem(place, what, "Write its tag, such as de, pt-BR or zh-Hans.")
        elif known != tag:
            sign = "an underscore" if "_" in tag else "other capital letters than browsers write"
            yield file.problem(place, f"The language `{tag}` has {sign}.", f"Write `{known}`.")
        elif tag in seen:
            what = f"The language `{tag}` stands twice."
            yield file.problem(place, what, "Remove one of the two.")
        elif not isinstance(named, str) or not named.strip():
            fix = "Write `name:` and what it calls itself."
            yield file.problem(place, f"The language `{tag}` has no name.", fix)
        elif slip := plain_text.slip(named):
            yield file.problem(place, f"The name of the language `{tag}` {slip[0]}", slip[1])
        elif more := [key for key in each if key not in LANGUAGE[: 2 if number else 3]]:
            what = f"`{more[0]}` of the language `{tag}` has no effect here."
            yield file.problem((*place, more[0]), what, "Remove it.")
        seen.add(tag)


def canonical_tag(tag: str) -> str | None:
    """Return a language's tag as browsers write it, such as ``pt-BR``; None if it is no language.

    A tag is well formed, and CLDR knows the language: ``zh-Hans``, not ``german``.
    """
    hyphens = tag.replace("_", "-")
    try:
        Locale.parse(hyphens, sep="-")
        language, territory, script, variant, *_ = parse_locale(hyphens, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return "-".join(part for part in (language, script, territory, variant) if part)


def _section(name: str, paths: Any) -> Section:
    if paths is None:
        return Section("", (name,))
    listed = paths if isinstance(paths, list) else [paths]
    return Section(name, tuple(each for each in listed if isinstance(each, str)))
