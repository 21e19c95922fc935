"""Everything the site is made of: values and look-ups only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jinja2 import Environment

from patientinfo.components import assets, place
from patientinfo.components.assets import Asset
from patientinfo.components.links import page_url
from patientinfo.components.place import Marker, Place
from patientinfo.evidence.claims import Register
from patientinfo.evidence.publisher import Facts
from patientinfo.evidence.references import References
from patientinfo.languages.language import Language
from patientinfo.languages.wording import Strings, Wording
from patientinfo.reading.condition import Condition
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.pages import Page
from patientinfo.reading.settings import Settings
from patientinfo.self_check.amounts import criteria_values
from patientinfo.self_check.cases import Case
from patientinfo.self_check.criteria import Criteria


@dataclass(frozen=True, eq=False)
class Site:
    """The contents of ``docs/``, ``overrides/`` and ``mkdocs.yml``. The first locale is the source.

    ``broken`` names what could not be read, by kind (``references``) and by file: of that, nothing
    is said. ``absent`` names kinds of which there is no file. ``files`` has the data files with
    their lines, ``published`` the (address, path) of files that are published as they are,
    ``templates`` and ``sources`` what ``overrides/`` holds. ``today`` is for checks alone: the
    pages are the same on any day.
    """

    settings: Settings
    pages: Mapping[tuple[str, str], Page] = field(default_factory=dict)
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    condition: Condition = field(default_factory=Condition)
    criteria: Criteria | None = None
    cases: tuple[Case, ...] = ()
    register: Register = field(default_factory=Register)
    references: References = field(default_factory=References)
    facts: Facts = field(default_factory=Facts)
    files: Mapping[str, DataFile] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    templates: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    broken: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()
    today: date | None = None

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages in the order of the menu."""
        return tuple(self.settings.languages)

    @property
    def default(self) -> str:
        """The source language, whose pages stand at the root of the site."""
        return self.locales[0]

    @property
    def rules(self) -> Criteria:
        """The rules of a site that has a self-check."""
        assert self.criteria is not None
        return self.criteria

    @property
    def words(self) -> Strings:
        """The strings of the source language."""
        source = self.wordings[self.default].source
        assert isinstance(source, Strings)
        return source

    @property
    def texts(self) -> list[Page]:
        """The pages of the languages that checks ask about, in their order."""
        return [page for page in self.pages.values() if page.locale in self.asked]

    @property
    def asked_words(self) -> list[Wording]:
        """The words of these languages."""
        return [words for locale, words in self.wordings.items() if locale in self.asked]

    @property
    def asked(self) -> tuple[str, ...]:
        """The languages that checks ask about: all, or some while another process has the rest."""
        return self.only or self.locales

    def page(self, locale: str, path: str) -> Page | None:
        """Return a page in one language, or None where it is not translated."""
        return self.pages.get((locale, path))

    def shown(self, locale: str, path: str) -> Page:
        """Return the page that readers of a language get: translated, or in the source language."""
        return self.pages.get((locale, path)) or self.pages[(self.default, path)]

    @cached_property
    def originals(self) -> dict[str, Page]:
        """The pages of the source language by their path."""
        return {path: page for (locale, path), page in self.pages.items() if locale == self.default}

    def address(self, path: str, locale: str) -> str:
        """Return the absolute address of a page."""
        return self.settings.base + page_url(path, locale, self.default)

    def languages_of(self, path: str) -> list[str]:
        """Return the languages in which a page exists."""
        return [locale for locale in self.locales if (locale, path) in self.pages]

    @cached_property
    def where(self) -> dict[Marker, str]:
        """The first page of the menu that shows each marker, and the heading above it: path#id."""
        found: dict[Marker, str] = {}
        menu = [path for section in self.settings.sections for path in section.paths]
        for path in dict.fromkeys((*menu, *self.originals)):
            if (page := self.originals.get(path)) is None:
                continue
            for marker in page.markers:
                above = (each.id for each in page.headings if each.line < marker.line and each.id)
                anchor = list(above)[-1:]
                here = "#".join([path, *anchor])
                found.setdefault((marker.name,), here)
                if marker.arguments:
                    found.setdefault((marker.name, marker.arguments[0]), here)
        return found

    def path_of(self, *marker: str) -> str | None:
        """Return the path of the page that shows a marker, if one does."""
        here = self.where.get(marker)
        return here.partition("#")[0] if here is not None else None

    @property
    def environment(self) -> Environment:
        """What renders the components."""
        return place.environment(self.templates)

    @property
    def assets(self) -> Mapping[str, Asset]:
        """The style sheets and scripts by the name of their component."""
        return assets.gather(self.sources)

    @cached_property
    def glossary_ids(self) -> list[str]:
        """The ids of the glossary's terms."""
        terms = (key.split(".") for key in self.words if key.startswith("glossary."))
        return [id for _, id, part in terms if part == "term"]

    def template_file(self, name: str) -> str:
        """Return what reports call a template."""
        components = "components" if "/" in name else ""
        return self.settings.name(self.settings.overrides / components / name)

    def place(self, path: str, locale: str, text_locale: str | None = None) -> Place:
        """Return where a component is shown: on that page, of the site in that language.

        ``text_locale`` is the language of the words where it differs, as in a text that is
        shown in the source language because it is not translated.
        """
        words = self.wordings[text_locale or locale]
        values = criteria_values(self.criteria, words) if self.criteria else {}
        return Place(path, locale, self.default, words, self.environment, self.where, values)
