"""What ``mkdocs.yml`` says of the site; the core reads it itself, so any driver can call it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.problems import Problem

EXTENSIONS = ("admonition", "attr_list", "fenced_code", "tables", "toc")
RUN = {"plugins": ("plugin", ["i18n"]), "markdown_extensions": ("Markdown extension", EXTENSIONS)}
"""What the renderer does the work of, or runs; nothing else in ``mkdocs.yml`` would have effect."""


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
    if found := found or [*_without_source(file), *_refused(file)]:
        return None, found
    return _settings(file, path.parent, tuple(environment.items()), live), []


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
        site_url=text("", "site_url"),
        docs=(root / text("docs", "docs_dir")).resolve(),
        overrides=(root / text("overrides", "theme", "custom_dir")).resolve(),
        languages={str(each.get("locale")): str(each.get("name") or "") for each in _listed(file)},
        sections=tuple(_section(*each) for each in _named(_at(file, "nav"))),
        extensions={name: under or {} for name, under in _named(_at(file, "markdown_extensions"))},
        chromium=text("", "extra", "leaflet_chromium"),
        live=live,
    )


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


def _listed(file: DataFile) -> list[dict[str, Any]]:
    """Return what the plugin says of each language."""
    options = dict(_named(_at(file, "plugins"))).get("i18n")
    languages = options.get("languages") if isinstance(options, dict) else None
    return [each for each in languages or () if isinstance(each, dict)]


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


def _section(name: str, paths: Any) -> Section:
    if paths is None:
        return Section("", (name,))
    listed = paths if isinstance(paths, list) else [paths]
    return Section(name, tuple(each for each in listed if isinstance(each, str)))
