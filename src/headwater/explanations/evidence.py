"""Kinds, relations, claims and what they rest on."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

EVIDENCE = {
    "similar-tags": Explanation(
        "The notes on one topic are spread over two pages, and neither of them is complete.",
        "`Stem Cell` beside `Stem Cells`, or `MSC` beside `Mesenchymal Stem Cells (MSCs)`.",
    ),
    "unknown-kind": Explanation(
        "The note counts as what its folder says instead, and its support may run the wrong way.",
        "`kind: insigth`.",
    ),
    "ambiguous-direction": Explanation(
        "Nothing tells which of the two notes supports the other, so the link became no support at all.",
        "`Insights:: [[B]]` in the insight A: both are insights, and the name of the field says nothing"
        " more.",
    ),
    "self-support": Explanation(
        "No claim is evidence for itself. The link was left out.",
        "`Supports:: [[Brew cooler]]` in the note `Brew cooler`.",
    ),
    "circular-support": Explanation(
        "Each of the notes rests on itself in the end: however many of them there are, they prove "
        "nothing. Where notes stand in several circles, one is named, with a link that breaks as many "
        "of them as could be found; which link is the weakest, you know best.",
        "A supports B, since people like it; B supports C, since people say so; C supports A.",
    ),
    "ungrounded-claim": Explanation(
        "Followed down, the claim ends in other claims or in nothing, so no reader can check it. It is "
        "a warning for a takeaway, which is what readers take away, and worth knowing for anything "
        "else.",
        "the takeaway “Brew green tea at 70 °C” rests on an insight that names no source.",
    ),
    "rests-on-assumptions": Explanation(
        "Whoever does not share the assumptions has no reason to believe the claim. That can be what is"
        " meant, but then it should be said.",
        "the insight “Cooler tea is healthier” rests on the assumption “What tastes mild is healthy”, "
        "and on nothing else.",
    ),
    "skipped-layer": Explanation(
        "What was read off the source is written down nowhere, so nobody can see how one follows from "
        "the other. Expected is: sources support source content and quick notes, source content "
        "supports insights, insights and quick notes support takeaways, takeaways support actions; an "
        "assumption may support any claim. Support is not reported where the same note also rests on "
        "the source by way of another note.",
        "`Supported by:: [[tanaka2019]]` in a takeaway, with no insight between.",
    ),
    "single-source": Explanation(
        "If the one source is wrong, retracted or about something else, nothing of the takeaway is left.",
        "five insights support the takeaway, and all five were read off one paper.",
    ),
    "indirect-evidence": Explanation(
        "What holds for rats or in a dish need not hold for people, and readers take a claim that names "
        "neither to be about people. One source on people, or of which nobody knows what it was made on, is "
        "enough for it not to be reported; an assumption never is.",
        "“Green tea calms” rests on two sources, both with `species: rats`.",
    ),
    "unused-insight": Explanation(
        "An insight is written down for what follows from it. If nothing does yet, it may have been "
        "forgotten, or its link may stand in a field that says nothing.",
        "“Tasters could not tell 70 °C from 75 °C” supports no note and opposes none.",
    ),
    "near-identical-claim": Explanation(
        "One finding in two notes looks like two findings, and what is mended in one stays wrong in the"
        " other. Claims that differ in a number, a sign or a word such as *not* or *less* are different"
        " claims.",
        "“Cooler water draws out fewer catechins” and “Cooler water draws out fewer of the catechins”.",
    ),
    "content-without-source": Explanation(
        "The excerpt cannot be cited, and what rests on it reaches no source.",
        "`tanaka2019 - Table 1`, while there is no note `tanaka2019`.",
    ),
    "unknown-code": Explanation(
        "The note says to ignore a problem that does not exist, so the one that was meant is still reported.",
        "`headwater-ignore: unused-insigth`.",
    ),
}
