"""Any sites written one after the other, whatever happens in between, leave exactly the last one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from headwater.errors import OutputError
from headwater.site.files import Site
from headwater.site.manifest import WriteReport
from headwater.site.places import folders_of
from headwater.site.write import write_site
from headwater.vault.scan import MANIFEST_NAME

# Few names and short contents: so that files meet folders, and changes keep the size.
names = st.sampled_from(["a", "b", "c", "A"])
places = st.lists(names, min_size=1, max_size=3).map("/".join)
contents = st.sampled_from([b"", b"1", b"2", b"long"])
files = st.dictionaries(places, contents, max_size=6).map(
    lambda found: {place: content for place, content in found.items() if place not in folders_of(found)}
)


class Crash(BaseException):
    """The end of the process, as far as it can be simulated."""


class Writing(RuleBasedStateMachine):
    """One output folder through the life of a website."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.output = self.home / "site"
        self.site: dict[str, bytes] = {}
        self.foreign: dict[str, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    def on_disk(self) -> dict[str, bytes]:
        paths = [path for path in self.output.rglob("*") if path.is_file() and path.name != MANIFEST_NAME]
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in paths}

    def value(self, pages: Mapping[str, bytes], attached: Mapping[str, bytes]) -> Site:
        """A site with these pages, and with those of the attachments that fit beside them."""
        sources = {}
        for place, content in attached.items():
            everything = {*pages, *attached}
            if place not in pages and not folders_of(everything) & everything:
                sources[place] = self.home / f"source {place.replace('/', ' ')}"
                sources[place].write_bytes(content)
        return Site(pages, sources)

    def clashes(self, site: Site) -> bool:
        wanted = {*site.pages, *site.attachments}
        return bool(
            wanted & {*self.foreign, *folders_of(self.foreign)} or self.foreign.keys() & folders_of(wanted)
        )

    def write(self, site: Site) -> None:
        expected = {**site.pages, **{place: path.read_bytes() for place, path in site.attachments.items()}}
        if not self.clashes(site):
            report = write_site(site, self.output)
            assert report.written + report.unchanged == len(expected)
            self.site = expected
            return
        before = self.on_disk()
        try:
            write_site(site, self.output)
        except OutputError:
            assert self.on_disk() == before
        else:
            raise AssertionError("what is not ours was replaced")

    @rule(pages=files, attached=files)
    def build(self, pages: dict[str, bytes], attached: dict[str, bytes]) -> None:
        self.write(self.value(pages, attached))

    @precondition(lambda self: self.output.exists())
    @rule()
    def build_again(self) -> None:
        report = write_site(Site(self.site), self.output)
        assert report == WriteReport(0, len(self.site), 0)

    @precondition(lambda self: self.output.exists())
    @rule(place=places, content=contents)
    def put_a_file_of_someone_else(self, place: str, content: bytes) -> None:
        taken = {**self.site, **self.foreign, place: content}
        if place not in self.site and not folders_of(taken) & taken.keys():
            (self.output / place).parent.mkdir(parents=True, exist_ok=True)
            (self.output / place).write_bytes(content)
            self.foreign[place] = content

    @precondition(lambda self: self.site)
    @rule(data=st.data(), content=contents | st.none(), pages=files)
    def change_by_hand_and_build(
        self, data: st.DataObject, content: bytes | None, pages: dict[str, bytes]
    ) -> None:
        path = self.output / data.draw(st.sampled_from(sorted(self.site)))
        path.unlink() if content is None else path.write_bytes(content)
        site = Site(pages)
        self.write(site if not self.clashes(site) else Site(self.site))

    @precondition(lambda self: self.output.exists())
    @rule(crashed=files, count=st.integers(1, 8), pages=files)
    def die_in_the_commit_and_build(
        self, crashed: dict[str, bytes], count: int, pages: dict[str, bytes]
    ) -> None:
        real, calls = os.replace, iter(range(1, 1_000))

        def replace(source: str, target: str) -> None:
            if next(calls) == count:
                raise Crash
            real(source, target)

        if not self.clashes(Site(crashed)):
            try:
                with mock.patch("os.replace", replace):
                    write_site(Site(crashed), self.output)
            except Crash:
                pass
        site = Site(pages)
        self.write(site if not self.clashes(site) else Site({}))

    @invariant()
    def the_folder_holds_the_last_site_and_what_is_not_ours(self) -> None:
        assert self.on_disk() == {**self.site, **self.foreign}

    @invariant()
    def no_folder_is_left_empty(self) -> None:
        found = {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_dir()}
        assert found == folders_of({**self.site, **self.foreign})

    @invariant()
    def nothing_is_left_beside_the_folder(self) -> None:
        assert [path.name for path in self.home.iterdir() if path.name.startswith(".")] == []


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
