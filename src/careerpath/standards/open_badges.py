"""Open Badges 3 and CLR 2: what was awarded, and nothing that is merely described beside it.

Both are Verifiable Credentials, of version 1.1 or 2.0. Signatures and revocation need the issuer,
who is not asked: every claim is *not verified*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.standards.claims import HELD, Claim, Faults, Json, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

_BADGES = {"OpenBadgeCredential", "AchievementCredential"}
_CLR = "ClrCredential"
_PRESENTATION = "VerifiablePresentation"
_FORMAL = {
    "ApprenticeshipCertificate", "Assessment", "AssociateDegree", "BachelorDegree", "Certificate",
    "CertificateOfCompletion", "Certification", "Degree", "Diploma", "DoctoralDegree",
    "GeneralEducationDevelopment", "JourneymanCertificate", "License", "MasterCertificate",
    "MasterDegree", "Membership", "ProfessionalDoctorate", "ResearchDoctorate",
    "SecondarySchoolDiploma",
}  # fmt: skip
"""Kinds of achievement that can be a qualification; a badge, a course or a competency is none."""
_NOT_DONE = {"Enrolled", "Failed", "InProgress", "OnHold", "Withdrew"}
_DEEPEST = 5


def is_one(data: object) -> bool:
    """A credential of these types, or a list or presentation of them."""
    items = data if isinstance(data, list) else [data]
    return bool(items) and all(_types(i) & _known() for i in items)


def _known() -> set[str]:
    return {*_BADGES, _CLR, _PRESENTATION}


def _types(data: object) -> set[str]:
    types = as_list(data.get("type")) if isinstance(data, dict) else []
    return {t for t in types if isinstance(t, str)}


def read(data: object, faults: Faults) -> Record:
    """What the credentials award."""
    items = data if isinstance(data, list) else [data]
    claims: list[Claim] = []
    notes: dict[str, None] = {"signatures and revocation were not checked": None}
    for number, item in enumerate(items):
        where = f"[{number}]" if isinstance(data, list) else ""
        claims += _claims(item, where, faults, notes, 0)
    types = {t for i in items for t in _types(i)}
    return Record("CLR 2" if _CLR in types else "Open Badges 3", tuple(claims), (), tuple(notes))


def _claims(
    data: Json, where: str, faults: Faults, notes: dict[str, None], depth: int
) -> Iterator[Claim]:
    types = _types(data)
    if depth > _DEEPEST:
        faults.add(where, "credentials within credentials, too deep")
    elif _CLR in types or _PRESENTATION in types:
        subject, path = data, where
        if _CLR in types:
            path = _below(where, "credentialSubject")
            subject = faults.mapping(data, "credentialSubject", where)
            _note_described(subject, notes)
        yield from _within(subject, path, faults, notes, depth)
    elif types & _BADGES:
        yield _claim(data, where, faults)


def _note_described(subject: Json, notes: dict[str, None]) -> None:
    described = len(as_list(subject.get("achievement")))
    if described:
        notes[f"{described} achievements are described in the record without being awarded"] = None


def _within(
    data: Json, where: str, faults: Faults, notes: dict[str, None], depth: int
) -> Iterator[Claim]:
    for number, item in enumerate(as_list(data.get("verifiableCredential"))):
        path = f"{_below(where, 'verifiableCredential')}[{number}]"
        if isinstance(item, dict):
            yield from _claims(item, path, faults, notes, depth + 1)
        else:
            says = "a credential in signed, unreadable form"
            yield Claim(path, HELD, says, (), refused="only plain JSON is read")


def _claim(data: Json, where: str, faults: Faults) -> Claim:
    subject = faults.mapping(data, "credentialSubject", where)
    path = _below(_below(where, "credentialSubject"), "achievement")
    achievement = faults.mapping(subject, "achievement", _below(where, "credentialSubject"))
    name = faults.text(achievement, "name", path)
    issuer = data.get("issuer")
    by = faults.text(issuer, "name", _below(where, "issuer")) if isinstance(issuer, dict) else ""
    dates = [faults.when(data, k, where) for k in ("awardedDate", "validFrom", "issuanceDate")]
    expires = [faults.when(data, k, where) for k in ("validUntil", "expirationDate")]
    since = next((d for d in dates if d), None)
    return Claim(
        where=path,
        kind=HELD,
        says=f"{name or 'an achievement without a name'}{f' ({by})' if by else ''}"
        f"{f', {since.text}' if since else ''}",
        names=(name,) if name else (),
        grades=tuple(_values(subject, achievement)),
        since=since,
        expires=next((e.text for e in expires if e), ""),
        refused=_refusal(subject, achievement, faults, path),
        notes=("its issuer can revoke it; that was not checked",)
        if data.get("credentialStatus")
        else (),
    )


def _refusal(subject: Json, achievement: Json, faults: Faults, path: str) -> str:
    """Why the achievement can't be a qualification that was passed; empty if it can."""
    kind = faults.text(achievement, "achievementType", path)
    if not kind:
        return "it doesn't say of what kind it is: a degree or a sticker"
    if kind not in _FORMAL:
        return f"it is of the kind {kind}, not a qualification"
    for result, described in _results(subject, achievement):
        status = result.get("status")
        if isinstance(status, str) and status in _NOT_DONE:
            return f"its status is {status}"
        if _fails(result.get("value"), described):
            return (
                f"its result {result['value']} is below the {described['requiredValue']} required"
            )
    return ""


def _results(subject: Json, achievement: Json) -> Iterator[tuple[Json, Json]]:
    """Each result with its description, if there is one."""
    described = {
        str(d.get("id")): d
        for d in as_list(achievement.get("resultDescription"))
        if isinstance(d, dict)
    }
    for result in as_list(subject.get("result")):
        if isinstance(result, dict):
            yield result, described.get(str(result.get("resultDescription")), {})


def _values(subject: Json, achievement: Json) -> Iterator[str]:
    for result, _ in _results(subject, achievement):
        value = result.get("value")
        if isinstance(value, str) and value.strip():
            yield value.strip()[:40]


def _fails(value: object, described: Json) -> bool:
    """Below what is required: by the list of values, worst first, or else as numbers."""
    required = described.get("requiredValue")
    if not isinstance(value, str) or not isinstance(required, str):
        return False
    allowed = as_list(described.get("allowedValue"))
    if value in allowed and required in allowed:
        return allowed.index(value) < allowed.index(required)
    try:
        return float(value) < float(required)
    except ValueError:
        return False


def _below(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
