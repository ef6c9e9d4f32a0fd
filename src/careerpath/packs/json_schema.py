"""JSON Schemas of the data files, from the models that read them: for editors, not for the reader.

They say what an author may write. What only the whole pack can tell (ids that exist, grades of a
scale, windows) is said by `careerpath data check`.
"""

from __future__ import annotations

from typing import Any

from careerpath.packs import schema
from careerpath.packs.profile_schema import ProfileFile
from careerpath.packs.reading import MODELS

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PROFILE = "profile"
FILE_SCHEMAS: dict[str, type[Any]] = {**MODELS, PROFILE: ProfileFile}
"""The models of the data files by their names, and that of a person's profile."""

_REF = {"$ref": "#/$defs/Requirement"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 1}
_AGE = {"type": "integer", "minimum": 0, "maximum": 120}


def file_schema(name: str) -> Json:
    """The schema of the file of this name; KeyError if it is none of FILE_SCHEMAS."""
    if name == PROFILE:
        # Programs write profiles too, and these say null where nothing is known.
        return {"$schema": DIALECT, **_of_model(ProfileFile), "title": PROFILE}
    entry = _written(_of_model(MODELS[name]))
    definitions = {**entry.pop("$defs", {}), "Entry": entry, "Requirement": _requirement()}
    return {
        "$schema": DIALECT,
        "title": name,
        "type": "array",
        "items": {
            "if": {"required": ["extends"], "properties": {"extends": {"const": True}}},
            "then": _overlay(name),
            "else": {"$ref": "#/$defs/Entry"},
        },
        "$defs": definitions,
    }


def _of_model(model: type[Any]) -> Json:
    generated: Json = model.model_json_schema(mode="validation")
    return generated


def _overlay(name: str) -> Json:
    """An entry laid over one of an earlier pack: it states only what differs."""
    key = "currency" if MODELS[name] is schema.RateEntry else "id"
    return {"type": "object", "required": [key, "extends"], "properties": {key: _TEXT}}


def _written(value: Any) -> Any:  # noqa: ANN401 - JSON is any
    """The generated schema as an author needs it: no nulls, no titles of fields, ids optional."""
    if isinstance(value, list):
        return [_written(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("title") == schema.REQUIREMENT["title"]:
        return {**_REF, **{k: v for k, v in value.items() if k == "description"}}
    branches = [b for b in value.get("anyOf", ()) if b != {"type": "null"}]
    if len(branches) == 1:
        rest = {k: v for k, v in value.items() if k not in ("anyOf", "default", "title")}
        return _written({**branches[0], **rest})
    kept = {k: v for k, v in value.items() if not _is_noise(k, v)}
    if branches:
        kept["anyOf"] = branches
    return {
        k: _properties(v) if k == "properties" else _written(v) for k, v in _freed(kept).items()
    }


def _properties(fields: Json) -> Json:
    """A field may be called `title`: these keys are names, not keywords."""
    return {name: _written(field) for name, field in fields.items()}


def _is_noise(key: str, value: object) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _freed(value: Json) -> Json:
    """A route may leave out its id: it then takes `route-1` and so on."""
    fields = value.get("properties", {})
    if {"id", "months", "fee"} <= set(fields) and "id" in value.get("required", ()):
        return {**value, "required": [r for r in value["required"] if r != "id"]}
    return value


# requirements, whose notation is read by hand


def _requirement() -> Json:
    """Every way to write one; see `requirement_text`."""
    held = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*(\s*>=\s*\S.*)?$"}
    several = {"type": "array", "items": _REF, "minItems": 1}
    return {
        "description": "a condition over what is held: an id, a list (all of it), or one of these",
        "anyOf": [
            held,
            {"type": "array", "items": _REF},
            _mapping({"all": several}),
            _mapping({"any": several}),
            _mapping({"at_least": _COUNT, "of": several}),
            _mapping({"experience": _experience()}),
            _mapping({"held_for": _mapping({"months": _COUNT, "in": _ids()})}),
            _mapping({"recent": _mapping({"months": _COUNT, "of": _ids()})}),
            _mapping({"age": {"anyOf": [_AGE, _mapping({}, {"at_least": _AGE, "under": _AGE})]}}),
        ],
    }


def _experience() -> Json:
    optional = {"last": _COUNT, "after": _ids(), "full_time": _COUNT}
    return {
        "anyOf": [
            _mapping({"months": _COUNT, "in": _ids()}, optional),
            _mapping({"hours": _COUNT, "in": _ids()}, optional),
        ]
    }


def _ids() -> Json:
    return {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}


def _mapping(required: Json, optional: Json | None = None) -> Json:
    fields = {**required, **(optional or {})}
    return {
        "type": "object",
        "properties": fields,
        "required": list(required),
        "additionalProperties": False,
    }
