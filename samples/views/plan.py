"""The plan of a sample: how many cases, why so many, and what the sample will look like."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile, states_since
from inspections.models import Inspection
from inspections.views.asking import inspection_asked, posted
from samples import services
from samples.access import can_plan_sample
from samples.eligible import Counts, Frame, counts_of, eligible_cases, frame_of, suggestion_for
from samples.forms import PlanForm
from samples.forms.plans import plan_suggested
from samples.models import SamplePlan
from samples.rules import SuggestedSizes
from samples.state import last_draw
from samples.tables import class_table, classes_planned, share_table
from samples.views.below import page_below_sample
from samples.words import Words
from standards.wording import plural


@require_http_methods(["GET", "HEAD", "POST"])
def sample_plan(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_plan_sample)
    frame, counts = frame_of(inspection), counts_of(inspection)
    suggested = suggestion_for(frame, counts)
    saved = SamplePlan.objects.filter(inspection=inspection).select_related("by").first()
    plan = saved or plan_suggested(suggested.sizes)
    form = PlanForm(posted(request), frame=frame, initial=PlanForm.initial_from(plan))
    if form.is_valid() and _is_saved(request, inspection, form, suggested):
        messages.success(request, "The plan is saved. Nothing is drawn yet.")
        return redirect("sample_plan", name)
    context = page_below_sample(inspection, standing, "Plan the sample", form=form, counts=counts, saved=saved)
    if counts.total:
        context |= _suggestion(frame, counts, suggested) | _classes(inspection, frame, plan)
    context["drawn"] = last_draw(inspection.pk)
    return render(request, "samples/plan.html", context)


def _is_saved(request: PersonRequest, inspection: Inspection, form: PlanForm, suggested: SuggestedSizes) -> bool:
    """Saves what the form says, or says in the form why not."""
    try:
        services.plan_save(inspection=inspection, by=request.user, **form.plan)
    except services.PlanRefused as refusal:
        form.refuse(refusal.problems)
    except ChangedMeanwhile:
        form.tell_changes(_states(inspection, form.cleaned_data["seen"], suggested))
    else:
        return True
    return False


def _states(inspection: Inspection, seen: int, suggested: SuggestedSizes) -> list[Any]:
    """The plan as the form showed it, the suggestion where nobody had saved one, and as each change since left it."""
    row = SamplePlan.objects.get(inspection=inspection)
    row.version = seen or 1
    return states_since(row) if seen else [plan_suggested(suggested.sizes), *states_since(row)]


def _suggestion(frame: Frame, counts: Counts, suggested: SuggestedSizes) -> dict[str, Any]:
    rows = [
        {
            "title": f"{domain.code} {domain.title}",
            "eligible": counts.eligible.get(domain.code, 0),
            "share": f"{float(share * 100):g}%",
            "size": suggested.sizes[domain.code],
        }
        for domain, share in zip(frame.sampled, dict(frame.figures.split).values(), strict=True)
    ]
    on_top = [
        {"title": f"{domain.code} {domain.title}", "eligible": counts.eligible.get(domain.code, 0)}
        for domain in frame.on_top
    ]
    sized_on = "all of them together" if suggested.sized_on == "all" else suggested.sized_on
    return {"suggested": suggested, "rows": rows, "on_top": on_top, "sized_on": sized_on, "sized_total": _total(rows)}


def _total(rows: list[dict[str, Any]]) -> int:
    return sum(row["size"] for row in rows)


def _classes(inspection: Inspection, frame: Frame, plan: SamplePlan) -> dict[str, Any]:
    """What a sample of the plan's sizes is made to match, domain by domain."""
    cases, variables = eligible_cases(inspection, frame), frame.variables()
    domains = []
    for domain, size in sorted({**plan.sizes, **plan.on_top}.items()):
        mine = [case for case in cases if case.domain == domain]
        if not mine or not size or size > len(mine):
            continue
        words, rows = Words(frame.outline, domain), classes_planned(mine, variables[domain], size)
        domains.append(
            {
                "title": words.title,
                "says": f"{plural(size, 'case', 'cases')} of {len(mine)} eligible".capitalize(),
                "shares": share_table(mine, variables[domain], size, words),
                "classes": class_table(rows, variables[domain], words, got="To draw"),
                "count": len(rows),
            }
        )
    return {"domains": domains}
