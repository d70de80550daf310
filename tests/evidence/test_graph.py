"""The graph answers what leaves and arrives at a note, in the order of the paths."""

from __future__ import annotations

from headwater.vault.notes import NotePath
from tests.written import WriteVault


def test_edges_are_told_from_both_ends_by_relation(vault: WriteVault) -> None:
    graph = vault(
        {
            "Insights/z.md": "Supports:: [[t]]",
            "Insights/a.md": "Supports:: [[t]]\nOpposes:: [[z]]\n",
            "Takeaways/t.md": "[[a]]",
        }
    ).graph
    a, z, t = NotePath("Insights/a.md"), NotePath("Insights/z.md"), NotePath("Takeaways/t.md")
    assert graph.arriving(t) == (a, z)
    assert graph.leaving(a) == (t,)
    assert graph.leaving(a, "opposes") == (z,)
    assert graph.arriving(a, "mentions") == (t,)
    assert graph.arriving(a) == graph.leaving(t) == ()
    assert [(edge.start, edge.relation) for edge in graph.edges_at(z)] == [(a, "opposes"), (z, "supports")]


def test_notes_are_listed_by_kind_in_the_order_of_their_paths(vault: WriteVault) -> None:
    graph = vault({"Tags/b.md": "", "Tags/a.md": "", "A/Tags/c.md": "", "x.md": ""}).graph
    assert graph.of_kind("tag") == ("A/Tags/c.md", "Tags/a.md", "Tags/b.md")
    assert graph.of_kind("insight") == ()


def test_a_citekey_is_the_first_source_of_that_name(vault: WriteVault) -> None:
    graph = vault(
        {"Sources/s.md": "", "Reviews/s.md": "", "Tags/t.md": "", "Source Content/s - 1.md": ""}
    ).graph
    assert graph.citekeys == {"s": "Reviews/s.md"}
    assert graph.source_of_content(NotePath("Source Content/s - 1.md")) == "Reviews/s.md"
    assert graph.source_of_content(NotePath("Tags/t.md")) is None
