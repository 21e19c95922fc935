"""What ``mkdocs.yml`` says of the site; the core reads it itself, so any driver can call it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.problems import Problem

PLUGINS = ("i18n",)
EXTENSIONS = ("admonition", "attr_list", "fenced_code", "tables", "toc")
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
        return self.docs.relative_to(self.root).as_posix()


def read_settings(
    path: Path, environment: Mapping[str, str], *, live: bool = False
) -> tuple[Settings | None, list[Problem]]:
    """Read ``mkdocs.yml``; ``environment`` has the variables that ``!ENV`` names."""
    text, found = data_file.read_text(path, path.name)
    if found:
        return None, found
    settings, problems = _parsed(text, path, tuple(environment.items()), live)
    return settings, list(problems)


@lru_cache(maxsize=16)
def _parsed(
    text: str, path: Path, variables: tuple[tuple[str, str], ...], live: bool
) -> tuple[Settings | None, tuple[Problem, ...]]:
    file, found = data_file.parse(text, path.name)
    if found:
        return None, tuple(found)
    values = file.values if isinstance(file.values, dict) else {}
    environment = dict(variables)

    def value(*place: str) -> Any:
        part: Any = values
        for step in place:
            part = part.get(step) if isinstance(part, dict) else None
        return part.value(environment) if isinstance(part, Env) else part

    languages, found = _languages(file, values)
    found += _refused(file, values)
    if found:
        return None, tuple(found)
    root = path.parent
    return Settings(
        file,
        root,
        str(value("site_url") or ""),
        (root / (value("docs_dir") or "docs")).resolve(),
        (root / (value("theme", "custom_dir") or "overrides")).resolve(),
        languages,
        tuple(_sections(values.get("nav"))),
        dict(_named(values.get("markdown_extensions"))),
        str(value("extra", "leaflet_chromium") or ""),
        live,
    ), ()


def _named(items: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the plugins or extensions of a list, with their options."""
    found = []
    for item in items if isinstance(items, list) else []:
        name, options = next(iter(item.items())) if isinstance(item, dict) else (item, None)
        found.append((str(name), options if isinstance(options, dict) else {}))
    return found


def _languages(file: DataFile, values: Any) -> tuple[dict[str, str], list[Problem]]:
    options = dict(_named(values.get("plugins"))).get("i18n", {})
    listed = [each for each in options.get("languages") or () if isinstance(each, dict)]
    languages = {str(each.get("locale")): str(each.get("name") or "") for each in listed}
    place = ("plugins",)
    if not languages:
        fix = "List the languages under `languages` of the plugin `i18n`, the source first."
        return {}, [file.problem(place, "No language is named.", fix)]
    if listed[0].get("default") is not True:
        what = f"The first language, `{next(iter(languages))}`, is not the default."
        fix = "Write `default: true` beside it: it is the language that the others translate."
        return languages, [file.problem(place, what, fix)]
    return languages, []


def _refused(file: DataFile, values: Any) -> list[Problem]:
    """Find plugins and extensions that would change nothing: the core makes the pages."""
    found = []
    for key, kind, known in (
        ("plugins", "plugin", PLUGINS),
        ("markdown_extensions", "Markdown extension", EXTENSIONS),
    ):
        for number, (name, _) in enumerate(_named(values.get(key))):
            if name not in known:
                what = f"The {kind} `{name}` is not run here, so it would have no effect."
                fix = f"Remove it. Known are: {', '.join(f'`{each}`' for each in known)}."
                found.append(file.problem((key, number), what, fix))
    return found


def _sections(nav: Any) -> list[Section]:
    sections = []
    for item in nav if isinstance(nav, list) else []:
        name, paths = next(iter(item.items())) if isinstance(item, dict) else ("", [item])
        listed = paths if isinstance(paths, list) else [paths]
        sections.append(Section(str(name), tuple(each for each in listed if isinstance(each, str))))
    return sections
