import sys
from pathlib import Path
from careerpath.packs.reading import read_packs

r = read_packs([Path(p) for p in sys.argv[1:]])
for p in r.problems:
    print(p.severity, p)
print(
    len(r.data["credentials"]),
    "credentials;",
    sum(p.severity == "error" for p in r.problems),
    "errors;",
    sum(p.severity != "error" for p in r.problems),
    "warnings;",
    len(r.overrides),
    "overrides",
)
