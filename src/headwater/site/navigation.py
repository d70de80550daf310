"""How many notes of each kind there are, beside the links of every page's header.

The numbers are in no page: one more note would be a change of all. They are in a script, which every page has
and which fills them in; without scripts, the home page and the overviews tell them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from headwater.publication import PublicNote
from headwater.site.bundles import compact_script
from headwater.site.context import SiteContext
from headwater.site.making import MadeFile

PLACE = "assets/counts.js"


class NavigationScript:
    """Makes this script."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context

    def files(self) -> Iterator[MadeFile]:
        """The script."""
        yield MadeFile(PLACE, self._script)

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str]:
        """Nothing: it is drawn at every build."""
        return ()

    def _script(self) -> bytes:
        counts = {overview.key: overview.count for overview in self._context.overviews}
        return compact_script(("nav",), counts=msgspec.json.encode(counts).decode()).encode()
