"""The small pack with role profiles, a vocabulary of skills and a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_pack import SOURCES, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue

GUIDE = """
- id: old-guide
  title: An old guide
  publisher: Nobody in particular
  authority: secondary
"""

SKILLS = """
- {id: research, title: Legal research, kind: technical, shown_by: [law-degree, paralegal]}
- {id: drafting, title: Drafting, kind: technical, shown_by: [sqe]}
- {id: listening, title: Listening, kind: soft, learnt: on the job}
- {id: advising, title: Giving advice, kind: technical, shown_by: [sqe, old-course]}
- {id: word-processor, title: Word processing, kind: tool, says: 'Word, Writer'}
- {id: law-reports, title: Law reports, kind: tool}
"""

PROFILES = """
- id: paralegal
  title: Paralegal
  roles: [paralegal-ew, paralegal-us]
  summary: Does legal work for which a lawyer answers
  getting_in:
    - {says: No degree is asked by any rule, source: regulator, claims: [a017], was: A degree is needed, verdict: wrong}
  responsibilities:
    - {says: Draft statements, source: old-guide, claims: [a001]}
    - {says: Keep the file, source: regulator}
    - {says: Take a deposition, source: regulator, places: [united-states]}
  skills:
    essential: [research, {id: listening, claims: [a002]}]
    useful: [drafting]
  tools: [word-processor]
  limits:
    - {says: Give advice, source: regulator}
  outlook:
    - {says: Flat to 2034, source: regulator, places: [united-states], dated: 2025}
  hire_when: Legal work waits
  equivalents:
    - {place: united-states, title: Legal assistant, role: paralegal-us, source: regulator}
  codes:
    - {scheme: isco08, code: '3411', nearest: true, source: regulator}
  confidence: high
  checked: 2026-11-05
- id: solicitor
  title: Solicitor
  roles: [solicitor-ew]
  summary: Advises and acts for clients
  responsibilities:
    - {says: Advise clients, source: regulator}
    - {says: Keep the file, source: regulator}
  skills:
    essential: [research, drafting, advising]
    useful: [listening]
  tools: [word-processor, law-reports]
  outlook:
    - {says: No figure was found, judgement: true}
  hire_when: Advice is needed
  confidence: low
"""

COMPARISONS = """
- id: paralegal-and-solicitor
  between: [paralegal, solicitor]
  shared:
    - {says: Both work on cases, source: old-guide, claims: [a003]}
  rows:
    - id: supervision
      title: supervision
      of:
        paralegal:
          - {says: Under a solicitor, source: regulator}
        solicitor:
          - {says: None, source: regulator, claims: [a004], was: A partner supervises, verdict: outdated}
      all: A paralegal's work is the solicitor's to answer for
    - id: when-to-hire
      title: when to hire which
      of:
        paralegal: Drafts wait
        solicitor: Someone has to sign
      all: Both, where there is enough of both
"""


def role_catalogue(folder: Path, **files: str) -> Catalogue:
    """The pack, read; `profiles` and the like take the place of its files."""
    texts = {
        "sources": SOURCES + GUIDE,
        "skills": SKILLS,
        "profiles": PROFILES,
        "comparisons": COMPARISONS,
        **files,
    }
    return small_catalogue(folder, **texts)
