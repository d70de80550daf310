"""What one run leaves in the cache for the next: the notes as they were read, the site as it was drawn.

A large vault is not written anew for a word that was changed in it: beside what was kept as a whole stands
what has changed since, until that is much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeGuard

import msgspec
import xxhash

from headwater.cache import Cache, edition
from headwater.evidence.graph import Graph
from headwater.evidence.kept import kept_graph
from headwater.lazy import decoded
from headwater.looking import Look
from headwater.notekeeping import GRAPH, NOTES, NOTES_SINCE, graph_key, kept_contents
from headwater.publication.kept import kept_notes, kept_publication
from headwater.scope import Scope
from headwater.site.kept import NOTHING_DRAWN, KeptClaim, KeptPage, KeptSite, drafts_after
from headwater.site.manifest import WriteReport
from headwater.site.pages import Drawing
from headwater.standing import Changes, KeptRead, Outcome, Standing, after, folder_of
from headwater.vault.kept import KeptContents, contents_to_keep, encoded_notes
from headwater.vault.notes import NotePath

MOST_CHANGES = 500
"""How many notes or pages may be kept as changes before all is kept as a whole again."""

_STANDING: msgspec.msgpack.Decoder[Standing] = msgspec.msgpack.Decoder(Standing)
_CHANGES: msgspec.msgpack.Decoder[Changes] = msgspec.msgpack.Decoder(Changes)
_ENCODER = msgspec.msgpack.Encoder()


class Keeping:
    """The cache of one vault, as far as it is about a website of one scope and one configuration."""

    def __init__(self, look: Look, scope: Scope) -> None:
        """Look at the cache of a vault.

        Args:
            look: What is in the vault's folder.
            scope: Which notes the website shows.
        """
        self._look = look
        self._cache = Cache(look.root)
        self._name = scope.name
        self._key = look.key
        self._notes = kept_contents(look.root)
        self._whole = b""
        self._changes: Changes | None = None
        self.standing = self._standing()
        """What an earlier run left of the website; None if nothing."""

    @property
    def contents(self) -> KeptContents:
        """The notes that an earlier run read, whatever else has changed since."""
        return self._notes.contents

    def is_of(self, standing: Standing | None) -> TypeGuard[Standing]:
        """Whether what an earlier run left was made of the notes that are kept."""
        return standing is not None and standing.contents == self._notes.digest

    def keep(self, outcome: Outcome, written: WriteReport) -> str:
        """Keep what was read, drawn and written.

        Args:
            outcome: What the build came to.
            written: What was written of it.

        Returns:
            Why it could not be kept; empty if it was.
        """
        if outcome.changed is None or self.standing is None:
            return self._keep_whole(outcome, written)
        if not outcome.changed.read and not outcome.drawing.site.drawn_from:
            return ""
        changes = self._since(outcome, written)
        if max(len(changes.pages), len(self._notes.changed)) > MOST_CHANGES:
            return self._keep_whole(outcome, written)
        return self._keep_changes(outcome, changes)

    def keep_read(self, contents: KeptContents, graph: Graph | None = None) -> KeptRead:
        """Keep what was read, which needs no website.

        Args:
            contents: What was read.
            graph: The graph that was made of it, if one was.
        """
        read = KeptRead(self._notes.digest, "")
        if contents != self._notes.contents:
            body = _behind(edition(), contents_to_keep(contents))
            read = KeptRead(xxhash.xxh3_128_digest(body), self._cache.save(NOTES, body))
        if graph is None or read.failed:
            return read
        key = graph_key(self._look, read.digest[:16])
        return read._replace(failed=self._cache.save(GRAPH, key + _ENCODER.encode(kept_graph(graph))))

    def _standing(self) -> Standing | None:
        data = self._cache.load(self._name, self._key)
        standing = decoded(_STANDING, data)
        if data is None or standing is None:
            return None
        self._whole = xxhash.xxh3_128_digest(data)
        changes = decoded(_CHANGES, self._cache.load(f"{self._name}-since", self._key))
        if changes is None or changes.since != self._whole:
            return standing
        self._changes = changes
        return after(standing, changes)

    def _keep_whole(self, outcome: Outcome, written: WriteReport) -> str:
        digest, failed = outcome.kept_read or self.keep_read(outcome.contents)
        if outcome.keep_known is not None:
            failed = failed or outcome.keep_known()
        if failed:
            return failed
        standing = Standing(
            contents=digest,
            folder=folder_of(self._look),
            kinds=list(outcome.kinds),
            publication=outcome.published or kept_publication(outcome.publication),
            site=_site_to_keep(outcome.drawing, self.standing, written),
            problems=list(outcome.problems),
        )
        return self._cache.save(self._name, _behind(self._key, standing))

    def _since(self, outcome: Outcome, written: WriteReport) -> Changes:
        """What has changed since all was kept as a whole."""
        texts = outcome.changed.texts if outcome.changed else ()
        site = self.standing.site if self.standing else NOTHING_DRAWN
        public, drawing = outcome.publication, outcome.drawing
        before = self._changes or Changes(self._whole, b"", {}, {}, {}, {}, {}, {}, {}, {}, [])
        drawn = {
            place: KeptPage(drawn_from, written.files[place])
            for place, drawn_from in drawing.site.drawn_from.items()
        }
        places = [drawing.outputs[path] for path in texts]
        return Changes(
            since=self._whole,
            contents=b"",
            notes={**before.notes, **kept_notes(public, texts)},
            cards={**before.cards, **{path: public.cards[path] for path in texts}},
            pages={**before.pages, **dict.fromkeys(places), **drawn},
            claims={**before.claims, **_of(drawing.claims, texts)},
            rows={**before.rows, **_new(drawing.rows, site.rows, texts)},
            search={**before.search, **_other(drawing.search, site.search)},
            lines={**before.lines, **_new(drawing.lines, site.lines, texts)},
            drafts={**before.drafts, **drawing.drafts},
            problems=list(outcome.problems),
        )

    def _keep_changes(self, outcome: Outcome, changes: Changes) -> str:
        read = outcome.changed.read if outcome.changed else ()
        notes = {**self._notes.changed, **{path: outcome.contents.notes[path] for path in read}}
        body = edition() + self._notes.whole + encoded_notes(list(notes.items()))
        failed = self._cache.save(NOTES_SINCE, body)
        if failed:
            return failed
        now = msgspec.structs.replace(changes, contents=self._notes.whole + xxhash.xxh3_128_digest(body))
        return self._cache.save(f"{self._name}-since", self._key + _ENCODER.encode(now))


def _behind(key: bytes, kept: object) -> bytearray:
    """What is to be kept, encoded behind a key: put together afterwards, it would be in memory twice."""
    body = bytearray(key)
    _ENCODER.encode_into(kept, body, len(key))
    return body


def _of(claims: Mapping[NotePath, KeptClaim], paths: Iterable[NotePath]) -> dict[NotePath, KeptClaim]:
    return {path: claims[path] for path in paths if path in claims}


def _new(
    drawn: Mapping[NotePath, bytes], known: Mapping[NotePath, bytes], texts: Collection[NotePath]
) -> dict[NotePath, bytes]:
    """What is drawn of notes and not kept yet, or no longer as it was."""
    paths = {*(drawn.keys() - known.keys()), *texts}
    return {path: drawn[path] for path in paths if path in drawn}


def _other(shards: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The shards of the search's index that are other than those that are kept."""
    return {place: shard for place, shard in shards.items() if known.get(place) != shard}


def _site_to_keep(drawing: Drawing, before: Standing | None, written: WriteReport) -> KeptSite:
    """What is to be kept of a site that was written.

    Args:
        drawing: The site.
        before: What was kept of it when it was drawn last.
        written: What was written.
    """
    outputs = dict(drawing.outputs)
    pages = {}
    for place in drawing.site.pages:
        drawn_from = drawing.site.drawn_from.get(place)
        if drawn_from is not None:
            pages[place] = KeptPage(drawn_from, written.files[place])
        elif before and place in drawing.known:
            pages[place] = before.site.pages[place]
    claims = {**(before.site.claims if before else {}), **drawing.claims}
    kept = {path: claims[path] for path in outputs if path in claims}
    return KeptSite(
        outputs,
        pages,
        kept,
        dict(drawing.rows),
        dict(drawing.search),
        dict(drawing.lines),
        drafts_after(before.site if before else NOTHING_DRAWN, drawing.known, drawing.drafts),
        drawing.around,
    )
