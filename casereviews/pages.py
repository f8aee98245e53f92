"""What the pages of a case review show, as plain values for their templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Person
from casereviews.forms import NOT_ANSWERED, FactsForm, QuestionForm, names_of, option_name, value_name, values_of
from casereviews.history import Earlier
from casereviews.interview import InterviewForm
from casereviews.models import CaseReview
from casereviews.note_words import note_text, note_value
from casereviews.rules import (
    INTERVIEW,
    NOTHING,
    STATE_NAMES,
    Kind,
    Missing,
    Outcome,
    Progress,
    Sheet,
    State,
    Status,
    classification_name,
    interview_targets,
    linked_prompts,
    note_place,
    notes_given,
    odd_pattern,
    only_where,
    place_of,
    progress_by_page,
    targets_at,
)
from casereviews.skeletons import (
    answered_skeleton,
    facts_skeleton,
    interview_skeleton,
    question_skeleton,
    unasked_markup,
)
from standards.rules import Relevance
from standards.structure import QuestionOutline, StandardOutline, filled

INTERVIEW_PAGE = "interview"
STATE_COLOURS = {
    State.NOT_STARTED: "grey",
    State.IN_PROGRESS: "blue",
    State.SUBMITTED: "green",
    State.SETTLED: "green",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the review in its list and its navigation; `standard` is "" for the facts, or INTERVIEW_PAGE."""

    standard: str
    title: str
    href: str
    progress: Progress
    words: str = ""  # how far it is, where nothing is required

    @property
    def status(self) -> str:
        if self.words:
            return self.words
        if not self.progress.required:
            return "Not asked"
        if self.progress.complete:
            return "Complete"
        return f"{self.progress.done} of {self.progress.required}"

    @property
    def colour(self) -> str:
        return "" if self.progress.complete else ("blue" if self.progress.done else "grey")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers to the same question, in words."""

    by: str
    at: Any
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Conflict:
    target: str
    version: int  # of their answer
    question: str
    theirs: Side
    yours: Side


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """One key question on a standard's page: its form, or why it is not asked."""

    address: str
    number: int
    text: str
    guidance: str
    reason: str = ""  # why it is not asked
    waiting: bool = False  # for a fact that is not given yet
    form: SafeString | str = ""
    kept: int = 0  # answers kept of a question that is not asked (any more)


def steps_of(review: CaseReview, sheet: Sheet) -> list[Step]:
    progress = progress_by_page(sheet)
    steps = [Step("", "Facts and classifications", reverse("review_facts", args=[review.pk]), progress[""])]
    for standard in sheet.domain.judged_standards:
        href = reverse("review_standard", args=[review.pk, standard.number])
        steps.append(Step(standard.number, f"{standard.number} {standard.title}", href, progress[standard.number]))
    noted = notes_given(sheet)
    words = "1 note" if noted == 1 else f"{noted} notes" if noted else "Optional"
    href = reverse("review_interview", args=[review.pk])
    return [*steps, Step(INTERVIEW_PAGE, "Interview and examples", href, Progress(0, 0), words)]


def step_after(steps: list[Step], standard: str) -> str:
    """Where "save and continue" leads: the next page, and from the last one back to the review."""
    here = [n for n, step in enumerate(steps) if step.standard == standard]
    return steps[here[0] + 1].href if here and here[0] + 1 < len(steps) else ""


def question_blocks(
    review: CaseReview,
    sheet: Sheet,
    standard: StandardOutline,
    *,
    posted: Mapping[str, str] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> list[QuestionBlock]:
    """The key questions of a standard's page; with `posted` and `errors` as they were typed, by field name."""
    word = review.inspection.service_word
    blocks = []
    for question in standard.questions:
        text, guidance = filled(question.text, word), filled(question.guidance, word)
        relevance = sheet.relevance(question)
        if relevance is Relevance.RELEVANT or _typed(question, posted):
            form = _question_markup(question, sheet, word, posted, errors)
            blocks.append(QuestionBlock(question.address, question.number, text, guidance, form=form))
            continue
        waiting = relevance is Relevance.WAITING
        blocks.append(
            QuestionBlock(
                question.address,
                question.number,
                text,
                guidance,
                reason=reason_not_asked(sheet, question),
                waiting=waiting,
                kept=_kept(sheet, question),
            )
        )
    return blocks


def _typed(question: QuestionOutline, posted: Mapping[str, str] | None) -> bool:
    """Something typed at this question could not be saved: it is shown in its field, asked or not."""
    if not posted:
        return False
    return any(posted.get(name) for target in targets_at(question) for name in names_of(target)[:2])


def _question_markup(
    question: QuestionOutline,
    sheet: Sheet,
    word: str,
    posted: Mapping[str, str] | None,
    errors: Mapping[str, list[str]] | None,
) -> SafeString:
    values = question_values(sheet, question)
    if posted is None:
        return question_skeleton(question, word).filled(values)
    form = QuestionForm(question, word, data={**values, **{k: v for k, v in posted.items() if k in values}})
    _add_errors(form, errors or {})
    return SafeString(render_crispy_form(form, form.helper))


def question_skeletons(standard: StandardOutline, service_word: str) -> list[QuestionBlock]:
    """The key questions of a standard's page, all asked and nothing answered."""
    return [
        QuestionBlock(
            question.address,
            question.number,
            filled(question.text, service_word),
            filled(question.guidance, service_word),
            form=question_skeleton(question, service_word).filled({}),
        )
        for question in standard.questions
    ]


def question_values(sheet: Sheet, question: QuestionOutline) -> dict[str, str]:
    """What the fields of a key question hold, with what the interview said and why its judgement is odd."""
    values = values_of(targets_at(question), sheet.rows)
    linked, interview = linked_prompts(sheet), sheet.rows.notes.get(INTERVIEW, NOTHING).note
    values |= {f"i-{p.address}": interview if p.address in linked else "" for p in question.prompts}
    odd = odd_pattern(sheet, question)
    return values | {f"o-{question.address}": odd.sentence if odd else ""}


def facts_markup(
    sheet: Sheet, *, posted: Mapping[str, str] | None = None, errors: Mapping[str, list[str]] | None = None
) -> SafeString:
    """The facts page's form."""
    targets = [*(fact.target for fact in sheet.facts), *sheet.classification_targets]
    values = values_of(targets, sheet.rows)
    if posted is None:
        return facts_skeleton(sheet.outline, sheet.domain.code).filled(values)
    data = {**values, **{k: v for k, v in posted.items() if k in values}}
    form = FactsForm(sheet.outline, sheet.domain.code, data=data)
    _add_errors(form, errors or {})
    return SafeString(render_crispy_form(form, form.helper))


def interview_markup(
    review: CaseReview,
    sheet: Sheet,
    *,
    posted: Mapping[str, str] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> SafeString:
    """The form of the page on the interview and on examples."""
    values, word = values_of(interview_targets(sheet), sheet.rows), review.inspection.service_word
    if posted is None:
        return interview_skeleton(sheet.outline, sheet.domain, word).filled(values)
    data = {**values, **{k: v for k, v in posted.items() if k in values}}
    form = InterviewForm(sheet.outline, sheet.domain, word, data=data)
    _add_errors(form, errors or {})
    return SafeString(render_crispy_form(form, form.helper))


def _add_errors(form: Any, errors: Mapping[str, list[str]]) -> None:
    form.full_clean()
    for name, sentences in errors.items():
        if name in form.fields:
            for sentence in sentences:
                form.add_error(name, sentence)


def reason_not_asked(sheet: Sheet, question: QuestionOutline) -> str:
    """Why a key question is not asked of this case: the edition's note, or the fact that it waits for."""
    condition = question.condition
    if sheet.relevance(question) is Relevance.WAITING:
        return f"it depends on “{target_text(sheet, condition.target)}”, which is not given yet."
    return only_where(condition)


def _kept(sheet: Sheet, question: QuestionOutline) -> int:
    rows = [sheet.rows.judgements.get(question.address), *(sheet.rows.answers.get(p.address) for p in question.prompts)]
    return sum(1 for row in rows if row and row.value)


def target_text(sheet: Sheet, target: str, service_word: str = "") -> str:
    """What a target asks, in the edition's words."""
    if note := note_place(sheet, target):
        return note_text(sheet, note, service_word)
    for fact in sheet.facts:
        if fact.target == target:
            return fact.text
    if target in sheet.classification_targets:
        return classification_name(target)
    outline = sheet.outline
    found = outline.prompts.get(target) or outline.questions.get(target)
    return filled(found.text, service_word) if found else target


def answer_words(sheet: Sheet, target: str, value: str) -> str:
    """An answer in words; one that was given in words stands as it was typed."""
    place = place_of(sheet, target)
    if place and place.note:
        return note_value(place.note, value)
    return value if value and place and not place.options else value_name(value)


def earlier_words(sheet: Sheet, target: str, earlier: Iterable[Earlier]) -> list[dict[str, Any]]:
    """Earlier values in words, newest first."""
    newest_first = sorted(earlier, key=lambda found: (found.row.at, found.row.version), reverse=True)
    return [
        {
            "at": found.row.at,
            "by": found.by,
            "value": answer_words(sheet, target, found.row.value),
            "note": found.row.note,
            "became": found.became,
        }
        for found in newest_first
    ]


def answered_standards(review: CaseReview, sheet: Sheet) -> list[tuple[StandardOutline, list[SafeString]]]:
    """Every judged standard with its questions as answered, for reading."""
    return [(s, answered_questions(review, sheet, s)) for s in sheet.domain.judged_standards]


def answered_questions(review: CaseReview, sheet: Sheet, standard: StandardOutline) -> list[SafeString]:
    word = review.inspection.service_word
    found = []
    for question in standard.questions:
        relevance = sheet.relevance(question)
        if relevance is Relevance.RELEVANT:
            prompts = sheet.asked_prompts(question)
            values = question_values(sheet, question)
            found.append(answered_skeleton(question, tuple(prompts), word).filled(values))
        else:
            why = reason_not_asked(sheet, question)
            found.append(unasked_markup(question, word, why, relevance is Relevance.WAITING))
    return found


def fact_rows(sheet: Sheet) -> list[dict[str, str]]:
    """The facts and classifications as given, for a summary list."""
    targets = [*(fact.target for fact in sheet.facts), *sheet.classification_targets]
    words = {fact.target for fact in sheet.facts if not fact.options}
    return [
        {
            "key": target_text(sheet, target),
            "value": sheet.given.get(target) or NOT_ANSWERED
            if target in words
            else (option_name(sheet.given[target]) if target in sheet.given else NOT_ANSWERED),
        }
        for target in targets
    ]


def missing_links(review: CaseReview, missing: Iterable[Missing]) -> list[tuple[str, str]]:
    """(address, sentence) for each thing that keeps a review from being submitted."""
    links = []
    for item in missing:
        value, note, _ = names_of(item.target)
        page, question = reverse("review_facts", args=[review.pk]), ""
        if item.standard:
            page = reverse("review_standard", args=[review.pk, item.standard])
            question = ".".join(item.target.split(".")[:3]) + " "
        anchor = note if item.is_reason else value
        links.append((f"{page}#id_{anchor}", question + filled(item.text, review.inspection.service_word)))
    return links


def about(sheet: Sheet, name: str, service_word: str) -> str:
    """What an error of a field speaks of, to stand before it in a summary of the whole page."""
    target = name[2:]
    place = place_of(sheet, target)
    if place is None:
        return ""
    question = f"“{target_text(sheet, target, service_word)}”: "
    return f"Note on {question}" if name.startswith("n-") and place.kind is not Kind.NOTE else question


def problems_of(outcomes: Iterable[Outcome], readers: Mapping[int, str]) -> dict[str, list[str]]:
    """Sentences by field name for every change that was not saved."""
    errors: dict[str, list[str]] = {}
    for outcome in outcomes:
        value, note, _ = names_of(outcome.change.target)
        if outcome.status is Status.CONFLICT:
            who = readers.get(outcome.current.by_id or 0, "Somebody else")
            field = note if outcome.change.value is None else value  # a note of words only has no other
            errors[field] = [f"{who} changed this after you opened the page. Choose which answer stands, then save."]
        elif outcome.problem:
            errors[note if outcome.problem.in_note else value] = [outcome.problem.sentence]
    return errors


def conflicts_of(
    sheet: Sheet, outcomes: Iterable[Outcome], readers: Mapping[int, str], service_word: str
) -> list[Conflict]:
    return [
        Conflict(
            target=outcome.change.target,
            version=outcome.current.version,
            question=target_text(sheet, outcome.change.target, service_word),
            theirs=Side(
                readers.get(outcome.current.by_id or 0, "Somebody else"),
                outcome.current.at,
                answer_words(sheet, outcome.change.target, outcome.current.value),
                outcome.current.note,
            ),
            yours=Side(
                "Your answer, not saved",
                None,
                answer_words(sheet, outcome.change.target, outcome.change.value or ""),
                outcome.change.note or "",
            ),
        )
        for outcome in outcomes
        if outcome.status is Status.CONFLICT
    ]


def names_by_id(person_ids: Iterable[int | None]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in={pk for pk in person_ids if pk}).values_list("pk", "name"))


def state_tag(review: CaseReview) -> tuple[str, str]:
    """The state of a review in words, and its colour."""
    state = State(review.state)
    return STATE_NAMES[state], STATE_COLOURS[state]
