"""Behind one percentage: every case of its domain, where it stands in the figure, and what its reader said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q

from casereviews.models import Answer, Fact, Judgement
from casereviews.rules import CLOSED, VALUE_NAMES, Reading, Value, classification_name, only_where
from inspections.models import Case, Inspection
from ratings.rules import COUNTED, CasePart, Tally, Traced, part_of, percentage
from standards.outline import outline_of
from standards.rules import Relevance, relevance_of
from standards.structure import Outline, PromptOutline, QuestionOutline, StandardOutline, filled
from standards.wording import sentence

NAMES = {"": ""} | {value.value: name for value, name in VALUE_NAMES.items()}
CLOSED_STATES = frozenset(state.value for state in CLOSED)
Said = tuple[str, str, bool]  # value, reason or note, whether it counts


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """One case: what was answered with which words, by whom. `because` says why it is not in the figure."""

    case_id: int
    review_id: int | None
    reference: str
    disposal: str
    reader: str
    part: CasePart
    answer: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class PromptFigure:
    address: str
    text: str
    tally: Tally
    percentage: int | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure and all that it is made of. `prompt` is None for that of a key question."""

    standard: StandardOutline
    question: QuestionOutline
    prompt: PromptOutline | None
    text: str
    closed_only: bool
    cases: tuple[CaseBehind, ...]
    prompts: tuple[PromptFigure, ...]
    percentage: int | None

    @property
    def address(self) -> str:
        return self.prompt.address if self.prompt else self.question.address

    @property
    def tally(self) -> Tally:
        return tally_of(self.cases)

    def of(self, part: CasePart) -> tuple[CaseBehind, ...]:
        return tuple(case for case in self.cases if case.part is part)

    @property
    def parts(self) -> tuple[tuple[CasePart, tuple[CaseBehind, ...]], ...]:
        """The parts that hold any case, those that make the figure first and always."""
        return tuple((part, found) for part in CasePart if (found := self.of(part)) or part in COUNTED)

    @property
    def looked_at(self) -> frozenset[int]:
        """Of which cases the page tells what their readers said."""
        return frozenset(case.case_id for case in self.cases if case.answer or case.words)


def tally_of(cases: Iterable[CaseBehind]) -> Tally:
    parts = [case.part for case in cases]
    return Tally(parts.count(CasePart.YES), sum(part in COUNTED for part in parts))


def behind(inspection: Inspection, address: str, *, closed_only: bool) -> Behind:
    """Behind the figure of a key question or a prompt, in at most five queries however many cases there are.

    Raises KeyError where the edition has no such question, or none that is judged in cases.
    """
    outline = outline_of(inspection.edition)
    prompt = outline.prompts.get(address)
    question = outline.question_of_prompt.get(address) or outline.questions[address]
    standard = outline.standards[question.standard]
    if not standard.by_cases:
        raise KeyError(address)
    cases = _cases(inspection, outline, standard, question, prompt, closed_only=closed_only)
    return Behind(
        standard=standard,
        question=question,
        prompt=prompt,
        text=filled((prompt or question).text, inspection.service_word),
        closed_only=closed_only,
        cases=cases,
        prompts=_prompts(inspection, outline, question, closed_only=closed_only),
        percentage=percentage(tally_of(cases), outline.figures.rounding),
    )


def _cases(
    inspection: Inspection,
    outline: Outline,
    standard: StandardOutline,
    question: QuestionOutline,
    prompt: PromptOutline | None,
    *,
    closed_only: bool,
) -> tuple[CaseBehind, ...]:
    domain = outline.domain_by_code[standard.domain]
    disposals = {disposal.pk: disposal for disposal in domain.disposal_types}
    judged = _judged(inspection.pk, question)
    said = _answered(inspection.pk, prompt) if prompt else judged
    deciding = _facts(inspection.pk, question.condition.target) if question.condition.target else {}
    found = []
    for row in _rows(inspection.pk, domain.pk):
        disposal, review_id = disposals[row["disposal_type_id"]], row["first__pk"]
        value, words, counts = said.get(review_id, ("", "", False))
        given = {question.condition.target: deciding.get(review_id, "")}
        relevance = relevance_of(question.condition, given=given, disposal_type=disposal.code)
        set_aside = bool(prompt) and judged.get(review_id, ("",))[0] == Value.NOT_RELEVANT
        is_closed = row["first__state"] in CLOSED_STATES
        traced = Traced(row["in_sample"], review_id is not None, is_closed, value, counts, relevance, set_aside)
        found.append(
            CaseBehind(
                case_id=row["pk"],
                review_id=review_id,
                reference=row["reference"],
                disposal=row["disposal_local_name"] or disposal.one,
                reader=row["first__reader__name"] or "",
                part=part_of(traced, closed_only=closed_only),
                answer=NAMES[value],
                words=words,
                because=row["fell_out_because"] or _because(outline, question, relevance, set_aside=set_aside),
            )
        )
    return tuple(found)


def _because(outline: Outline, question: QuestionOutline, relevance: Relevance, *, set_aside: bool) -> str:
    """Why a question is not asked of a case; "" where it is."""
    if relevance is Relevance.WAITING:
        target = question.condition.target
        names = {fact.target: fact.text for fact in outline.facts}
        return f"It depends on “{names.get(target) or classification_name(target)}”, which is not given yet."
    if relevance is Relevance.NOT_RELEVANT:
        return sentence(f"asked {only_where(question.condition)}")
    return "The key question was judged not relevant." if set_aside else ""


def _rows(inspection_id: int, domain_id: int) -> Any:
    """Every case of a domain, also those that fell out, with its first reading."""
    first = FilteredRelation("reviews", condition=Q(reviews__reading=Reading.FIRST))
    cases = Case.objects.filter(inspection_id=inspection_id, domain_id=domain_id).annotate(first=first)
    of_case = ("pk", "reference", "in_sample", "fell_out_because", "disposal_type_id", "disposal_local_name")
    return cases.order_by("reference").values(*of_case, "first__pk", "first__state", "first__reader__name")


def _judged(inspection_id: int, question: QuestionOutline) -> Mapping[int, Said]:
    rows = Judgement.objects.filter(review__inspection_id=inspection_id, key_question_id=question.pk)
    columns = rows.order_by().values_list("review_id", "value", "reason", "counts")
    return {review_id: (value, reason, counts) for review_id, value, reason, counts in columns}


def _answered(inspection_id: int, prompt: PromptOutline) -> Mapping[int, Said]:
    rows = Answer.objects.filter(review__inspection_id=inspection_id, prompt_id=prompt.pk)
    columns = rows.order_by().values_list("review_id", "value", "note", "counts")
    return {review_id: (value, note, counts) for review_id, value, note, counts in columns}


def _facts(inspection_id: int, target: str) -> Mapping[int, str]:
    rows = Fact.objects.filter(review__inspection_id=inspection_id, target=target)
    return dict(rows.order_by().values_list("review_id", "value"))


def _prompts(
    inspection: Inspection, outline: Outline, question: QuestionOutline, *, closed_only: bool
) -> tuple[PromptFigure, ...]:
    prompt_ids = [prompt.pk for prompt in question.prompts]
    counts = Answer.objects.counted(inspection.pk, prompt_ids=prompt_ids, closed_only=closed_only).counts_by_prompt()
    found = []
    for prompt in question.prompts:
        tally = Tally(*counts.get(prompt.pk, (0, 0)))
        text = filled(prompt.text, inspection.service_word)
        found.append(PromptFigure(prompt.address, text, tally, percentage(tally, outline.figures.rounding)))
    return tuple(found)
