"""What one run leaves in the cache for the next: the notes as they were read, the site as it was drawn."""

from __future__ import annotations

from pathlib import Path

import msgspec
import xxhash

from headwater.cache import Cache, edition
from headwater.config import Config
from headwater.opening import NOTES, kept_contents
from headwater.publication import Publication, Scope
from headwater.site.kept import NOTHING_DRAWN, KeptPage, KeptSite, decoded_site, encoded_site
from headwater.site.pages import Drawing
from headwater.site.write import WriteReport
from headwater.vault.kept import NOTHING_KEPT, KeptContents, encoded_contents


class Keeping:
    """The cache of one vault, as far as it is about a website of one scope."""

    def __init__(self, root: Path, scope: Scope) -> None:
        """Look at the cache of a vault.

        Args:
            root: The vault's folder.
            scope: Which notes the website shows.
        """
        self._cache = Cache(root)
        self._scope = scope
        self._contents = kept_contents(root)

    def contents(self) -> KeptContents:
        """The notes that an earlier run read."""
        return self._contents

    def site(self, config: Config) -> KeptSite:
        """What an earlier run drew of the website, with this configuration."""
        data = self._cache.load(self._name())
        key = self._key(config)
        if data is None or not data.startswith(key):
            return NOTHING_DRAWN
        try:
            return decoded_site(data[len(key) :])
        except msgspec.MsgspecError:
            return NOTHING_DRAWN

    def keep(self, contents: KeptContents, config: Config, site: KeptSite) -> str:
        """Keep what was read and drawn.

        Returns:
            Why it could not be kept; empty if it was.
        """
        if contents != self._contents:
            failed = self._cache.save(NOTES, edition() + encoded_contents(contents))
            if failed:
                return failed
        return self._cache.save(self._name(), self._key(config) + encoded_site(site))

    def _name(self) -> str:
        return f"site{'-all' if self._scope.all else ''}{'-withheld-too' if self._scope.withheld_too else ''}"

    def _key(self, config: Config) -> bytes:
        """What must be the same so that pages can be."""
        return xxhash.xxh3_128_digest(edition() + msgspec.msgpack.encode(config, enc_hook=dict))


class NoKeeping:
    """In place of a cache: nothing is known of earlier runs, and nothing is kept."""

    def contents(self) -> KeptContents:
        """Nothing."""
        return NOTHING_KEPT

    def site(self, _config: Config) -> KeptSite | None:
        """Nothing; and nothing is to be kept."""
        return None

    def keep(self, _contents: KeptContents, _config: Config, _site: KeptSite) -> str:
        """Keep nothing, as was asked for."""
        return ""


def site_to_keep(
    drawing: Drawing, publication: Publication, before: KeptSite | None, written: WriteReport
) -> KeptSite:
    """What is to be kept of a site that was written.

    Args:
        drawing: The site.
        publication: What it shows.
        before: What was kept of an earlier one; None if nothing is to be kept.
        written: What was written of it.
    """
    if before is None:
        return NOTHING_DRAWN
    pages = {}
    for place in drawing.site.pages:
        drawn_from = drawing.site.drawn_from.get(place)
        if drawn_from is not None:
            pages[place] = KeptPage(drawn_from, written.files[place])
        elif place in before.pages:
            pages[place] = before.pages[place]
    claims = {path: drawing.claims[path] for path in publication.notes if path in drawing.claims}
    return KeptSite(pages, claims)
