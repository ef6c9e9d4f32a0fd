"""A hard instance as a file: `instances/NAME.json`.

`why_kept` says what was hard; `made_from` the size and seed of `random_question`; `oracle` whose
answer `vector` is (null: infeasible); `most_contradictions` how many the planner may take. Then the
question, and the catalogue's entries in the normal form, one a line.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.profile import Holding, Limits, Profile, Question, Worked
from tests.proof.building import catalogue

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from tests.proof.plan_records import Vector

INSTANCES = Path(__file__).parent / "instances"

DEFAULT_CAP = 3_000
"""Contradictions; an instance that needs more has a cap of its own."""

SLOW_CAP = 15_000
"""An instance with a higher cap takes minutes and is left out of a plain test run."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Instance:
    """One question with its known answer."""

    name: str
    why_kept: str
    made_from: str
    oracle: str
    vector: Vector | None
    usual: bool
    most_contradictions: int
    question: Question
    entries: tuple[Json, ...]

    @property
    def catalogue(self) -> Catalogue:
        return catalogue(*self.entries)

    @property
    def is_slow(self) -> bool:
        return self.most_contradictions > SLOW_CAP


def read_instance(path: Path) -> Instance:
    """An instance from its file."""
    said = json.loads(path.read_text(encoding="utf-8"))
    said["vector"] = None if said["vector"] is None else tuple(said["vector"])
    said["question"] = _question(said["question"])
    said["entries"] = tuple(said["entries"])
    return Instance(name=path.stem, **said)


def all_instances() -> tuple[Instance, ...]:
    """Every instance, by name."""
    return tuple(read_instance(path) for path in sorted(INSTANCES.glob("*.json")))


def write_instance(instance: Instance) -> Path:
    """The instance as its file; the file."""
    said = asdict(instance)
    name, entries = said.pop("name"), said.pop("entries")
    head = json.dumps(said, indent=1, ensure_ascii=False).removesuffix("\n}")
    lines = ",\n".join(f"  {json.dumps(e, ensure_ascii=False)}" for e in entries)
    path = INSTANCES / f"{name}.json"
    path.write_text(f'{head},\n "entries": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    return path


def _question(said: Json) -> Question:
    profile, limits = said["profile"], said["limits"]
    return Question(
        said["target"],
        said["start"],
        said["currency"],
        Profile(
            holds=tuple(Holding(**h) for h in profile["holds"]),
            worked=tuple(Worked(**w) for w in profile["worked"]),
            lacks=tuple(profile["lacks"]),
            born=profile["born"],
            hours_per_week=profile["hours_per_week"],
            place=profile["place"],
        ),
        said["objective"],
        Limits(**{k: _tuples(v) for k, v in limits.items()}),
    )


def _tuples(value: object) -> Any:  # noqa: ANN401 - a limit is a tuple, a number or a flag
    if not isinstance(value, list):
        return value
    return tuple(tuple(v) if isinstance(v, list) else v for v in value)
