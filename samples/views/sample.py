"""The sample's own page: how far it is from the service's list to a reader for every case, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.models import CaseReview
from casereviews.rules import Reading
from inspections.models import Case, Inspection
from inspections.rules import Standing
from inspections.views.asking import inspection_asked, page_of
from samples.access import can_plan_sample, can_see_sample
from samples.eligible import Counts, counts_of, frame_of
from samples.models import SampleDraw, SamplePlan
from samples.rules import ASIDE_NAMES, matches_of
from samples.state import SampleNow, last_draw, sample_now, why_not_anew
from samples.tables import margin_table
from samples.words import Words
from standards.outline import outline_of


@require_safe
def sample(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_see_sample)
    counts, draw = counts_of(inspection), last_draw(inspection.pk)
    context = page_of(inspection, standing, "The sample", counts=counts, draw=draw)
    context["may_plan"] = can_plan_sample(standing)
    context["tasks"] = _tasks(inspection, standing, _steps(inspection, counts, draw))
    titles = {domain.code: f"{domain.code} {domain.title}" for domain in frame_of(inspection).domains}
    context["eligible"] = [(titles.get(code, code), count) for code, count in counts.eligible.items()]
    context["aside"] = [(ASIDE_NAMES[why], count) for why, count in counts.aside.items()]
    if draw:
        context |= _since_the_draw(inspection, sample_now(draw)) | {"stands": why_not_anew(inspection, draw)}
    return render(request, "samples/sample.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain; `done` says how it ended, `begun` how far it is, `page` where it is worked on."""

    title: str
    hint: str
    page: str = ""
    done: str = ""
    begun: str = ""


def _steps(inspection: Inspection, counts: Counts, draw: SampleDraw | None) -> list[Step]:
    plan = SamplePlan.objects.filter(inspection=inspection).first()
    in_sample = Case.objects.in_sample().filter(inspection=inspection).count()
    readers = CaseReview.objects.filter(inspection=inspection, reading=Reading.FIRST, case__in_sample=True).count()
    given = f"{readers} of {in_sample} have one"
    sizes = sum([*plan.sizes.values(), *plan.on_top.values()]) if plan else 0
    drawn = sum(len(one["chosen"]) for one in draw.result["domains"]) if draw else 0
    return [
        Step(
            "Eligible cases",
            "The service sends its list",
            page="eligible",
            done=f"{counts.total} eligible" if counts.total else "",
        ),
        Step("Plan", "How many cases to read, and why so many", "sample_plan", f"{sizes} cases" if plan else ""),
        Step(
            "Draw",
            "Chance chooses, and how it did is kept",
            "sample_drawn" if draw else "sample_draw",
            f"{drawn} drawn" if draw else "",
        ),
        Step(
            "Readers",
            "Who reads which case, and why",
            "sample_share",
            done=given if in_sample and readers == in_sample else "",
            begun=given if readers else "",
        ),
    ]


def _tasks(inspection: Inspection, standing: Standing, steps: Iterable[Step]) -> list[dict[str, str]]:
    """The chain as a task list: what is done, what is next, what waits for it. A stand-in's leads nowhere."""
    found, reached = [], False
    for step in steps:
        is_next = not step.done and not reached
        reached = reached or is_next
        task = {"title": step.title, "hint": step.hint, "status": step.done or "Cannot start yet"}
        if step.done or is_next:
            task |= {"colour": "green"} if step.done else {"status": step.begun or "Next", "colour": "blue"}
            if step.page and can_plan_sample(standing):
                task["href"] = reverse(step.page, args=[inspection.name])
        found.append(task)
    return found


def _since_the_draw(inspection: Inspection, now: SampleNow) -> dict[str, Any]:
    outline = outline_of(inspection.edition)
    domains: list[dict[str, Any]] = []
    for code in now.domains:
        words, cases = Words(outline, code), [case for case in now.cases if case.domain.code == code]
        margins = now.margins(code) if code in now.request.sizes and cases else ()
        domains.append(
            {
                "code": code,
                "title": words.title,
                "cases": [case for case in cases if case.in_sample],
                "matches": matches_of(margins),
                "table": margin_table(margins, words) if margins else None,
                "reserve": [(case, words.case(case, now.variables(code))) for case in now.reserve(code)],
            }
        )
    return {
        "domains": domains,
        "substitutions": now.substitutions,
        "chains": [chain for chain in now.chains() if len(chain) > 2],
        "total": sum(len(one["cases"]) for one in domains),
    }
