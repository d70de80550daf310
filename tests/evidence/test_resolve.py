"""Links name files as they do in Obsidian; every rule is held against a simple, slow oracle."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headwater.evidence.resolve import MOST_SUGGESTIONS, Resolved, Resolver, folded
from headwater.vault.links import links_in
from headwater.vault.notes import Link
from tests.evidence.reading import edges
from tests.written import WriteVault


def link(target: str) -> Link:
    return Link(target, "", "", embed=False, line=1)


def named(files: Iterable[str], target: str, origin: str = "x.md") -> str | None:
    """What a link's target names among files, seen from a note."""
    paths = sorted(files)
    notes = [path for path in paths if path.endswith(".md")]
    resolved = Resolver(notes, [path for path in paths if path not in notes]).resolve(link(target), origin)
    return resolved.path if resolved else None


VAULT = [
    "Home.md",
    "A/Home.md",
    "A/B/note.md",
    "A/C/note.md",
    "Deep/Er/Still/note.md",
    "A/scan.png",
    "Map.canvas",
]


@pytest.mark.parametrize(
    ("target", "origin", "path"),
    [
        ("A/B/note", "x.md", "A/B/note.md"),
        ("A/B/note.md", "x.md", "A/B/note.md"),
        ("/A/B/note", "A/C/x.md", "A/B/note.md"),
        ("B/note", "x.md", "A/B/note.md"),
        ("a/b/NOTE", "x.md", "A/B/note.md"),
        ("Home", "A/x.md", "Home.md"),
        ("A/Home", "x.md", "A/Home.md"),
        ("note", "Deep/x.md", "Deep/Er/Still/note.md"),
        ("note", "A/C/x.md", "A/C/note.md"),
        ("note", "x.md", "A/B/note.md"),
        ("./note", "A/C/x.md", "A/C/note.md"),
        ("../B/note", "A/C/x.md", "A/B/note.md"),
        ("../../Home", "A/B/x.md", "Home.md"),
        ("Still/note", "x.md", "Deep/Er/Still/note.md"),
        ("Er/Still/../Still/note", "Deep/x.md", "Deep/Er/Still/note.md"),
        ("scan.png", "x.md", "A/scan.png"),
        ("SCAN.PNG", "x.md", "A/scan.png"),
        ("Map.canvas", "A/x.md", "Map.canvas"),
        ("./Home", "B/x.md", None),
        ("../note", "A/B/x.md", None),
        ("../../../Home", "A/x.md", None),
        ("scan", "x.md", None),
        ("ote", "x.md", None),
        ("X/note", "x.md", None),
        ("/", "x.md", None),
        ("note.txt", "x.md", None),
    ],
)
def test_a_target_names_what_it_names_in_obsidian(target: str, origin: str, path: str | None) -> None:
    assert named(VAULT, target, origin) == path


def test_a_link_without_a_target_leads_into_its_own_note() -> None:
    assert named(VAULT, "", "A/Home.md") == "A/Home.md"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    composed, decomposed = "Übersicht.md", unicodedata.normalize("NFD", "Übersicht")
    assert composed[:-3] != decomposed
    assert named([composed], decomposed) == composed
    assert named(["O/" + composed], decomposed.upper(), "O/x.md") == "O/" + composed


def test_an_attachment_comes_before_a_note_that_is_called_after_it() -> None:
    assert named(["scan.png", "scan.png.md"], "scan.png") == "scan.png"
    assert named(["scan.png", "scan.png.md"], "scan.png.md") == "scan.png.md"
    assert named(["LICENSE", "LICENSE.md"], "LICENSE") == "LICENSE.md"


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("[x](Low%20Back%20Pain%20(LBP).md)", "Tags/Low Back Pain (LBP).md"),
        ("[x](<Low Back Pain (LBP).md>)", "Tags/Low Back Pain (LBP).md"),
        ("[x](Tags/100%25.md)", "Tags/100%.md"),
        ("[x](Tags/100%.md)", "Tags/100%.md"),
        ("[x](%CE%B2.md#heading)", "Tags/β.md"),
        ("![x](../Attachments/a%20b.png)", "Attachments/a b.png"),
        ("[[Low Back Pain (LBP)#Causes|pain]]", "Tags/Low Back Pain (LBP).md"),
        ("[[Tags/Low Back Pain (LBP)\\|pain]]", "Tags/Low Back Pain (LBP).md"),
        ("[[100%]]", "Tags/100%.md"),
        ("[[100%25]]", None),
    ],
)
def test_a_link_in_either_syntax_names_the_file(written: str, path: str | None) -> None:
    files = ["Tags/Low Back Pain (LBP).md", "Tags/100%.md", "Tags/β.md", "Attachments/a b.png"]
    (found,) = links_in(written, 1)
    assert named(files, found.target, "Insights/x.md") == path


def test_a_markdown_link_may_be_relative_without_saying_so() -> None:
    assert named(["A/Sub/n.md", "B/Sub/m.md"], "Sub/n.md", "A/x.md") == "A/Sub/n.md"
    assert named(["A/B/n.md", "B/n.md"], "B/n.md", "A/x.md") == "B/n.md"


def test_a_name_that_fits_several_lists_them_the_chosen_first() -> None:
    resolver = Resolver(["A/n.md", "A/B/n.md", "C/n.md"])
    resolved = resolver.resolve(link("n"), "A/B/x.md")
    assert resolved is not None
    assert resolved.candidates == ("A/B/n.md", "A/n.md", "C/n.md")
    unique = resolver.resolve(link("C/n"), "x.md")
    assert unique is not None
    assert unique.candidates == ()


def test_a_name_leads_to_one_place_from_everywhere_where_a_single_file_has_it() -> None:
    resolver = Resolver(["a/core.md", "b/core.md", "b/rim.md"])

    def is_same(target: str) -> bool:
        link = Link(target, "", "", embed=False, line=1)
        resolver.resolve(link, "a/x.md")
        return resolver.is_same_everywhere(link)

    assert [*map(is_same, ("rim", "core", "../b/rim", "nothing", ""))] == [True, False, False, False, False]


def test_other_letter_case_is_told() -> None:
    resolver = Resolver(["A/Note.md"], ["scan.PNG"])
    assert [
        resolved.case_only
        for target in ("Note", "note", "a/Note", "Note.md", "scan.png", "scan.PNG")
        if (resolved := resolver.resolve(link(target), "x.md"))
    ] == [False, True, False, False, True, False]


def test_the_nearest_name_is_suggested_for_one_that_names_nothing() -> None:
    resolver = Resolver(["Tags/Nucleus Pulposus.md", "Tags/Annulus.md"])
    assert resolver.suggestion("Nucleus Pulposis") == "Nucleus Pulposus"
    assert resolver.suggestion("Elsewhere") == ""
    assert resolver.suggestion("") == ""


def test_suggestions_are_not_sought_for_ever() -> None:
    resolver = Resolver(["Nucleus Pulposus.md"])
    for number in range(MOST_SUGGESTIONS + 1):
        resolver.suggestion(f"missing {number}")
    assert resolver.suggestion("Nucleus Pulposis") == ""


def test_two_notes_of_one_name_are_told_apart_by_path(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/same.md": "Takeaways:: [[B/same]]",
            "Takeaways/A/same.md": "",
            "Takeaways/B/same.md": "",
        }
    )
    assert [(edge.start, edge.end) for edge in opened.graph.edges] == [
        ("Insights/same.md", "Takeaways/B/same.md")
    ]
    assert edges(opened) == {("same", "supports", "same")}


def oracle(files: list[str], target: str, origin: str) -> str | None:
    """What a link names, by trying every file; as https://help.obsidian.md/links tells it."""
    folder = origin.rpartition("/")[0]
    if target.startswith(("./", "../")):
        return fitting(files, folder.split("/") if folder else [], target, whole=True)
    exact = fitting(files, [], target.removeprefix("/"), whole=True)
    if exact is not None:
        return exact
    several = [path for path in files if ends_with(path, target.removeprefix("/"))]
    below = [path for path in several if not folder or path.startswith(folder + "/")]
    for group in (below, several):
        if group:
            return min(group, key=lambda path: (len(path), path))
    return fitting(files, folder.split("/") if folder else [], target, whole=True) if "/" in target else None


def fitting(files: list[str], folder: list[str], target: str, *, whole: bool) -> str | None:
    """The file at the end of the way that a target leads from a folder."""
    way = list(folder)
    for step in target.split("/"):
        if step == ".." and not way:
            return None
        if step == "..":
            way.pop()
        elif step != ".":
            way.append(step)
    wanted = "/".join(way)
    return next((path for path in files if is_called(path, wanted)), None) if whole else None


def is_called(path: str, wanted: str) -> bool:
    return path.lower() in {wanted.lower(), wanted.lower() + ".md"}


def ends_with(path: str, wanted: str) -> bool:
    return is_called(path, wanted) or any(
        is_called(path[index + 1 :], wanted) for index, sign in enumerate(path) if sign == "/"
    )


PART = st.sampled_from(["a", "b", "A", "note", "Note (x)", "n, m"])
FOLDER = st.lists(PART, max_size=3).map("/".join)
FILE = st.builds(
    lambda folder, name, suffix: "/".join(filter(None, [folder, name + suffix])),
    FOLDER,
    PART,
    st.sampled_from([".md", ".md", ".md", ".png"]),
)
TARGET = st.builds(
    lambda lead, parts, suffix: lead + "/".join(parts) + suffix,
    st.sampled_from(["", "", "", "/", "./", "../", "../../"]),
    st.lists(PART, min_size=1, max_size=3),
    st.sampled_from(["", "", ".md", ".png"]),
)


@given(files=st.lists(FILE, max_size=8, unique_by=str.lower), target=TARGET, folder=FOLDER)
@example(files=["a.md", "b/a.md"], target="a", folder="b")
@example(files=["b/b/a.md", "b/a.md"], target="b/a", folder="b")
def test_every_link_names_what_the_oracle_says(files: list[str], target: str, folder: str) -> None:
    origin = f"{folder}/x.md" if folder else "x.md"
    assert named(files, target, origin) == oracle(sorted(files), target, origin)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_target_whatever_breaks_the_search(target: str, folder: str) -> None:
    named(["a/b.md", "c.png"], target, f"{folder}/x.md")


@given(st.text(max_size=20))
def test_the_form_paths_are_compared_in_is_blind_to_case_and_unicode_form(text: str) -> None:
    form = folded(text)
    assert form == folded(unicodedata.normalize("NFD", text)) == folded(form)


@pytest.mark.parametrize("target", ["a.png", "A.png", "x/Disc", "x/disc"])
def test_of_files_that_differ_in_letter_case_a_path_names_the_one_it_spells_out(target: str) -> None:
    files = ["a.png", "A.png", "x/Disc.md", "x/disc.md"]
    assert named(files, target) in {target, f"{target}.md"}


ODD_FILE = st.builds(str.__add__, FILE, st.sampled_from(["", "", ".md", ".MD.md"]))
ODD_TARGET = st.builds(
    str.__add__, TARGET, st.sampled_from(["", "", ".md.md", "/", "/.", "/..", "/../note", "//a"])
)


@given(
    files=st.lists(ODD_FILE, max_size=10, unique=True),
    shown=st.sets(st.integers(0, 9), max_size=3),
    target=ODD_TARGET,
    folder=FOLDER,
)
@example(files=["a/Note.md", "b/Note.md"], shown={1}, target="Note", folder="")
def test_files_of_other_names_do_not_matter_to_what_links_name(
    files: list[str], shown: set[int], target: str, folder: str
) -> None:
    """The paths of withheld files that have no name of a published one need not leave the machine."""
    notes = [path for path in files if path.endswith(".md")]
    whole = Resolver(notes, [path for path in files if path not in notes])
    chosen = {path for index, path in enumerate(files) if index in shown}
    few = Resolver(*whole.named_like(chosen))
    origin = f"{folder}/x.md"
    before, after = whole.resolve(link(target), origin), few.resolve(link(target), origin)
    assert _among(before, chosen) == _among(after, chosen)


def _among(resolved: Resolved | None, paths: set[str]) -> str | None:
    return resolved.path if resolved is not None and resolved.path in paths else None


def test_a_withheld_file_of_another_name_is_not_named_with_the_published_ones() -> None:
    resolver = Resolver(["Secret.md", "Tags/Disc.md", "Private/disc.md"], ["disc.png", "secret.png"])
    assert resolver.named_like(["Tags/Disc.md"]) == (["Tags/Disc.md", "Private/disc.md"], [])
