"""From folders of YAML to one normal form, reporting every problem on the way.

The normal form is `{credentials, sources, places, rates, skills, profiles, comparisons, packs,
digest}`, each a mapping by id to compact JSON. A later pack's entry takes the place of an earlier one with the same id; with
`extends: true` only the fields it states do, and its routes are laid over the earlier ones by id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from careerpath.errors import InvalidDataError, Problem
from careerpath.packs import role_schema, schema
from careerpath.packs.checks import check
from careerpath.packs.files import digest_of, misnamed_files, pack_files
from careerpath.packs.messages import plain_message
from careerpath.packs.strict_yaml import Document, ValuePath, path_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]

MODELS: dict[str, type[schema.Entry]] = {
    "roles.yaml": schema.RoleEntry,
    "qualifications.yaml": schema.QualificationEntry,
    "sources.yaml": schema.SourceEntry,
    "places.yaml": schema.PlaceEntry,
    "rates.yaml": schema.RateEntry,
    "skills.yaml": role_schema.SkillVocabularyEntry,
    "profiles.yaml": role_schema.RoleProfileEntry,
    "comparisons.yaml": role_schema.ComparisonEntry,
}
_SECTIONS = {
    "roles.yaml": "credentials",
    "qualifications.yaml": "credentials",
    "sources.yaml": "sources",
    "places.yaml": "places",
    "rates.yaml": "rates",
    "skills.yaml": "skills",
    "profiles.yaml": "profiles",
    "comparisons.yaml": "comparisons",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: for messages, and for laying packs over each other."""

    pack: str
    file: str
    document: Document
    index: int

    def line(self, *path: str | int) -> int:
        return self.document.line((self.index, *path))

    def problem(self, path: str, message: str, severity: str = "error", about: str = "") -> Problem:
        """At the value of this path; if that does not say `about`, where the entry does.

        The normal form has paths of its own: a role's ways in are folded into its `requires`.
        """
        parts: ValuePath = tuple(int(p) if p.isdigit() else p for p in _split(path))
        if about and self.document.where(about, (self.index, *parts)) is None:
            found = self.document.where(about, (self.index,))
            parts, path = (found[1:], path_text(found[1:])) if found else (parts, path)
        return Problem(self.file, self.line(*parts), path, message, severity)


def _split(path: str) -> list[str]:
    return [p for p in path.replace("[", ".").replace("]", "").split(".") if p]


@dataclass(slots=True)
class Reading:
    """What was read so far."""

    data: Json = field(default_factory=dict)
    raw: dict[tuple[str, str], Json] = field(default_factory=dict)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    overrides: list[tuple[str, Spot, Spot]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Section and id of what is in the files and can't be used: no other entry is to blame for it."""
    has_unread_file: bool = False


def read_packs(folders: list[Path]) -> Reading:
    """Read and validate packs, the later laid over the earlier. Problems are collected."""
    reading = Reading(data={name: {} for name in dict.fromkeys(_SECTIONS.values())})
    for folder in folders:
        for file in pack_files(folder):
            _read_file(reading, folder, file)
        for file, meant in misnamed_files(folder):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            message = f"not read: the name of the file is to be {meant}"
            reading.problems.append(Problem(name, 0, "", message, "warning"))
    reading.data["packs"] = [folder.name for folder in folders]
    if not reading.has_unread_file:  # Else what the others name may stand in it.
        _resolve_scales(reading)
        reading.problems.extend(check(reading.data, reading.spots, reading.broken))
    return reading


def load_packs(folders: list[Path]) -> Json:
    """The normal form of valid packs; InvalidDataError names every error of invalid ones."""
    reading = read_packs(folders)
    errors = tuple(p for p in reading.problems if p.severity == "error")
    if errors:
        count = f"{len(errors)} problem{'s' if len(errors) != 1 else ''}"
        raise InvalidDataError(
            f"the data has {count}", errors, hint="`careerpath data check` lists them all."
        )
    return {**reading.data, "digest": digest_of(folders)}


def _read_file(reading: Reading, folder: Path, file: Path) -> None:
    name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reading.problems.append(Problem(name, 0, "", f"not readable: {error}"))
        reading.has_unread_file = True
        return
    document = read_yaml(text)
    for fault in document.faults:
        reading.problems.append(Problem(name, fault.line, fault.path, fault.message))
    if document.data is None:
        reading.has_unread_file = reading.has_unread_file or bool(document.faults)
        return
    if not isinstance(document.data, list):
        reading.problems.append(Problem(name, 1, "", "the file must be one list of entries"))
        reading.has_unread_file = True
        return
    for index, item in enumerate(document.data):
        _read_entry(reading, Spot(folder.name, name, document, index), file.name, item)


def _read_entry(reading: Reading, spot: Spot, kind: str, item: object) -> None:
    if not isinstance(item, dict):
        reading.problems.append(spot.problem("", "an entry is a mapping that begins with its id"))
        return
    section = _SECTIONS[kind]
    id_ = str(item.get("currency" if section == "rates" else "id", f"entry {spot.index + 1}"))
    key = (section, id_)
    earlier = reading.spots.get(key)
    if earlier and earlier.pack == spot.pack:
        where = f"{earlier.file}:{earlier.line()}"
        reading.problems.append(spot.problem("id", f"`{id_}` is already defined at {where}"))
        return
    if item.get("extends") is True:
        if earlier is None:
            reading.problems.append(spot.problem("extends", f"no earlier pack has `{id_}`"))
            return
        item = _laid_over(reading.raw[key], {k: v for k, v in item.items() if k != "extends"})
    normal = _validated(reading, spot, MODELS[kind], id_, item)
    if normal is None:
        reading.broken.add(key)
        return
    if earlier:
        reading.overrides.append((id_, earlier, spot))
    reading.raw[key] = item
    reading.spots[key] = spot
    reading.data[section][id_] = normal


def _laid_over(base: Json, changes: Json) -> Json:
    """The base entry with the changed fields, routes matched by id."""
    merged = {**base, **changes}
    if "routes" in changes and isinstance(changes["routes"], list):
        routes = {r.get("id", n): r for n, r in enumerate(base.get("routes", []))}
        for route in changes["routes"]:
            if isinstance(route, dict):
                key = route.get("id", "")
                routes[key] = {**routes.get(key, {}), **route}
        merged["routes"] = list(routes.values())
    return merged


def _validated(
    reading: Reading, spot: Spot, model: type[schema.Entry], id_: str, item: Json
) -> Json | None:
    nulls = list(_nulls(item, ()))
    if nulls:
        problems = [spot.problem(path_text(path), f"`{id_}`: {_NULL}") for path in nulls]
        reading.problems.extend(problems)
        return None
    try:
        entry: Any = model.model_validate(item)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = path_text(tuple(p for p in detail["loc"] if not _is_branch(p)))
            message = plain_message(detail, _owners_of_fields())
            reading.problems.append(spot.problem(path, f"`{id_}`: {message}"))
        return None
    normal: Json = entry.normal()
    if "jurisdiction" in normal:
        normal["pack"] = spot.pack
    return normal


_NULL = "no value: leave the field out, or state the value (estimates are marked)"


def _nulls(value: object, path: ValuePath) -> Iterator[ValuePath]:
    """Where the entry holds a null: a `requires:` with nothing behind it must not vanish."""
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _nulls(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nulls(item, (*path, index))


def _is_branch(part: object) -> bool:
    """Pydantic names the branch of a union in a location; the file has no such key."""
    return isinstance(part, str) and ("[" in part or part in ("int", "str", "bool"))


def _owners_of_fields() -> dict[str, str]:
    """For every name of a field what has it, in a word: `months` a route, `publisher` a source."""
    both = (*vars(schema).values(), *vars(role_schema).values())
    named = (m for m in both if isinstance(m, type))
    models = [m for m in named if issubclass(m, schema.Entry)]
    # Of several that have it, the one an author most likely thinks of comes last.
    models += [schema.FactEntry, schema.RouteEntry]
    return {
        field.alias or name: model.__name__.removesuffix("Entry").lower()
        for model in models
        for name, field in model.model_fields.items()
    }


def _resolve_scales(reading: Reading) -> None:
    """`scale: other-id` shares that entry's scale."""
    credentials = reading.data["credentials"]
    for id_ in sorted(credentials):
        entry = credentials[id_]
        seen = {id_}
        scale = entry.get("scale")
        while isinstance(scale, str) and scale in credentials and scale not in seen:
            seen.add(scale)
            scale = credentials[scale].get("scale")
        if isinstance(scale, str) and ("credentials", scale) in reading.broken:
            reading.broken.add(("credentials", id_))
            entry.pop("scale")
        elif isinstance(scale, str) or (scale is None and "scale" in entry):
            spot = reading.spots["credentials", id_]
            message = f"`{id_}` shares the scale of `{entry['scale']}`, which has none"
            reading.problems.append(spot.problem("scale", message))
            entry.pop("scale")
        elif scale is not None:
            entry["scale"] = scale
