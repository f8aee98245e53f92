"""Figures parted by a fact of the cases: gender, area, disposal, a classification, or any other of the edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casereviews.models import Answer, CaseReview, Fact, Judgement
from casereviews.rules import Reading, Value, classification_name, classification_targets
from inspections.models import Inspection
from ratings.rules import Slice, Tally, percentage, slices_of
from standards.outline import outline_of
from standards.structure import Outline, PromptOutline, QuestionOutline, filled

DISPOSAL = "disposal"
NOT_GIVEN = "Not given"
Votes = list[tuple[int, int, str]]  # review, question or prompt, value


@dataclass(frozen=True, slots=True)
class Sliced:
    """One figure by one fact. `percentages` are those of the slices, None where hidden."""

    address: str
    text: str
    whole: Tally
    percentage: int | None
    slices: tuple[Slice, ...]
    percentages: tuple[int | None, ...]

    @property
    def hides(self) -> bool:
        return any(part.is_hidden for part in self.slices)


def facts_of(outline: Outline) -> dict[str, str]:
    """By what figures can be parted, by target: the edition's facts, the disposal, and its classifications."""
    facts = {fact.target: fact.text for fact in outline.facts}
    kinds = {target: classification_name(target) for target in classification_targets(outline)}
    return facts | {DISPOSAL: "Type of disposal"} | kinds


def sliced(inspection: Inspection, address: str, fact: str, *, closed_only: bool) -> tuple[Sliced, ...]:
    """The figure at an address ("2.1.1", "2.1.1.a"), or each of a standard ("2.1"), by a fact. Two queries.

    Raises KeyError where the edition has no such figure.
    """
    outline = outline_of(inspection.edition)
    asked, votes = _asked(inspection, outline, address, closed_only=closed_only)
    domain = outline.standards[".".join(address.split(".")[:2])].domain
    levels, names = _levels(inspection.pk, fact), _names(outline, domain, fact)
    found = []
    for one in asked:
        counts = _counts([(review, value) for review, pk, value in votes if pk == one.pk], levels, names)
        slices = slices_of(counts)
        whole = Tally(sum(tally.yes for tally in counts.values()), sum(tally.relevant for tally in counts.values()))
        rounding = outline.figures.rounding
        found.append(
            Sliced(
                address=one.address,
                text=filled(one.text, inspection.service_word),
                whole=whole,
                percentage=percentage(whole, rounding),
                slices=slices,
                percentages=tuple(percentage(part.tally, rounding) if part.tally else None for part in slices),
            )
        )
    return tuple(found)


def _asked(
    inspection: Inspection, outline: Outline, address: str, *, closed_only: bool
) -> tuple[Sequence[QuestionOutline | PromptOutline], Votes]:
    """What is parted, and its votes."""
    if prompt := outline.prompts.get(address):
        if not outline.standards[outline.question_of_prompt[address].standard].by_cases:
            raise KeyError(address)
        answers = Answer.objects.counted(inspection.pk, prompt_ids=[prompt.pk], closed_only=closed_only)
        return [prompt], list(answers.values_list("review_id", "prompt_id", "value"))
    standard = outline.standards.get(address) or outline.standards[outline.questions[address].standard]
    if not standard.by_cases:
        raise KeyError(address)
    questions = [one for one in standard.questions if address in (standard.number, one.address)]
    judged = Judgement.objects.counted(inspection.pk, closed_only=closed_only)
    rows = judged.filter(key_question_id__in=[one.pk for one in questions])
    return questions, list(rows.values_list("review_id", "key_question_id", "value"))


def _levels(inspection_id: int, fact: str) -> Mapping[int, str]:
    """The value of the fact by review."""
    if fact == DISPOSAL:
        reviews: Any = CaseReview.objects.filter(inspection_id=inspection_id, reading=Reading.FIRST).order_by()
        return dict(reviews.values_list("pk", "case__disposal_type__code"))
    facts = Fact.objects.filter(review__inspection_id=inspection_id, target=fact).order_by()
    return {review: " ".join(value.split()) for review, value in facts.values_list("review_id", "value")}


def _names(outline: Outline, domain: str, fact: str) -> dict[str, str]:
    """What the values of a fact are called, in the edition's order; none where it is answered in words."""
    if fact == DISPOSAL:
        types = outline.domain_by_code[domain].disposal_types
        return {one.code: one.one[:1].upper() + one.one[1:] for one in types}
    options = next((one.options for one in outline.facts if one.target == fact), outline.levels)
    return {option: option.replace("_", " ").capitalize() for option in options}


def _counts(votes: list[tuple[int, str]], levels: Mapping[int, str], names: Mapping[str, str]) -> dict[str, Tally]:
    """Yes and relevant by the name of each value that a relevant case has; cases without a value come last."""
    order = {name: place for place, name in enumerate(names.values())}
    spelt: dict[str, str] = {}  # words are one, whatever their capitals
    found: dict[str, list[int]] = {}
    for review, value in sorted(votes):
        level = levels.get(review, "")
        name = names.get(level) or (spelt.setdefault(level.casefold(), level) if level else NOT_GIVEN)
        counts = found.setdefault(name, [0, 0])
        counts[0] += value == Value.YES
        counts[1] += 1
    in_order = sorted(found, key=lambda name: (name == NOT_GIVEN, order.get(name, len(order)), name.casefold()))
    return {name: Tally(*found[name]) for name in in_order}
