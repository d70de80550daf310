"""Links, and the names that they lead to."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

LINKS = {
    "missing-link": Explanation(
        "If the link stands in a field, a support is missing from the graph; if in the text, readers "
        "cannot follow it.",
        "`Supported by:: [[tanaka2019 - Tabel 1]]`, where the note is called `tanaka2019 - Table 1`.",
    ),
    "missing-heading": Explanation(
        "The link leads to the note, but not to the place in it that was meant.",
        "`[[Tea#Brewing]]`, where the heading is `Brewing tea` by now.",
    ),
    "ambiguous-link": Explanation(
        "Obsidian takes the nearest of the notes, and so does Headwater. Which one is nearest changes "
        "when a note is moved, and with it what rests on what.",
        "`[[Figure 2]]`, with a note of that name under each of two sources.",
    ),
    "case-only-link": Explanation(
        "Obsidian follows such a link, but programs and systems that heed letter case do not.",
        "`[[green tea]]` for the note `Green Tea`.",
    ),
    "missing-embed": Explanation(
        "Where the picture or note should stand, readers see nothing.",
        "`![[kettle.png]]` after the picture was renamed.",
    ),
    "duplicate-name": Explanation(
        "A link by name leads to one of the notes only, and it depends on folders which one that is.",
        "`Tags/Disc.md` and `Notes/Disc.md`.",
    ),
}
