"""The shortest ways from notes up to a takeaway."""

from __future__ import annotations

from headwater import Vault
from tests.views.reading import UNPUBLISHED, published
from tests.written import WriteVault


def above(vault: Vault) -> dict[str, str]:
    """For each note the next on its way up, by name."""
    cards = published(vault)
    return {cards.cards[path].name: cards.cards[up].name for path, up in cards.above.items()}


def rests_on(*names: str) -> str:
    return "Supported By:: " + ", ".join(f"[[{name}]]" for name in names)


def test_a_way_leads_by_the_fewest_notes_to_a_takeaway(vault: WriteVault) -> None:
    files = {
        "Takeaways/near.md": rests_on("b"),
        "Takeaways/far.md": rests_on("a"),
        "Insights/a.md": rests_on("b"),
        "Insights/b.md": rests_on("c"),
        "Insights/c.md": "",
        "Insights/alone.md": "",
    }
    assert above(vault(files)) == {"a": "far", "b": "near", "c": "b"}


def test_of_two_takeaways_as_near_the_first_by_path_is_taken(vault: WriteVault) -> None:
    files = {
        "Takeaways/1.md": rests_on("z"),
        "Takeaways/2.md": rests_on("a"),
        "Insights/a.md": rests_on("both"),
        "Insights/z.md": rests_on("both"),
        "Insights/both.md": "",
    }
    assert above(vault(files))["both"] == "z"


def test_no_way_leads_through_a_note_that_is_not_published(vault: WriteVault) -> None:
    files = {
        "Takeaways/t.md": rests_on("hidden"),
        "Insights/hidden.md": f"{UNPUBLISHED}{rests_on('i')}",
        "Insights/i.md": "",
    }
    assert above(vault(files)) == {}


def test_a_circle_ends_by_itself_and_a_takeaway_is_on_no_way_to_another(vault: WriteVault) -> None:
    files = {
        "Takeaways/1.md": rests_on("i", "2"),
        "Takeaways/2.md": "",
        "Insights/i.md": rests_on("j"),
        "Insights/j.md": rests_on("i"),
    }
    assert above(vault(files)) == {"i": "1", "j": "i"}
