"""Sources, how they are cited, and notices about them."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

CITATIONS = {
    "citekey-without-entry": Explanation(
        "The source is cited by what its own note says alone, which may be no more than its name. It is "
        "reported in vaults with a library only.",
        "the note `tanaka2019`, while the library has `Tanaka2019`.",
    ),
    "unused-entry": Explanation(
        "Among what is not used there may be a paper that you meant to use. One line is reported for each "
        "library; used is what has a source note or is cited in a text.",
        "`library.json` has 40 entries, and the vault has source notes for 37 of them.",
    ),
    "duplicate-doi": Explanation(
        "One paper under two citekeys counts as two sources, so what rests on both seems better supported "
        "than it is. If the DOI of one is wrong, it leads readers to another paper.",
        "`tanaka2019` and `tanakaBrewing2019`, both with `10.5555/tea.1`.",
    ),
    "malformed-doi": Explanation(
        "Readers who follow it may arrive nowhere, and notices about the work may not be found by it.",
        "`DOI: 10.5555.tea.1`, with a dot where the slash belongs; or `10.5555/tea.1 (open access)`.",
    ),
    "citation-differs": Explanation(
        "One of the two is wrong or older, or the style is not the one that the text was pasted in. Spaces, "
        "the shape of quotation marks, and a day where the other gives the month alone do not count.",
        "`Citation: Tanaka, K. (2018). Brewing tea.`, while the library says 2019.",
    ),
    "citation-only": Explanation(
        "The text looks the same in whatever style you choose. Nothing can be made of it for BibTeX, RIS or "
        "CSL JSON.",
        "a note with `Citation: Tanaka K. Brewing tea. 2019.` and no title, in a vault without a library.",
    ),
    "style-not-used": Explanation(
        "Every citation looks otherwise than you asked for.",
        '`style = "apa-7"`, where the style is called `apa`.',
    ),
    "not-formatted": Explanation(
        "What was never formatted before is cited by what its note says, and citations in texts may stand "
        "there as they are written.",
        "pandoc was uninstalled, and a source was added since.",
    ),
    "unknown-citation": Explanation(
        "Readers see the citekey and cannot tell which work is meant. Known is a work that is in a library, "
        "or whose source note gives its title. `@name` without brackets may be anything, and is passed over.",
        "`[@tanaka2091]`, where the source is called `tanaka2019`.",
    ),
    "retracted-source": Explanation(
        "A retraction says that the paper is not to be relied on, for an error, for fraud or for reasons of "
        "its publisher alone. Headwater shows the notice and does not judge. A later reinstatement takes it "
        "back.",
        "the DOI of `tanaka2019` has a retraction in the data of Retraction Watch, or its title in the "
        "library begins with `RETRACTED:`.",
    ),
    "source-of-concern": Explanation(
        "The journal doubts the paper and has not decided. A retraction may follow, or none.",
        "the journal wrote that figure 2 of `tanaka2019` is being looked into.",
    ),
    "corrected-source": Explanation(
        "The paper says something else now than when it was published. What you read off it may be just what "
        "changed.",
        "a correction gives 75 °C in table 1, and your note of the table says 70 °C.",
    ),
    "reinstated-source": Explanation(
        "Others may know of the retraction and not of its end. What rests on the source is not reported for "
        "it.",
        "`tanaka2019` was retracted by mistake in March, and reinstated in May.",
    ),
    "rests-on-retracted": Explanation(
        "Part of what the note is built on has been withdrawn. It is reported however much else it rests on, "
        "once for each note, with the shortest way up from the nearest such source.",
        "tanaka2019 → tanaka2019 - Table 1 → Cooler water draws out less → Brew at 70 °C.",
    ),
    "rests-on-concern": Explanation(
        "Part of what the note is built on is in doubt, and may be withdrawn.",
        "a takeaway two steps above `tanaka2019`, of which its journal has published a concern.",
    ),
    "rests-on-corrected": Explanation(
        "What was read off the source may be what was corrected since, and then it is wrong in each note "
        "above.",
        "an insight gives the temperature of table 1 as it was before the correction.",
    ),
    "invalid-retractions": Explanation(
        "A retraction that cannot be read is not shown, neither at its source nor at what rests on it, "
        "unless the library or the source's note says it, too. Where single records are damaged, the others "
        "count.",
        "a merge left `=======` in `.headwater/retractions.json`.",
    ),
}
