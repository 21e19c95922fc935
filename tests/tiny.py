"""The site of ``tests/other_site`` in a folder of its own: asthma, Spanish and Hebrew, no clinic.

A test changes one line of it and looks at what is reported or built.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from patientinfo.load import load
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

ROOT = Path(__file__).parent.parent
OTHER = ROOT / "tests/other_site"
LOCALES = ("es", "he")
SITE_URL = "https://example.org/sub/path/"
PAGES = (
    *("index.md", "asma/index.md", "asma/comprobar.md", "sobre/glosario.md", "sobre/fuentes.md"),
    *("sobre/buscar.md", "sobre/indice.md", "sobre/descargas.md"),
)


@dataclass(frozen=True)
class Project:
    """A project on disk; ``root`` is its folder, paths are relative to it."""

    root: Path

    def text(self, path: str) -> str:
        """Return a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, its folders too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, path: str, old: str, new: str) -> None:
        """Change one thing in a file; the old text has to be there exactly once."""
        text = self.text(path)
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def line(self, path: str, start: str) -> int:
        """Return the number of the first line that begins with these words, spaces apart."""
        lines = self.text(path).split("\n")
        return next(
            number for number, each in enumerate(lines, 1) if each.strip().startswith(start)
        )

    def load(self) -> tuple[Site | None, list[Problem]]:
        """Read and check the project as the build does."""
        return load(self.root, {"SITE_URL": SITE_URL})

    def problems(self) -> list[str]:
        """Return everything that is reported about the project, in its order, as readers see it."""
        return [str(problem) for problem in sorted(self.load()[1])]


def make(root: Path) -> Project:
    """Write the site into an empty folder, with the code and the looks of the project."""
    project = Project(root)
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(OTHER / "docs", root / "docs")
    settings = (OTHER / "mkdocs.yml").read_text(encoding="utf-8")
    project.write("mkdocs.yml", settings.replace("../../", ""))
    return project


def add_clinic(project: Project) -> None:
    """Give the site what a clinic says of two treatments, and what research shows of it."""
    project.write("docs/_medical/claims.yml", CLAIMS)
    words = project.text("docs/es/_strings.yml")
    more = "".join(
        f'{key}:\n  text: "{text}"\n  note: "A claim."\n' for key, text in CLAIM_WORDS.items()
    )
    project.write("docs/es/_strings.yml", words + more)


CLAIMS = """article: gina
labels:
  - {id: strong, shape: "●"}
  - {id: uncertain, shape: "○"}
claims:
  - id: sal
    kind: outcome
    verdict: not-supported
    references: [oms-asma, gina]
    seen: 2025-03-04
treatments:
  - id: inhalador
    parts:
      - {id: camara, label: strong, references: [gina]}
"""
CLAIM_WORDS = {
    "claim.clinic-says": "El centro dice",
    "claim.research-shows": "La investigación muestra",
    "claim.verdict": "Conclusión:",
    "claim.seen": "Leído el {{ date }}.",
    "cite.sources": "Fuentes:",
    "cite.none": "Sin estudios.",
    "claims.sal.title": "¿Ayuda una cueva de sal?",
    "claims.sal.clinic": "El centro dice que una cueva de sal limpia los bronquios.",
    "claims.sal.research": "Ningún buen estudio ha visto que ayude a los niños.",
    "verdicts.not-supported.label": "Sin apoyo de la investigación",
    "treatments.inhalador.name": "Inhalador",
    "treatments.inhalador.clinic": "El centro dice que el inhalador crea hábito.",
    "treatments.inhalador.meaning": "Bien usado, ayuda a respirar.",
    "parts.camara.name": "Inhalador con cámara",
    "parts.camara.research": "Lleva más medicina a los bronquios.",
    "treatment.meaning": "Para su hijo",
    "treatments.caption": "Tratamientos",
    "treatments.column-treatment": "Tratamiento",
    "treatments.column-part": "Parte",
    "treatments.column-meaning": "Para su hijo",
    "evidence.key-intro": "Qué quiere decir cada etiqueta:",
    "evidence.strong.label": "Pruebas fuertes",
    "evidence.strong.means": "Varios estudios buenos dicen lo mismo.",
    "evidence.uncertain.label": "No se sabe",
    "evidence.uncertain.means": "Los estudios son pocos o malos.",
}
"""Words for the claim and the treatment; a site without a clinic has none of them."""
