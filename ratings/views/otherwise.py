"""What if: judgements set otherwise in a scratch copy that the address holds and nothing else."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.services.sample import cases_opened
from ratings.access import can_see_meeting
from ratings.figures import ratings_material
from ratings.structure import Material, StandardFigures, page_of
from ratings.structure.scratch import Otherwise, Scratch, otherwise, scratch_read
from ratings.views.opening import opened
from standards.outline import outline_of


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One key question to set otherwise: as it is, as it would be, and so many more yes as are set."""

    address: str
    number: int
    text: str
    yes: int
    relevant: int
    yes_then: int
    percentage_then: int | None
    more: int
    up: str  # what is sent for one more yes, and for one fewer; "" where there is none
    down: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case that is judged on the key question that is open: whether it is yes, and whether it is turned."""

    pk: int
    reference: str
    value: str
    review_id: int | None
    is_turned: bool

    @property
    def other(self) -> str:
        return "no" if self.value == "yes" else "yes"


@require_safe
def what_if(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_meeting, ("Ratings", "ratings"), ("What if", ""))
    outline, material = outline_of(inspection.edition), ratings_material(inspection)
    told = request.GET
    scratch = scratch_read(told.getlist("turned"), told.getlist("more"), told.getlist("rated"))
    real = page_of(inspection.name, outline, material, inspection.service_word)
    other = otherwise(inspection.name, outline, material, inspection.service_word, scratch)
    chosen = real.by_number.get(told.get("standard", "")) or real.standards[0]
    own = {f"{chosen.number}.{question.number}" for question in chosen.questions}
    asked = told.get("cases", "") if told.get("cases", "") in own else ""
    cases = case_rows(chosen, asked, material, scratch)
    if cases and request.method == "GET" and "HX-Request" not in request.headers:
        pks = {case.pk for case in cases}
        cases_opened(case_ids=pks, page=f"what if {chosen.number}", by=request.user, at=timezone.now())
    context |= {
        "real": real,
        "other": other.page,
        "pairs": list(zip(real.standards, other.page.standards, strict=True)),
        "touched": other.touched,
        "scratch": scratch,
        "chosen": chosen,
        "rows": question_rows(chosen, other, scratch),
        "cases": cases,
        "asked": asked,
        "kept": kept(scratch, chosen, asked),
    }
    return render(request, "ratings/what_if.html", context)


def question_rows(chosen: StandardFigures, other: Otherwise, scratch: Scratch) -> list[QuestionRow]:
    then = other.page.by_number[chosen.number]
    found = []
    for question, changed in zip(chosen.questions, then.questions, strict=True) if chosen.by_cases else ():
        address = f"{chosen.number}.{question.number}"
        more = scratch.more_by_question.get(address, 0)
        up = f"{address}-{more + 1}" if changed.yes < changed.relevant else ""
        down = f"{address}-{more - 1}" if changed.yes else ""
        counts = (question.yes, question.relevant, changed.yes, changed.percentage)
        found.append(QuestionRow(address, question.number, question.text, *counts, more, up, down))
    return found


def case_rows(chosen: StandardFigures, address: str, material: Material, scratch: Scratch) -> list[CaseRow]:
    """The cases that count on a key question of the standard, by reference."""
    outlines = {f"{chosen.number}.{question.number}": question.pk for question in chosen.outline.questions}
    pk = outlines.get(address) if chosen.by_cases else None
    judged = {case: votes[pk] for case, votes in material.votes.items() if pk in votes} if pk else {}
    rows = [
        CaseRow(
            case, read.reference, "yes" if judged[case] else "no", read.review_id, (address, case) in scratch.turned
        )
        for case, read in material.cases.items()
        if case in judged
    ]
    return sorted(rows, key=lambda row: row.reference)


def kept(scratch: Scratch, chosen: StandardFigures, cases: str) -> list[tuple[str, str]]:
    """What is set otherwise and has no field on the page: it travels along hidden."""
    own = {f"{chosen.number}.{question.number}" for question in chosen.questions}
    found = [("standard", chosen.number), *([("cases", cases)] if cases else [])]
    found += [("turned", f"{address}-{case}") for address, case in sorted(scratch.turned) if address != cases]
    found += [("more", f"{address}-{step}") for address, step in scratch.more if address not in own]
    return found + [("rated", f"{number}-{rating}") for number, rating in scratch.rated if number != chosen.number]
