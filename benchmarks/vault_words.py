"""The words of generated vaults: names of tags, sources and locators, and the sentences of claims.

Everything is invented; no sentence comes from a paper or from anybody's notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

QUALITIES = (
    "Anterior", "Basal", "Calcified", "Cervical", "Chronic", "Ciliary", "Cortical", "Deep", "Dense", "Distal",
    "Dorsal", "Elastic", "Fibrous", "Fluid", "Granular", "Hollow", "Hydrated", "Inner", "Juvenile", "Lateral",
    "Latent", "Lipid", "Marginal", "Medial", "Mineral", "Mobile", "Nodal", "Outer", "Passive", "Pelvic",
    "Porous", "Primary", "Proximal", "Radial", "Resident", "Rigid", "Sensory", "Slow", "Soluble", "Spinal",
    "Striated", "Superficial", "Synovial", "Tensile", "Thoracic", "Transient", "Vagal", "Ventral",
)  # fmt: skip
"""How the name of a tag begins."""

THINGS = (
    "Adhesion", "Anchor", "Arch", "Band", "Barrier", "Bridge", "Canal", "Capsule", "Cascade", "Channel",
    "Clot", "Column", "Cord", "Cushion", "Depot", "Duct", "Fascia", "Fibre", "Filament", "Fluid Film",
    "Fold", "Gland", "Graft", "Groove", "Growth Plate", "Hinge", "Implant", "Joint", "Junction", "Lamina",
    "Ligament", "Load", "Matrix", "Membrane", "Mesh", "Motor Unit", "Niche", "Node", "Notch", "Pathway",
    "Peptide", "Plexus", "Pocket", "Pump", "Receptor", "Reflex", "Ridge", "Ring", "Scaffold", "Scar",
    "Septum", "Sheath", "Signal", "Sling", "Sponge", "Stroma", "Tendon", "Tract", "Valve", "Vesicle",
)  # fmt: skip
"""How the name of a tag ends. One more than their number shares no divisor with the number of `QUALITIES`."""

DOSES = (
    "A single dose of", "Daily exposure to", "Early loading of", "Four weeks of", "High levels of",
    "Low levels of", "Repeated stretching of", "Removal of", "The absence of", "Twelve months of",
    "Ageing of", "Cooling of",
)  # fmt: skip
VERBS = (
    "slows", "speeds up", "halves", "doubles", "does not change", "restores", "lowers", "raises", "delays",
    "precedes", "predicts", "goes with", "is followed by", "protects against", "may worsen",
)  # fmt: skip
OUTCOMES = (
    "the loss of height", "water content", "the number of living cells", "stiffness", "swelling",
    "pain at rest", "the uptake of glucose", "scar formation", "the return to work", "the rate of repair",
    "blood flow", "range of motion",
)  # fmt: skip
COMPARISONS = (
    "more than", "less than", "as much as", "independently of", "only together with", "even without",
)  # fmt: skip
CONDITIONS = (
    "in rats with an injured", "in adults who have a healthy", "in cultures that contain a",
    "after surgery on the", "in people with an inflamed", "when mice lack the",
    "in the years before failure of the",
)  # fmt: skip
MEASURES = (
    "by {a}%", "by >= {a}%", "by {b}.{c} ± 0.{c} µg/mL", "in {a}% of the cases", "(n = {a})",
    "(p < 0.0{c})", "within {b} weeks", "from {b} to {a} mg/kg/day", "at 5% O₂ for {b} hours",
    "(TNF-α < {b} pg/mL)", "", "",
)  # fmt: skip
PLACES = (
    "participants", "imaging", "follow-up at one year", "procedure (part 2)", "adverse events",
    "cell counts", "dose response",
)  # fmt: skip
SYLLABLES = (
    "bran", "cor", "dal", "esk", "fen", "gar", "hol", "ister", "jor", "kell", "lund", "mar", "nor", "orm",
    "pell", "quin", "ros", "sten", "tor", "ulv", "vik", "wen", "yar", "zell",
)  # fmt: skip
ALIASED = 0.1
"""The part of the links in claims that show other words than the tag's name."""

JOURNALS = ("Annals of Invented Results", "Journal of Imaginary Tissue", "Letters on Made-Up Mechanics")


@dataclass(frozen=True, slots=True)
class Source:
    """An invented paper."""

    citekey: str
    citation: str


def tag_name(rank: int) -> str:
    """The name of the tag that is used most often but for `rank` others; each rank has its own.

    Three in five have an acronym in parentheses, one in five an acronym and a synonym.
    """
    row, place = divmod(rank, len(THINGS))
    series = rank // (len(THINGS) * len(QUALITIES))
    quality, thing = QUALITIES[(row + rank) % len(QUALITIES)], THINGS[place]
    number = f" Type {series + 1}" if series else ""
    acronym = "".join(word[0] for word in (quality, *thing.split())) + (str(series + 1) if series else "")
    inside = (
        f" ({acronym})",
        f" ({acronym})",
        f" ({acronym})",
        f" ({acronym}s, {thing} of {quality} Kind)",
        "",
    )
    return f"{quality} {thing}{number}{inside[rank % 5]}"


def claim(random: Random, tags: list[str]) -> str:
    """A sentence about two to four tags, with a link to each."""
    links = [_tag_link(random, tag) for tag in tags]
    words = [
        random.choice(DOSES),
        links[0],
        random.choice(VERBS),
        random.choice(OUTCOMES),
        "of the",
        links[1],
    ]
    for link, joints in zip(links[2:], (COMPARISONS, CONDITIONS), strict=False):
        words += [random.choice(joints), link]
    measure = random.choice(MEASURES).format(
        a=random.randrange(11, 90), b=random.randrange(2, 10), c=random.randrange(1, 6)
    )
    return " ".join([*words, measure]).strip()


def _tag_link(random: Random, tag: str) -> str:
    """A link to a tag; now and then it shows the concept alone, as it would stand in a sentence."""
    concept = tag.partition(" (")[0]
    return f"[[{tag}|{concept.lower()}]]" if random.random() < ALIASED else f"[[{tag}]]"


def source(random: Random, number: int) -> Source:
    """An invented paper; `number` is in its title and identifier, so that no two are alike."""
    family, other = (_name(random) for _ in range(2))
    quality, thing, year = random.choice(QUALITIES), random.choice(THINGS), random.randrange(1986, 2025)
    title = f"{random.choice(OUTCOMES).capitalize()} of the {quality} {thing}: Cohort {number + 1}"
    citekey = f"{family.lower()}{quality}{thing.replace(' ', '')}Cohort{number + 1}x{year}"
    volume, page = random.randrange(1, 60), random.randrange(1, 900)
    authors = f"{family}, {_name(random)}, and {_name(random)} {other}"
    issue = f"{random.choice(JOURNALS)} {volume}, no. {random.randrange(1, 12)} ({year})"
    pages = f"{page}–{page + random.randrange(4, 20)}"
    address = f"https://doi.org/10.5555/invented.{year}.{number + 1}"
    return Source(citekey, f"{authors}. “{title}.” {issue}: {pages}. {address}.")


def _name(random: Random) -> str:
    return (random.choice(SYLLABLES) + random.choice(SYLLABLES)).capitalize()


def locator(number: int) -> str:
    """Where in its source a piece of content stands; each number from 0 has its own."""
    row, place = divmod(number, len("ABC") + 1)
    if place < len("ABC"):
        return f"Figure {row + 1}{'ABC'[place]}"
    again, kind = divmod(row, len(PLACES))
    return f"Results ({PLACES[kind]}{f', {again + 1}' if again else ''})"
