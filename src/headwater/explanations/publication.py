"""What readers of the website do not see."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

PUBLICATION = {
    "named-withheld-note": Explanation(
        "The name of an unpublished note stays private, so readers find a stopgap in the middle of a "
        "sentence.",
        "“as [[My knee]] shows” on a published page, while `My knee` is not published.",
    ),
    "rests-on-withheld": Explanation(
        "Readers see that something supports the note, but not what: they cannot follow the trace there.",
        "a published takeaway rests on three insights, of which two are not published.",
    ),
    "query-not-computed": Explanation(
        "In Obsidian a list stands here; on the page there is none.",
        "a block of `dataviewjs` that counts notes by month.",
    ),
    "invalid-math": Explanation(
        "Readers see LaTeX code instead of a formula.",
        "`$\\frac{1}$`, which lacks what stands below the line.",
    ),
    "unreadable-drawing": Explanation(
        "Opened on its own, an SVG file is a page of the site and may hold scripts. So a drawing is "
        "published without all that does not draw, and one that cannot be read as XML is not published.",
        "an SVG file that ends in the middle, or one that declares entities (`<!ENTITY …>`).",
    ),
    "active-attachment": Explanation(
        "Links to it lead nowhere: on the website, scripts in the file could do whatever the site's own "
        "pages can. Drawings in SVG are cleaned, which nobody can do to a whole page.",
        "`[[survey.html]]` on a published page; `.svgz` and `.xml` files are of this sort as well.",
    ),
    "no-history": Explanation(
        "Readers do not learn when a note changed, though the configuration says that they should. Pages are "
        "drawn without it.",
        "`history = true` under `[site]`, for a vault that is in no git repository.",
    ),
}
