"""The JSON Schema of ``criteria.yml``, with which editors complete and check it while one types."""

import json
from typing import Any

from pydantic import TypeAdapter

from patientinfo.self_check.criteria import Criteria

dialect = "https://json-schema.org/draft/2020-12/schema"
"""What pydantic writes."""

name = "criteria.schema.json"
"""What the schema is called, beside the criteria; the first line of ``criteria.yml`` names it."""


def schema_text() -> str:
    """Return the schema as the file holds it; `python -m patientinfo schema` writes it."""
    schema: dict[str, Any] = TypeAdapter(Criteria).json_schema()
    written = {"$schema": dialect, **_readable(schema), "title": "criteria.yml"}
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def _readable(part: Any) -> Any:
    """Return a part of the schema without noise, and strict where keys have a pattern.

    Noise is what only machines say: titles made from keys, and the null of what may be absent.
    """
    if isinstance(part, list):
        return [_readable(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _readable(value) for key, value in part.items() if not _is_noise(key, value)}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    choices = [each for each in kept.get("anyOf", []) if each != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return kept


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)
