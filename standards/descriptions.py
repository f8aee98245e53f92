"""What an edition's figures and conditions say, in words and plain rows. No Django here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standards.rules import Band, Condition
from standards.structure import Outline
from standards.wording import joined

MATCHES = {"disposal_type": "disposal type"}
WHOSE = {"inspector": "the inspector", "service": "the service"}


@dataclass(frozen=True, slots=True)
class BandRow:
    """A band with both its ends, as a table prints it."""

    rating: str
    name: str
    start: int
    end: int
    phrase: str

    @property
    def range(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


def coded(code: str) -> str:
    """A code as words: "very high"."""
    return code.replace("_", " ")


def band_rows(bands: Sequence[Band], names: Mapping[str, str], *, highest: int) -> list[BandRow]:
    ends = [band.start - 1 for band in bands[1:]] + [highest]
    return [
        BandRow(band.rating, names.get(band.rating, band.rating), band.start, end, band.phrase)
        for band, end in zip(bands, ends, strict=True)
    ]


def highest_score(outline: Outline) -> int:
    """The overall score of a service with the best rating in every standard that counts."""
    counting = [s for s in outline.standards.values() if s.counts_towards_overall]
    return max(outline.figures.points.values(), default=0) * len(counting)


def condition_words(condition: Condition, outline: Outline) -> str:
    """Of which cases a question under `condition` is asked."""
    if condition.disposal_types:
        types = [t for domain in outline.domains for t in domain.disposal_types if t.code in condition.disposal_types]
        return f"Only cases of these disposals: {joined([t.one for t in types])}"
    if not condition.target:
        return "Every case"
    values = sorted(condition.allowed or condition.excluded, key=_order(condition, outline))
    said = joined([coded(value) for value in values], last="or")
    start = "Only cases" if condition.allowed else "Every case, except"
    source, _, name = condition.target.partition(".")
    if source in WHOSE:
        return f"{start} where {WHOSE[source]} judges {coded(name)} to be {said}"
    question = next((fact.text for fact in outline.facts if fact.target == condition.target), coded(name))
    return f"{start} where the answer to “{question}” is {said}"


def _order(condition: Condition, outline: Outline) -> Any:
    """Values in the order in which the edition offers them."""
    fact = next((fact for fact in outline.facts if fact.target == condition.target), None)
    options = list(fact.options if fact else outline.levels)
    return lambda value: options.index(value) if value in options else len(options)


def sample_rows(sample: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The sample figures as label and value."""
    split = [f"{share * 100:g}% {code}" for code, share in sample["split"].items()]
    sized = "all cases together" if sample["sized_on"] == "all" else str(sample["sized_on"])
    return [
        ("Confidence", f"{sample['confidence'] * 100:g}%"),
        ("Margin of error", f"{sample['margin_of_error'] * 100:g} percentage points"),
        ("The formula sizes", sized),
        ("Split", joined(split)),
        ("Eligible", _window(sample)),
        ("Made to match on", joined([MATCHES.get(code, coded(code)) for code in sample["match_on"]])),
    ]


def _window(sample: Mapping[str, Any]) -> str:
    if days := sample.get("eligible_days_before_fieldwork"):
        return f"{days[0]} to {days[1]} days before the Monday fieldwork starts, both included"
    months = sample.get("eligible_months_before_fieldwork") or {}
    windows = [f"{code} from {last} to {first} months" for code, (first, last) in months.items()]
    return f"{joined(windows)} before fieldwork, both included"
