"""Texts and the terms they are found by: what the script of the search page must make of them, too."""

from __future__ import annotations

from collections.abc import Mapping

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Disc,": ("disc",),
    "“discs”": ("discs",),
    "TGF-β1": ("tgf", "beta", "1", "tgfbeta1"),
    "TNFα": ("tnf", "alpha", "tnfalpha"),
    "CO₂": ("co2",),
    "10⁻³": ("10", "3"),
    "µm": ("mu", "m", "mum"),
    "ﬁbre": ("fibre",),
    "Straße": ("strasse",),
    "Łódź": ("lodz",),
    "naïve": ("naive",),
    "Århus": ("arhus",),
    "İstanbul": ("istanbul",),
    "pubMed": ("pub", "med", "pubmed"),
    "mRNA": ("m", "rna", "mrna"),
    "(MSCs)": ("msc", "mscs"),
    "IL-6": ("il", "6", "il6"),
    "non‑specific": ("non", "specific", "nonspecific"),
    "patient’s": ("patient", "patients"),
    "10.1000/182": ("10", "1000", "182"),
    "snake_case": ("snake", "case"),
    "λόγος": ("λογοσ",),
    "αβ": ("alpha", "beta", "alphabeta"),
    "∆F508": ("delta", "f508", "deltaf508"),
    "椎間板": ("椎", "間", "板", "椎間", "間板"),
    "MRI画像": ("mri", "画", "像", "画像"),
    "한국어": ("한국어",),
    "ЙОД": ("иод",),
    "हिन्दी": ("हिन्दी",),
    "שָׁלוֹם": ("שָׁלוֹם",),
    "a\u00adb\u200bc": ("abc",),
    "x" * 99: ("x" * 32,),
    "—": (),
    "": (),
}
