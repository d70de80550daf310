"""The ledger, and the edges that want to be looked at again."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

REVIEWS = {
    "suspect-link": Explanation(
        "What was found of the link was found of other words, and nobody has looked since. Put the old "
        "words back, and what was found counts again.",
        "“Brew at 70 °C” has become “Brew at 75 °C”, and the insight below it speaks of 70 °C.",
    ),
    "deeper-change": Explanation(
        "Both notes say what they said. But what the first of them rests on has changed, further down, or "
        "what opposes it; so it may no longer be as well supported as it was.",
        "the insight under a takeaway reads as before, but the source content under the insight is another.",
    ),
    "link-to-rework": Explanation(
        "Traces and pages count the link like any other, though whoever reviewed it found that it does not "
        "hold.",
        "a takeaway on people rests on an insight on rats, and the reviewer answered “rework”.",
    ),
    "broken-review": Explanation(
        "What the line says does not count: its link stands as if the line were not there. If it is one of "
        "the texts that were reviewed, nobody can be shown what a note said.",
        "a merge left `=======` in `.headwater/reviews.jsonl`.",
    ),
    "newer-review": Explanation(
        "What the line says does not count here, so its link can seem unreviewed or suspect and be neither.",
        "somebody else reviewed the vault with a newer Headwater, and you pulled what they committed.",
    ),
    "repeated-review": Explanation(
        "The file is longer than it need be. What it says is the same.",
        "two branches with the same review were merged, and the lines of both were kept.",
    ),
    "review-of-missing-edge": Explanation(
        "If the link was removed by mistake, a support is missing from the graph. If a note was renamed and "
        "reworded at once, the link is there under another name and counts as unreviewed.",
        "`Supports:: [[Brew cooler]]` was deleted from an insight, or the insight itself was.",
    ),
}
