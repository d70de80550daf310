"""Works as CSL JSON: the form in which this program holds them, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from headwater.bibliography.fields import Data


def csl_json(items: Sequence[Data]) -> str:
    """Works as an array of CSL JSON; the same works give the same text."""
    return json.dumps([*map(dict, items)], ensure_ascii=False, indent=2, sort_keys=True) + "\n"
