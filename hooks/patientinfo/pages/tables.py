"""Makes Markdown tables readable on a phone: each cell knows its column's name.

The style sheet stacks the cells there; roles keep the table a table for screen readers.
"""

from xml.etree import ElementTree

ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


def label_cells(table: ElementTree.Element) -> None:
    """Give each element of a table its role, and each cell its column's name."""
    names = ["".join(cell.itertext()).strip() for cell in table.findall("thead/tr/th")]
    for element in table.iter():
        if element.tag in ROLES:
            element.set("role", ROLES[element.tag])
    for row in table.findall("tbody/tr"):
        for name, cell in zip(names, row, strict=False):
            cell.set("data-column", name)
