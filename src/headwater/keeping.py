"""What one run leaves in the cache for the next: the notes as they were read, the site as it was drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TypeGuard

import msgspec
import xxhash

from headwater.cache import Cache, edition
from headwater.config import Config
from headwater.opening import NOTES, kept_contents
from headwater.publication import Scope
from headwater.publication.kept import kept_publication
from headwater.site.kept import KeptPage, KeptSite
from headwater.site.pages import Drawing
from headwater.site.write import WriteReport
from headwater.standing import Folder, Outcome, Standing
from headwater.vault.kept import KeptContents, encoded_contents

_STANDING = msgspec.msgpack.Decoder(Standing)
_ENCODER = msgspec.msgpack.Encoder()


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
        self.contents, self._digest = kept_contents(root)
        """The notes that an earlier run read, whatever else has changed since."""

    def standing(self, config: Config) -> Standing | None:
        """What an earlier run left of the website, with this configuration."""
        data = self._cache.load(self._name())
        key = self._key(config)
        if data is None or not data.startswith(key):
            return None
        try:
            return _STANDING.decode(data[len(key) :])
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def is_of(self, standing: Standing | None) -> TypeGuard[Standing]:
        """Whether what an earlier run left was made of the notes that are kept."""
        return standing is not None and standing.contents == self._digest

    def keep(
        self, config: Config, folder: Folder, outcome: Outcome, before: KeptSite, written: WriteReport
    ) -> str:
        """Keep what was read, drawn and written.

        Args:
            config: The vault's configuration.
            folder: What else its folder told.
            outcome: What the build came to.
            before: What was kept of the site when it was drawn last.
            written: What was written of it.

        Returns:
            Why it could not be kept; empty if it was.
        """
        digest, failed = self._keep_contents(outcome.contents)
        if failed:
            return failed
        standing = Standing(
            contents=digest,
            folder=folder,
            kinds=list(outcome.kinds),
            publication=kept_publication(outcome.publication),
            site=_site_to_keep(outcome.drawing, before, written),
            problems=list(outcome.problems),
        )
        return self._cache.save(self._name(), self._key(config) + _ENCODER.encode(standing))

    def _keep_contents(self, contents: KeptContents) -> tuple[bytes, str]:
        """Keep what was read, and tell its fingerprint."""
        if contents == self.contents:
            return self._digest, ""
        body = edition() + encoded_contents(contents)
        return xxhash.xxh3_128_digest(body), self._cache.save(NOTES, body)

    def _name(self) -> str:
        return f"site{'-all' if self._scope.all else ''}{'-withheld-too' if self._scope.withheld_too else ''}"

    def _key(self, config: Config) -> bytes:
        """What must be the same so that pages can be."""
        return xxhash.xxh3_128_digest(edition() + msgspec.msgpack.encode(config, enc_hook=dict))


def _site_to_keep(drawing: Drawing, before: KeptSite, written: WriteReport) -> KeptSite:
    """What is to be kept of a site that was written.

    Args:
        drawing: The site.
        before: What was kept of it when it was drawn last.
        written: What was written.
    """
    outputs = dict(drawing.outputs)
    pages = {}
    for place in outputs.values():
        drawn_from = drawing.site.drawn_from.get(place)
        if drawn_from is not None:
            pages[place] = KeptPage(drawn_from, written.files[place])
        elif place in drawing.known:
            pages[place] = before.pages[place]
    claims = {**before.claims, **drawing.claims}
    return KeptSite(outputs, pages, {path: claims[path] for path in outputs if path in claims})
