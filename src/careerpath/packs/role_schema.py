"""What role profiles, the skill vocabulary and comparisons may say: the models of their files.

Every sentence is a statement: it cites a source or is marked as the author's judgement, and where
it answers a claim of the founding documents it keeps that claim's id and, if the claim does not
hold as made, the claim and the verdict on it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, model_validator

from careerpath.packs.schema import DateText, Entry, Id, Ids, Text

Json = dict[str, Any]

Verdict = Literal[
    "wrong", "outdated", "contradicted", "partly", "incomplete", "qualified",
    "doubtful", "unverified", "marketing", "judgement",
]  # fmt: skip

SECTIONS = (
    "getting_in", "responsibilities", "setting", "supervision", "regulation", "limits",
    "pressure", "balance", "outlook", "challenges", "growth", "trends", "specialisms", "abroad",
    "portfolio", "hire_when",
)  # fmt: skip
"""The parts of a profile that are lists of statements, in the order in which they are shown."""


def _stated(value: object) -> object:
    """One statement where a list belongs is a list of one; plain text is the author's judgement."""
    items = value if isinstance(value, list) else [value]
    return [{"says": i, "judgement": True} if isinstance(i, str) else i for i in items]


class StatementEntry(Entry):
    """One sentence about a role, and what it rests on."""

    says: Text
    source: Id | None = Field(default=None, description="id of the source")
    also: Ids = Field(default=[], description="further sources that say so")
    judgement: StrictBool = Field(
        default=False, description="the author's own view, in place of a source"
    )
    note: Text | None = Field(default=None, description="what has to be known beside it")
    places: Ids = Field(default=[], description="where it holds; left out: wherever the role is")
    dated: DateText | None = Field(default=None, description="of what date it is, for an outlook")
    confidence: Literal["high", "medium", "low"] | None = None
    conflicts: StrictBool = Field(default=False, description="other sources say otherwise")
    claims: Ids = Field(default=[], description="ids of the claims it answers")
    was: Text | None = Field(default=None, description="the claim as made, if it is corrected")
    verdict: Verdict | None = Field(default=None, description="what is wrong with that claim")

    @model_validator(mode="after")
    def _rests_on_something(self) -> StatementEntry:
        if not self.source and not self.judgement:
            raise ValueError("a statement cites its `source`, or is marked `judgement: true`")
        if self.source and self.judgement:
            raise ValueError("give `source` or `judgement`, not both")
        if (self.was is None) != (self.verdict is None):
            raise ValueError("`was` and `verdict` belong together")
        if self.was and not self.claims:
            raise ValueError("a corrected claim keeps its id in `claims`")
        return self

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True, exclude_defaults=True)


_Statement = StatementEntry | Text
Statements = Annotated[
    list[StatementEntry],
    BeforeValidator(_stated, json_schema_input_type=_Statement | list[_Statement]),
]


def _named(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    return [{"id": item} if isinstance(item, str) else item for item in items]


class NamedSkillEntry(Entry):
    """A skill, or a tool, of the vocabulary."""

    id: Id
    level: Annotated[StrictInt, Field(ge=1, le=5)] | None = Field(
        default=None, description="how much of it is asked, where a source says so"
    )
    claims: Ids = Field(default=[], description="ids of the claims it answers")

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True, exclude_defaults=True)


_NamedSkill = Id | NamedSkillEntry
NamedSkills = Annotated[
    list[NamedSkillEntry],
    BeforeValidator(_named, json_schema_input_type=_NamedSkill | list[_NamedSkill]),
]


class SkillsEntry(Entry):
    """The skills that a role asks, by how much they matter."""

    essential: NamedSkills = []
    useful: NamedSkills = []

    @model_validator(mode="after")
    def _each_once(self) -> SkillsEntry:
        ids = [s.id for s in (*self.essential, *self.useful)]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"`{twice[0]}` is named twice")
        return self

    def normal(self) -> list[Json]:
        return [
            {**skill.normal(), "importance": importance}
            for importance in ("essential", "useful")
            for skill in getattr(self, importance)
        ]


class CodeEntry(Entry):
    """The role's place in an official classification of occupations."""

    scheme: Literal["soc2020", "onet", "isco08", "esco", "anzsco"]
    code: Text
    title: Text | None = Field(default=None, description="what the classification calls it")
    address: Text | None = None
    nearest: StrictBool = Field(default=False, description="the nearest match, not confirmed")
    note: Text | None = None
    source: Id | None = None

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True, exclude_defaults=True)


class EquivalentEntry(Entry):
    """What the role, or the one nearest to it, is called somewhere else."""

    place: Id
    title: Text
    role: Id | None = Field(default=None, description="id of that role, if it is in the data")
    says: Text | None = Field(default=None, description="how it differs")
    source: Id | None = None
    judgement: StrictBool = False

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True, exclude_defaults=True)


class RoleProfileEntry(Entry):
    """What a role is like, wherever it exists: what `show` and `compare` set out."""

    id: Id
    title: Text
    roles: Ids = Field(description="ids of the roles that it describes")
    near: Ids = Field(default=[], description="roles that it describes for want of a nearer one")
    summary: Text
    getting_in: Statements = []
    responsibilities: Statements = []
    skills: SkillsEntry
    tools: NamedSkills = []
    setting: Statements = []
    supervision: Statements = []
    regulation: Statements = []
    limits: Statements = Field(default=[], description="what the role may not do")
    pressure: Statements = []
    balance: Statements = []
    outlook: Statements = []
    challenges: Statements = []
    growth: Statements = []
    trends: Statements = []
    specialisms: Statements = []
    abroad: Statements = Field(default=[], description="what holds of it in other places")
    portfolio: Statements = Field(default=[], description="how to show what one can do")
    hire_when: Statements = Field(default=[], description="what the role is taken on for")
    equivalents: list[EquivalentEntry] = []
    codes: list[CodeEntry] = []
    confidence: Literal["high", "medium", "low"] = "medium"
    checked: DateText | None = None

    def normal(self) -> Json:
        parts = {name: [s.normal() for s in getattr(self, name)] for name in SECTIONS}
        data: Json = {
            "id": self.id,
            "title": self.title,
            "roles": self.roles,
            "near": self.near,
            "summary": self.summary,
            **parts,
            "skills": self.skills.normal(),
            "tools": [t.normal() for t in self.tools],
            "equivalents": [e.normal() for e in self.equivalents],
            "codes": [c.normal() for c in self.codes],
            "checked": self.checked,
        }
        return {"confidence": self.confidence, **{k: v for k, v in data.items() if v}}


class SkillVocabularyEntry(Entry):
    """One skill, or one kind of tool, of the shared vocabulary."""

    id: Id
    title: Text
    kind: Literal["knowledge", "technical", "software", "soft", "tool"]
    says: Text | None = None
    shown_by: Ids = Field(
        default=[], description="credentials, or role profiles, that show somebody has it"
    )
    learnt: Text | None = Field(default=None, description="how else it is learnt")
    codes: dict[Literal["esco", "onet"], Text] = Field(
        default={}, description="what the classifications call it"
    )
    source: Id | None = None

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True, exclude_defaults=True)


class ComparedRowEntry(Entry):
    """One thing that tells roles apart: what is said of each, and of all together."""

    id: Id
    title: Text
    of: dict[Id, Statements] = Field(description="profile id: what is said of that role")
    all: Statements = Field(default=[], description="what is said of them together")

    def normal(self) -> Json:
        own = {name: [s.normal() for s in said] for name, said in self.of.items()}
        return {
            "id": self.id,
            "title": self.title,
            "of": own,
            **({"all": [s.normal() for s in self.all]} if self.all else {}),
        }


class ComparisonEntry(Entry):
    """Roles that are often confused or chosen between, told apart."""

    id: Id
    between: Annotated[list[Id], Field(min_length=2, max_length=4)] = Field(
        description="ids of the profiles"
    )
    shared: Statements = []
    rows: list[ComparedRowEntry] = []

    @model_validator(mode="after")
    def _of_these_roles(self) -> ComparisonEntry:
        for row in self.rows:
            strange = sorted(set(row.of) - set(self.between))
            if strange:
                raise ValueError(f"row `{row.id}` speaks of `{strange[0]}`, not one of `between`")
        return self

    def normal(self) -> Json:
        return {
            "id": self.id,
            "between": self.between,
            "shared": [s.normal() for s in self.shared],
            "rows": [r.normal() for r in self.rows],
        }
