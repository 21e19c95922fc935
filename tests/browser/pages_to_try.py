"""The pages that stand for every kind of page, in every language."""

TEMPLATES = (
    "",
    "cerebral-palsy/signs-and-diagnosis/",
    "treatments/",
    "treatments/physiotherapy-methods/",
    "stem-cells/claims/",
    "stem-cells/self-check/",
    "stem-cells/options/",
    "about/",
    "about/glossary/",
    "about/references/",
    "about/a-to-z/",
    "search/",
)
LOCALES = ("en", "ka", "ru", "ar")
WIDTHS = (360, 1280)


def address(locale: str, template: str) -> str:
    """Return a page's address below the root."""
    return template if locale == "en" else f"{locale}/{template}"
