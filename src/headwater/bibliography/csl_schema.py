"""Which fields CSL JSON has, and which types of works.

They are those of the schema of the Citation Style Language 1.0.2:
https://github.com/citation-style-language/schema, `schemas/input/csl-data.json`.
"""

from __future__ import annotations

NAMES = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor",
    "curator", "director", "editor", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer",
    "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
})  # fmt: skip
"""Fields that hold names."""

DATES = frozenset({
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted",
})  # fmt: skip
"""Fields that hold a date."""

PRIVATE = frozenset({"annote", "keyword", "note"})
"""Fields that hold what the library's owner wrote for himself."""

TEXTS = frozenset({
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "abstract", "archive", "archive-place",
    "archive_collection", "archive_location", "authority", "call-number", "chapter-number",
    "citation-number", "collection-number", "collection-title", "container-title", "container-title-short",
    "dimensions", "division", "edition", "event", "event-place", "event-title", "genre", "issue",
    "journalAbbreviation", "jurisdiction", "language", "license", "locator", "medium", "number",
    "number-of-pages", "number-of-volumes", "original-publisher", "original-publisher-place",
    "original-title", "page", "page-first", "part-number", "part-title", "printing-number", "publisher",
    "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section", "shortTitle",
    "source", "status", "supplement-number", "title", "title-short", "version", "volume", "volume-title",
    "volume-title-short", "year-suffix",
}) | PRIVATE  # fmt: skip
"""Fields that hold text; a number there is taken as one."""

TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
    "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
    "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
    "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip
"""The types of works there are."""

UNTYPED = "document"
"""The type of a work of which no more is known."""
