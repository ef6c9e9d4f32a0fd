"""From folders of YAML to one normal form, reporting every problem on the way.

The normal form is `{credentials, sources, places, rates, skills, profiles, comparisons}`, each a
mapping by id to compact JSON, with `packs`, `digest`, and `files` and `shared_scales`, by which an
unchanged file is known again. A later pack's entry takes the place of an earlier one with the same
id; with `extends: true` only the fields it states do, and its routes are laid over the earlier ones
by id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from pydantic import ValidationError

from careerpath.errors import InvalidDataError, Problem
from careerpath.normal_form import Section
from careerpath.packs import role_schema, schema
from careerpath.packs.checks import check
from careerpath.packs.files import digest_of, misnamed_files, pack_files
from careerpath.packs.messages import plain_message
from careerpath.packs.strict_yaml import Document, ValuePath, path_text, read_yaml
from careerpath.packs.unchanged import Before, ById, Extent, key_of

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


class Spot(Struct, frozen=True):
    """Where an entry stands: for messages, and for laying packs over each other."""

    pack: str
    file: str
    document: Document
    index: int

    def at(self, index: int) -> Spot:
        """The entry of this place in the same file."""
        return Spot(self.pack, self.file, self.document, index)

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


class Reading(Struct):
    """What was read so far."""

    data: Json = field(default_factory=dict)
    raw: dict[tuple[str, str], Json] = field(default_factory=dict)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    overrides: list[tuple[str, Spot, Spot]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Section and id of what is in the files and can't be used: no other entry is to blame for it."""
    has_unread_file: bool = False
    extents: list[Extent] = field(default_factory=list)
    """Files whose entries all are new, and stand as they alone say."""
    shared_scales: dict[str, str] = field(default_factory=dict)
    """Whose scale an entry shares, where it states that of another."""

    def as_written(self, key: tuple[str, str]) -> Json:
        """The entry of this section and id in the author's notation, with what extends it."""
        if key not in self.raw:
            spot = self.spots[key]
            self.raw[key] = spot.document.data[spot.index]
        return self.raw[key]

    def whole_extents(self) -> list[Extent]:
        """The files of which no entry was overridden."""
        ids = {section: tuple(self.data[section]) for section in {s.section for s in self.extents}}
        documents = {key: spot.document for key, spot in self.spots.items()}
        return [s for s in self.extents if s.is_whole(ids[s.section], documents)]


def read_packs(folders: list[Path], before: Before | None = None) -> Reading:
    """Read and validate packs, the later laid over the earlier. Problems are collected.

    `before` is what they gave when they were last read: files that did not change are not parsed,
    and their entries are in `raw` only once asked for by `as_written`.
    """
    reading = Reading(data={name: Section({}) for name in dict.fromkeys(_SECTIONS.values())})
    for folder in folders:
        for file in pack_files(folder):
            _read_file(reading, folder, file, before or Before())
        for file, meant in misnamed_files(folder):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            message = f"not read: the name of the file is to be {meant}"
            reading.problems.append(Problem(name, 0, "", message, "warning"))
    reading.data["packs"] = [folder.name for folder in folders]
    if not reading.has_unread_file:  # Else what the others name may stand in it.
        _resolve_scales(reading)
        reading.problems.extend(check(reading.data, reading.spots, reading.broken))
    return reading


def load_packs(folders: list[Path], before: Json | None = None) -> Json:
    """The normal form of valid packs; InvalidDataError names every error of invalid ones.

    `before` is that of the same packs as they were.
    """
    reading = read_packs(folders, Before(before))
    errors = tuple(p for p in reading.problems if p.severity == "error")
    if errors:
        count = f"{len(errors)} problem{'s' if len(errors) != 1 else ''}"
        raise InvalidDataError(
            f"the data has {count}", errors, hint="`careerpath data check` lists them all."
        )
    return {
        **reading.data,
        "files": [extent.as_json() for extent in reading.whole_extents()],
        "shared_scales": list(reading.shared_scales.items()),
        "digest": digest_of(folders),
    }


def _read_file(reading: Reading, folder: Path, file: Path, before: Before) -> None:
    name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
    try:
        content = file.read_bytes()
        document = read_yaml(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reading.problems.append(Problem(name, 0, "", f"not readable: {error}"))
        reading.has_unread_file = True
        return
    section = _SECTIONS[file.name]
    key = key_of(folder.name, file.name, content)
    first = Spot(folder.name, name, document, 0)
    start = len(reading.data[section])
    known = before.entries(key)
    if known is None:
        count = _read_entries(reading, first, file.name)
    else:
        count = _take_entries(reading, first, section, known)
    stop = len(reading.data[section])
    if stop - start == count:
        reading.extents.append(Extent(key, section, start, stop, document))


def _read_entries(reading: Reading, first: Spot, kind: str) -> int:
    """Read the entries of a file; returns how many it has."""
    document = first.document
    for fault in document.faults:
        reading.problems.append(Problem(first.file, fault.line, fault.path, fault.message))
    if document.data is None:
        reading.has_unread_file = reading.has_unread_file or bool(document.faults)
        return 0
    if not isinstance(document.data, list):
        reading.problems.append(Problem(first.file, 1, "", "the file must be one list of entries"))
        reading.has_unread_file = True
        return 0
    for index, item in enumerate(document.data):
        _read_entry(reading, first.at(index), kind, item)
    return len(document.data)


def _take_entries(reading: Reading, first: Spot, section: str, known: ById) -> int:
    """Take the entries of a file as they were when it was last read; returns how many it has."""
    for index, (id_, normal) in enumerate(known):
        spot, key = first.at(index), (section, id_)
        if twice := _defined_twice(reading, spot, key):
            reading.problems.append(twice)
        else:
            _place(reading, spot, key, normal)
    return len(known)


def _read_entry(reading: Reading, spot: Spot, kind: str, item: object) -> None:
    if not isinstance(item, dict):
        reading.problems.append(spot.problem("", "an entry is a mapping that begins with its id"))
        return
    section = _SECTIONS[kind]
    id_ = str(item.get("currency" if section == "rates" else "id", f"entry {spot.index + 1}"))
    key = (section, id_)
    if twice := _defined_twice(reading, spot, key):
        reading.problems.append(twice)
        return
    if item.get("extends") is True:
        if key not in reading.spots:
            reading.problems.append(spot.problem("extends", f"no earlier pack has `{id_}`"))
            return
        changes = {k: v for k, v in item.items() if k != "extends"}
        item = _laid_over(reading.as_written(key), changes)
    normal = _validated(reading, spot, MODELS[kind], id_, item)
    if normal is None:
        reading.broken.add(key)
        return
    _place(reading, spot, key, normal)
    reading.raw[key] = item


def _defined_twice(reading: Reading, spot: Spot, key: tuple[str, str]) -> Problem | None:
    earlier = reading.spots.get(key)
    if earlier is None or earlier.pack != spot.pack:
        return None
    where = f"{earlier.file}:{earlier.line()}"
    return spot.problem("id", f"`{key[1]}` is already defined at {where}")


def _place(reading: Reading, spot: Spot, key: tuple[str, str], normal: Json | bytes) -> None:
    """Put an entry into the data, over that of an earlier pack if there is one."""
    section, id_ = key
    if earlier := reading.spots.get(key):
        reading.overrides.append((id_, earlier, spot))
        reading.raw.pop(key, None)
    reading.spots[key] = spot
    reading.data[section].put(id_, normal)


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
    nulls = list(_nulls(item, ())) if spot.document.has_nulls else []
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
        scale = entry.get("scale")
        if not isinstance(scale, str):
            continue
        reading.shared_scales[id_] = scale
        seen = {id_}
        while isinstance(scale, str) and scale in credentials and scale not in seen:
            seen.add(scale)
            scale = credentials[scale].get("scale")
        if isinstance(scale, list):
            credentials.put(id_, {**entry, "scale": scale})
            continue
        credentials.put(id_, {k: v for k, v in entry.items() if k != "scale"})
        if isinstance(scale, str) and ("credentials", scale) in reading.broken:
            reading.broken.add(("credentials", id_))
        else:
            spot = reading.spots["credentials", id_]
            message = f"`{id_}` shares the scale of `{entry['scale']}`, which has none"
            reading.problems.append(spot.problem("scale", message))
