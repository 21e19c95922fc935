"""Makes Markdown tables readable on a phone: each cell knows its column's name.

The style sheet stacks the cells there; roles keep the table a table for screen readers.
"""

from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


class StackedTables(Extension):
    """The Markdown extension; MkDocs is given one instance of it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Run after inline text is parsed, so that a column's name is complete."""
        md.treeprocessors.register(_StackedTables(md), "stacked-tables", 5)


class _StackedTables(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for table in root.iter("table"):
            label_cells(table)


def label_cells(table: ElementTree.Element) -> None:
    """Give each element of a table its role, and each cell its column's name."""
    names = ["".join(cell.itertext()).strip() for cell in table.findall("thead/tr/th")]
    for element in table.iter():
        if element.tag in ROLES:
            element.set("role", ROLES[element.tag])
    for row in table.findall("tbody/tr"):
        for name, cell in zip(names, row, strict=False):
            cell.set("data-column", name)
