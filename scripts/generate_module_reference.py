"""Write `docs/modules.md` from the docstrings of all modules.

    python scripts/generate_module_reference.py

It parses the files and imports none of them.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "headwater"
OUTPUT = ROOT / "docs" / "modules.md"

INTRODUCTION = """\
<!-- Made by scripts/generate_module_reference.py from src/headwater. To change it: make docs -->
# Modules

What each module is, in its own words. How they work together is told in [Architecture](architecture.md).
"""


def page() -> str:
    """Give the whole page."""
    folders = sorted({file.parent for file in SOURCE.rglob("*.py")})
    return INTRODUCTION + "".join(_section(folder) for folder in folders)


def _section(folder: Path) -> str:
    name = ".".join(["headwater", *folder.relative_to(SOURCE).parts])
    rows = [
        f"| `{file.stem}` | {_summary(file)} |\n"
        for file in sorted(folder.glob("*.py"))
        if file.stem != "__init__"
    ]
    table = f"\n| Module | What it is |\n| --- | --- |\n{''.join(rows)}" if rows else ""
    return f"\n## {name}\n\n{_summary(folder / '__init__.py')}\n{table}"


def _summary(file: Path) -> str:
    """Give the first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{file} has no docstring")
    return " ".join(text.split("\n\n", maxsplit=1)[0].split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
    print(f"wrote {OUTPUT}")
