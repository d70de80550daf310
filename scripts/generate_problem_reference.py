"""Write `docs/problems.md` from `headwater.problems` and `headwater.explanations`.

python scripts/generate_problem_reference.py
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from headwater.explanations import EXPLANATIONS
from headwater.problems import CATALOGUE, Severity, Wording

OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "problems.md"

INTRODUCTION = """\
<!-- Made by scripts/generate_problem_reference.py from headwater.problems and .explanations: make docs -->
# Problems

A problem is something odd about a vault. It never stops the rest of the work, never changes a file, and
never appears on a published page. `headwater check VAULT` lists those of a vault by file and line; `build`,
`serve` and `import` list the worst they meet, and all of them with `--verbose`:

```text
warning: Home.md:10: link to 'Black Teas', which does not exist [missing-link]
  hint: create the note or correct the link
```

Here `Home.md:10` is the file and the line, and `missing-link` is the code, under which this page explains
it. A code never changes its meaning. In the messages below, words in braces stand for what was found.

| Severity | Meaning |
| --- | --- |
"""


def page() -> str:
    """Give the whole page."""
    severities = "".join(f"| {severity} | {meaning} |\n" for severity, meaning in _severities())
    return INTRODUCTION + severities + "".join(_section(code, wording) for code, wording in CATALOGUE.items())


def _severities() -> list[tuple[str, str]]:
    """Give every severity with the docstring under it."""
    found = re.findall(r'([A-Z]+) = "\w+"\n\s+"""(.*?)"""', inspect.getsource(Severity))
    return [(Severity[name].value, meaning) for name, meaning in found]


def _section(code: str, wording: Wording) -> str:
    message, hint = map(_escaped, wording.in_prose)
    why, example = map(_escaped, EXPLANATIONS[code])
    head = f"\n## {code}\n\n*{wording.severity}* — {message}\n\n"
    return f"{head}{why}\n\nWhat to do: {hint}.\n\nExample: {example}\n"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
    print(f"wrote {OUTPUT}")
