"""A dossier tells a claim with all that it rests on, and cites its sources in the style."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.errors import CitationError, UsageError
from headwater.exporters.dossier.of_vault import dossier_of
from headwater.opened import Vault
from tests.exporters.cited_vault import TAKEAWAY, markdown_of
from tests.publication.canaries import VAULT as CANARY_VAULT
from tests.publication.canaries import canaries_in
from tests.written import WriteVault

CLAIM = "Turn the kettle off when it grows quiet, not when it sings"


def sections(markdown: str) -> dict[str, str]:
    """The text under each heading."""
    parts = re.split(r"^# (.*)\n", markdown, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_a_dossier_tells_the_claim_what_it_rests_on_its_assumptions_and_what_speaks_against_it(
    cited: Vault,
) -> None:
    told = sections(markdown_of(cited, TAKEAWAY))
    assert [*told] == [CLAIM, "What it rests on", "Assumptions", "Evidence against", "Bibliography"]
    assert "Kettle Notes, 2025-05-06" in told[CLAIM]
    assert "Takeaway · 2025-05-04 09-00-00; rests on 1, 2 and 3" in told[CLAIM]
    assert (
        "1.  A kettle is loudest at about 80 °C, where it reaches $L_p = 61$ dB; *not*"
        in told["What it rests on"]
    )
    assert "2.  Kettles of steel are louder than those of glass" in told["What it rests on"]
    assert "Insight · 2025-05-02 08-00-00; opposed by 4" in told["What it rests on"]
    assert told["Assumptions"].startswith("\n3.  Whoever boils water listens\n")
    assert "Quick note · 2025-05-03 09-00-00; speaks against 2" in told["Evidence against"]


def test_a_dossier_reads_like_the_one_kept_here(cited: Vault) -> None:
    golden = Path(__file__).parents[1] / "golden" / "dossier.md"
    assert markdown_of(cited, TAKEAWAY) == golden.read_text(encoding="utf-8")


def test_a_dossier_cites_what_each_claim_was_read_off(cited: Vault) -> None:
    told = markdown_of(cited, TAKEAWAY)
    notes = dict(re.findall(r"^\[\^(\d)\]: (.*)$", told, re.MULTILINE))
    assert notes["1"].startswith("Haruto Mori and Ngozi Okafor, “Why Kettles Sing Before They Boil,” ")
    assert "(May 2018): fig. 2" in notes["1"]
    assert notes["2"] == "Mori and Okafor, 205."
    assert notes["3"] == "Kettle Board, *Noise of Domestic Kettles*, KB-7 (Kettle Board, 2021)."
    assert "glass[^2][^3]\n" in told


def test_a_source_without_an_item_is_cited_by_its_text(cited: Vault) -> None:
    told = markdown_of(cited, TAKEAWAY)
    text = "Anonymous. “Kettle Talk.” Pamphlet, 1999. <https://example.org/kettle-talk>."
    assert f"[^4]: {text}\n" in told
    assert sections(told)["Bibliography"].count(text) == 2  # once in the list, once in the note below it


def test_a_style_without_notes_names_such_a_source_by_its_citekey(cited: Vault) -> None:
    told = markdown_of(styled(cited, style="apa"), TAKEAWAY)
    assert "glass (Mori & Okafor, 2018, p. 205) (Kettle Board, 2021)\n" in told
    assert "whistle (anonKettleTalk1999)\n" in told
    assert "\nanonKettleTalk1999: Anonymous. “Kettle Talk.”" in told


def styled(vault: Vault, **options: str) -> Vault:
    citations = vault.config.citations
    changed = replace(
        citations,
        style=options.get("style", citations.style),
        locale=options.get("locale", citations.locale),
    )
    return replace(vault, config=replace(vault.config, citations=changed))


def test_citations_are_in_the_language_of_the_locale(cited: Vault) -> None:
    assert "Haruto Mori und Ngozi Okafor" in markdown_of(styled(cited, locale="de-DE"), TAKEAWAY)


def test_a_dossier_names_source_content_and_never_quotes_it(cited: Vault) -> None:
    assert "excerpt" not in markdown_of(cited, TAKEAWAY)


def test_a_dossier_of_what_is_published_counts_the_other_notes(cited: Vault) -> None:
    told = markdown_of(cited, TAKEAWAY, published=True)
    assert "rests on 1 and 2; supported by 1 unpublished note[^1]" in told
    assert "steel" not in told
    assert "whistle" not in told
    assert "[^1]: Kettle Board, *Noise of Domestic Kettles*" in told


def test_an_unpublished_note_has_no_published_dossier(cited: Vault) -> None:
    with pytest.raises(UsageError, match="'2025-05-02 08-00-00' is not published"):
        markdown_of(cited, "2025-05-02 08-00-00", published=True)


def test_no_private_word_is_in_a_published_dossier(vault: WriteVault) -> None:
    files = [path for path in CANARY_VAULT.rglob("*") if path.is_file()]
    opened = vault({path.relative_to(CANARY_VAULT).as_posix(): path.read_bytes() for path in files})
    told = [markdown_of(opened, path, published=True) for path in opened.publish().notes]
    assert len(told) > 5
    assert {canary for one in told for canary in canaries_in(one)} == set()


def entries(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = [name for name in archive.namelist() if name.endswith(("ml", ".rels", ".opf"))]
        return {name: archive.read(name).decode() for name in names}


def test_a_document_tells_nothing_of_the_folders_it_was_made_in(cited: Vault) -> None:
    parts = entries(dossier_of(cited, cited.find(TAKEAWAY).path, "docx"))
    assert [name for name, part in parts.items() if "items.json" in part or "style.csl" in part] == []


def words(xml: str) -> str:
    return " ".join(re.sub(r"<[^<>]+>", " ", xml).split())


def test_a_word_document_holds_the_claim_and_the_bibliography(cited: Vault) -> None:
    parts = entries(dossier_of(cited, cited.find(TAKEAWAY).path, "docx"))
    document = words(parts["word/document.xml"])
    assert document.startswith(CLAIM)
    assert "Noise of Domestic Kettles" in document.partition("Bibliography")[2]
    assert "Mori and Okafor, 205." in words(parts["word/footnotes.xml"])
    assert "<m:oMath>" in parts["word/document.xml"]


def test_an_ebook_holds_the_claim_and_the_bibliography(cited: Vault) -> None:
    parts = entries(dossier_of(cited, cited.find(TAKEAWAY).path, "epub"))
    assert f'<dc:title id="epub-title-1">{CLAIM}</dc:title>' in parts["EPUB/content.opf"]
    assert any("Noise of Domestic Kettles" in words(part) for part in parts.values())


@pytest.mark.parametrize("form", ["docx", "epub", "html", "tex"])
def test_the_same_vault_gives_the_same_bytes(cited: Vault, form: str) -> None:
    path = cited.find(TAKEAWAY).path
    assert dossier_of(cited, path, form) == dossier_of(cited, path, form)


def test_claims_link_to_the_claims_they_rest_on(cited: Vault) -> None:
    html = dossier_of(cited, cited.find(TAKEAWAY).path, "html").decode()
    assert '<a href="#claim-2">2</a>' in html
    assert 'id="claim-2"' in html


HOSTILE = '</title><script>alert(1)</script> \\input{secret} "quoted" & {x} %comment ::: {.d} | # `c`'


def test_no_claim_or_name_is_taken_for_markup(vault: WriteVault) -> None:
    opened = vault(
        {
            "headwater.toml": '[site]\ntitle = "<b>A</b> \\\\input{x} *vault*"',
            "Takeaways/2025-01-01 00-00-00.md": f"# Content\n- {HOSTILE}\n",
            "Insights/a <i>b</i> $x$ *c* \\emph{d}.md": "Supports:: [[2025-01-01 00-00-00]]\n",
        }
    )
    path = opened.find("2025-01-01 00-00-00").path
    html = dossier_of(opened, path, "html").decode()
    assert "<script>" not in html
    assert "&lt;b&gt;A&lt;/b&gt;" in html
    tex = dossier_of(opened, path, "tex").decode()
    assert "\\input{" not in tex
    assert "\\emph{d}" not in tex
    assert "textgreater" in tex
    assert "<i>" not in tex


def test_a_claim_that_rests_on_itself_in_a_circle_says_so(vault: WriteVault) -> None:
    told = markdown_of(
        vault(
            {
                "Insights/a.md": "# Content\n- Claim A\n\nSupports:: [[b]]\n",
                "Insights/b.md": "# Content\n- Claim B\n\nSupports:: [[a]]\n",
            }
        ),
        "a",
    )
    assert "No evidence source lies below this claim." in told
    assert "- the claim itself → 1 → the claim itself\n" in sections(told)["Circular support"]
    assert "Bibliography" not in sections(told)


def test_a_takeaway_without_any_support_has_a_dossier(vault: WriteVault) -> None:
    told = markdown_of(vault({"Takeaways/t.md": "# Content\n- Alone\n"}), "t")
    assert told.startswith("# Alone\n")
    assert "Takeaway · t; rests on nothing in this vault\n" in told
    assert told.endswith("No evidence source lies below this claim.\n")


def test_a_note_that_claims_nothing_goes_by_its_name(vault: WriteVault) -> None:
    told = markdown_of(vault({"Tags/A *star*.md": "Some text.\n"}), "A *star*")
    assert told.startswith("# A \\*star\\*\n")


def test_a_chain_of_a_thousand_claims_is_told_to_its_end(vault: WriteVault) -> None:
    files: dict[str, str | bytes] = {
        f"Insights/i{number}.md": f"# Content\n- Claim {number}\n\nSupports:: [[i{number - 1}]]\n"
        for number in range(1, 1001)
    }
    opened = vault({**files, "Takeaways/i0.md": "# Content\n- The top\n"})
    told = markdown_of(opened, "i0")
    assert "\n1000. Claim 1000\n" in told
    assert "Insight · i998; rests on 999\n" in told


def test_a_long_or_manifold_claim_stands_in_the_text_and_not_in_the_title(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/long.md": f"# Content\n- {'word ' * 200}\n",
            "Takeaways/two.md": "# Content\n- First line\n- Second line\n",
        }
    )
    told = markdown_of(opened, "long")
    assert told.startswith("# long\n")
    assert "word word word" in told
    told = markdown_of(opened, "two")
    assert told.startswith("# First line\n")
    assert "First line  \n" in told or "First line\\\n" in told


def test_a_citation_in_a_title_is_given_in_the_text(vault: WriteVault) -> None:
    told = markdown_of(
        vault(
            {
                "library.bib": "@book{mori2018, title={Kettles}, author={Mori, H.}, date={2018}}",
                "Takeaways/t.md": "# Content\n- Kettles sing [@mori2018, 3].\n",
            }
        ),
        "t",
    )
    assert told.startswith("# Kettles sing.\n")
    assert "Kettles sing.[^1]\n" in told
    assert "[^1]: H. Mori, *Kettles* (2018), 3.\n" in told


def test_content_of_an_unknown_source_is_named(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "# Content\n- Claim\n",
            "Source Content/lost2001 - Table 1.md": "Supports:: [[a]]\n",
        }
    )
    assert "Insight · a (lost2001 - Table 1)\n" in markdown_of(opened, "a")


def test_what_speaks_against_a_claim_may_be_a_source_itself(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "# Content\n- Claim\n",
            "Evidence Sources/mori2018.md": '---\nCitation: "Mori. Kettles."\n---\nOpposes:: [[a]]\n',
        }
    )
    told = sections(markdown_of(opened, "a"))
    assert "- Against the claim itself:[^1]\n" in told["Evidence against"]
    assert "Mori. Kettles.\n" in told["Bibliography"]


def test_a_dossier_tells_what_was_published_about_its_sources(vault: WriteVault) -> None:
    opened = vault(
        {
            "library.csl.json": """[{"id": "mori2018", "type": "book", "title": "Kettles", "custom":
                {"retracted": true}, "author": [{"family": "Mori"}], "issued": {"date-parts": [[2018]]}}]""",
            "Evidence Sources/mori2018.md": "---\nretracted: 2024-02-01\n---\n",
            "Insights/a.md": "# Content\n- Claim\n\nSource:: [[mori2018]]\nSupports:: [[t]]\n",
            "Takeaways/t.md": "# Content\n- Taken away\n",
        }
    )
    told = sections(markdown_of(opened, "t"))["Notices about sources"]
    assert re.search(r"^- mori2018:\[\^\d\] retraction of 2024-02-01; read for 1$", told, re.MULTILINE)


def test_a_style_that_does_not_exist_is_named(cited: Vault) -> None:
    with pytest.raises(CitationError, match="nonsuch"):
        markdown_of(styled(cited, style="nonsuch"), TAKEAWAY)
