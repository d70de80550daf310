"""Why each kind of problem matters, with an example: for `headwater check --explain` and docs/problems.md.

Kept apart from the catalogue in `headwater.problems`, as commands that only report problems need none of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from headwater.explanations.citations import CITATIONS
from headwater.explanations.evidence import EVIDENCE
from headwater.explanations.files import FILES
from headwater.explanations.imports import IMPORTS
from headwater.explanations.libraries import LIBRARIES
from headwater.explanations.links import LINKS
from headwater.explanations.publication import PUBLICATION
from headwater.explanations.reviews import REVIEWS
from headwater.explanations.wording import Explanation

EXPLANATIONS: Mapping[str, Explanation] = {
    **FILES,
    **LINKS,
    **EVIDENCE,
    **REVIEWS,
    **LIBRARIES,
    **CITATIONS,
    **PUBLICATION,
    **IMPORTS,
}
"""By code; every code of the catalogue has one."""
