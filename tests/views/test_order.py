"""Lists of notes begin with the newest."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations

from headwater.opened import Vault
from headwater.publication.cards import BEGINNING, card_of
from headwater.views.order import newest_first
from tests.views.reading import note, published
from tests.written import WriteVault


def created(date: str) -> str:
    return f"---\ncreated: {date}\n---\n"


def listed(vault: Vault) -> list[str]:
    """The names of all notes in the order of lists."""
    publication = published(vault)
    return [publication.notes[path].name for path in newest_first(publication, publication.notes)]


def test_notes_named_by_a_timestamp_stand_newest_first(vault: WriteVault) -> None:
    names = ["2025-01-02 09-00-00", "2024-12-31 23-59-59", "2025-01-02 09-00-01"]
    opened = vault({f"Insights/{name}.md": "" for name in names})
    assert listed(opened) == ["2025-01-02 09-00-01", "2025-01-02 09-00-00", "2024-12-31 23-59-59"]


def test_a_note_of_another_name_stands_at_its_created_date(vault: WriteVault) -> None:
    opened = vault(
        {
            "2025-01-02 00-00-00.md": "",
            "2025-01-01 00-00-00.md": "",
            "between.md": created("2025-01-01T12:00:00"),
        }
    )
    assert listed(opened) == ["2025-01-02 00-00-00", "between", "2025-01-01 00-00-00"]


def test_the_timestamp_in_a_name_counts_before_the_created_date(vault: WriteVault) -> None:
    opened = vault(
        {
            "2025-01-01 00-00-00.md": created("2030-01-01T00:00:00"),
            "2025-01-02 00-00-00.md": created("2020-01-01T00:00:00"),
        }
    )
    assert listed(opened) == ["2025-01-02 00-00-00", "2025-01-01 00-00-00"]


def test_notes_of_one_moment_stand_in_the_order_of_their_names(vault: WriteVault) -> None:
    same = created("2025-01-01T12:00:00")
    opened = vault({"Z/alder.md": same, "B/birch.md": same, "A/cedar.md": same})
    assert listed(opened) == ["alder", "birch", "cedar"]


def test_notes_of_one_moment_and_name_stand_in_the_order_of_their_paths(vault: WriteVault) -> None:
    publication = published(vault({"B/birch.md": "", "A/birch.md": ""}))
    assert newest_first(publication, reversed(list(publication.notes))) == ("A/birch.md", "B/birch.md")


def test_notes_without_any_date_stand_last(vault: WriteVault) -> None:
    opened = vault({"a.md": "", "b.md": created("1999-01-01"), "2001-01-01 00-00-00.md": ""})
    assert listed(opened) == ["2001-01-01 00-00-00", "b", "a"]
    assert card_of(note(published(opened), "a")).made == BEGINNING


def test_the_authors_clock_counts_whatever_its_time_zone(vault: WriteVault) -> None:
    opened = vault(
        {
            "morning.md": created("2025-01-01T08:00:00-10:00"),
            "noon.md": created("2025-01-01T12:00:00+10:00"),
            "2025-01-01 10-00-00.md": "",
        }
    )
    assert listed(opened) == ["noon", "2025-01-01 10-00-00", "morning"]


def test_the_last_change_is_a_moment_on_the_authors_clock_too(vault: WriteVault) -> None:
    publication = published(vault({"a.md": "---\nupdated: 2025-01-01T08:00:00-10:00\n---\n", "b.md": ""}))
    assert card_of(note(publication, "a")).changed == datetime(2025, 1, 1, 8)  # noqa: DTZ001 - as on that clock
    assert card_of(note(publication, "b")).changed == BEGINNING


def test_the_order_is_the_same_however_the_notes_come(vault: WriteVault) -> None:
    names = ("2025-01-01 00-00-00", "2025-01-02 00-00-00", "a", "b", "c")
    publication = published(vault({f"{name}.md": "" for name in names}))
    orders = {newest_first(publication, paths) for paths in permutations(publication.notes)}
    assert len(orders) == 1
