"""What pages about questions to the lead and rulings show, as plain values for their templates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casereviews.models import Question, Ruling
from casereviews.rules import Sheet, can_be_asked_about
from inspections.models import Inspection
from standards.outline import outline_of
from standards.structure import Outline, QuestionOutline, StandardOutline, filled
from standards.wording import joined, plural, sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """A ruling as readers see it, of a prompt or of the whole key question."""

    target: str
    text: str
    is_prompt: bool
    words: str
    by: str
    at: datetime
    version: int


@dataclass(slots=True)
class Asked:
    """Everything open about one prompt or key question."""

    target: str
    text: str
    questions: list[Question] = field(default_factory=list)
    has_ruling: bool = False

    @property
    def askers(self) -> str:
        return joined(list(dict.fromkeys(question.asked_by.name for question in self.questions)))


def rulings_beside(inspection: Inspection, standard: StandardOutline) -> dict[str, list[Shown]]:
    """The rulings of a standard's page by key question, in one query."""
    outline = outline_of(inspection.edition)
    found: dict[str, list[Shown]] = {}
    for ruling in Ruling.objects.of_standard(inspection.pk, standard.number):
        question = question_of(outline, ruling.target)
        if question is not None:
            found.setdefault(question.address, []).append(shown(ruling, inspection))
    return found


def rulings_all(inspection: Inspection) -> list[Shown]:
    """Every ruling of an inspection, in the order of its prompts."""
    order = list(addresses(outline_of(inspection.edition)))
    rows = Ruling.objects.filter(inspection=inspection).select_related("by")
    return [shown(row, inspection) for row in sorted(rows, key=lambda row: order.index(row.target))]


def shown(ruling: Ruling, inspection: Inspection) -> Shown:
    outline = outline_of(inspection.edition)
    return Shown(
        target=ruling.target,
        text=text_of(outline, ruling.target, inspection.service_word),
        is_prompt=ruling.target in outline.prompts,
        words=ruling.words,
        by=ruling.by.name,
        at=ruling.at,
        version=ruling.version,
    )


def question_of(outline: Outline, target: str) -> QuestionOutline | None:
    """The key question that a target is, or belongs to."""
    return outline.questions.get(target) or outline.question_of_prompt.get(target)


def text_of(outline: Outline, target: str, service_word: str) -> str:
    """What a prompt or key question asks."""
    found = outline.prompts.get(target) or outline.questions.get(target)
    return filled(found.text, service_word) if found else target


def addresses(outline: Outline) -> Iterable[str]:
    """Every key question and prompt that is judged in cases, in the edition's order."""
    for domain in outline.domains:
        for standard in domain.judged_standards:
            for question in standard.questions:
                yield question.address
                yield from (prompt.address for prompt in question.prompts)


def options_of(sheet: Sheet, service_word: str, about: str) -> list[tuple[str, Any]]:
    """What a question may be about: the key question and prompts of the block that `about` is in, or all of them."""
    known = {target: filled(text, service_word) for target, text in can_be_asked_about(sheet).items()}
    if about in known:
        block = ".".join(about.split(".")[:3])
        known = {target: text for target, text in known.items() if f"{target}.".startswith(f"{block}.")}
    return [(target, label_of(target, text)) for target, text in known.items()]


def block_of(inspection: Inspection, about: str) -> list[tuple[str, str]]:
    """The key question that `about` is in and its prompts, each with its text, but for `about` itself."""
    outline, word = outline_of(inspection.edition), inspection.service_word
    question = question_of(outline, about)
    targets = [question.address, *(prompt.address for prompt in question.prompts)] if question else []
    return [(target, label_of(target, text_of(outline, target, word))) for target in targets if target != about]


def label_of(target: str, text: str) -> str:
    """As "2.1.1, the whole key question: …" or "2.1.1.a: …"."""
    return f"{target}: {text}" if target.count(".") > 2 else f"{target}, the whole key question: {text}"


def options_all(inspection: Inspection) -> list[tuple[str, Any]]:
    """Every key question and prompt by standard, for a list to choose from."""
    outline, word = outline_of(inspection.edition), inspection.service_word
    return [
        (
            f"{standard.number} {standard.title}",
            [
                (target, label_of(target, text_of(outline, target, word)))
                for question in standard.questions
                for target in (question.address, *(prompt.address for prompt in question.prompts))
            ],
        )
        for domain in outline.domains
        for standard in domain.judged_standards
    ]


def asked_openly(inspection: Inspection) -> list[Asked]:
    """What is open, by prompt; what waits longest comes first. Two queries."""
    outline = outline_of(inspection.edition)
    ruled = set(Ruling.objects.filter(inspection=inspection).order_by().values_list("target", flat=True))
    found: dict[str, Asked] = {}
    rows = Question.objects.open().filter(inspection=inspection).select_related("asked_by", "review__case")
    for question in rows.order_by("asked_at", "pk"):
        target = question.target
        text = text_of(outline, target, inspection.service_word)
        found.setdefault(target, Asked(target, text, has_ruling=target in ruled)).questions.append(question)
    return list(found.values())


def asked_by(inspection: Inspection, person_id: int) -> list[dict[str, Any]]:
    """What this person asked, newest first, each with what it was about and the ruling as it stands now."""
    outline = outline_of(inspection.edition)
    rows = Question.objects.filter(inspection=inspection, asked_by=person_id).select_related(
        "ruling__by", "review__case"
    )
    return [
        {"question": question, "text": text_of(outline, question.target, inspection.service_word)}
        for question in rows.order_by("-asked_at", "-pk")
    ]


def earlier_of(ruling: Ruling) -> list[Any]:
    """The ruling as it was in each version before this one, newest first, from its history."""
    events = ruling.pgh_event_model.objects.filter(pgh_obj_id=ruling.pk, version__lt=ruling.version)  # type: ignore[attr-defined]
    return list(events.select_related("by").order_by("-version"))


def own_words(questions: Iterable[Question]) -> str:
    """As "One question open, two answered": how somebody's questions stand; "" where they asked none."""
    rows = list(questions)
    is_open, answered = sum(row.is_open for row in rows), sum(row.ruling_id is not None for row in rows)
    parts = [plural(is_open, "question open", "questions open")] if is_open else []
    if answered:
        nouns = ("answered", "answered") if parts else ("question answered", "questions answered")
        parts.append(plural(answered, *nouns))
    return sentence(", ".join(parts)) if parts else ""
