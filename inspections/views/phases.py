"""When the phases of an inspection are planned, and moving it from one to the next."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from inspections import services
from inspections.access import can_change_phases, can_open_inspection, can_see_inspection
from inspections.bars import bars_to_publication
from inspections.forms import PhaseForm
from inspections.models import Inspection, PlannedPhase
from inspections.rules import PHASE_NAMES, Phase, Standing, overdue_phases, phase_after, phases_out_of_order
from inspections.views.asking import inspection_asked, is_saved, page_of, posted
from inspections.views.confirming import confirmed, version_seen
from inspections.years import days_words
from standards.wording import date_words

DONE, NOW, LATER = "Done", "Now", ""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase as its page shows it."""

    planned: PlannedPhase
    days: str
    state: str
    is_overdue: bool
    calculated: str  # the days that follow from the Monday, where somebody adjusted them
    after: str  # the phase that it should not begin or end before

    @property
    def is_fieldwork(self) -> bool:
        return self.planned.phase == Phase.FIELDWORK


@require_safe
def phases(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_open_inspection)
    now_in = Phase(found.phase)
    context = page_of(found, standing, "Phases and dates", rows=phase_rows(found))
    context |= {
        "may_change": can_change_phases(standing),
        "next": phase_after(now_in),
        "next_name": PHASE_NAMES.get(phase_after(now_in) or now_in),
        "bars": bars_to_publication(found.pk) if now_in is not Phase.PUBLISHED else (),
        "may_see_panel": can_see_inspection(standing),
        "others": [(p, PHASE_NAMES[p]) for p in Phase if p not in (now_in, phase_after(now_in))],
    }
    return render(request, "inspections/phases.html", context)


def phase_rows(inspection: Inspection) -> list[PhaseRow]:
    planned = {Phase(row.phase): row for row in inspection.planned_phases.all()}
    dates = [row.dates for row in planned.values()]
    late = overdue_phases(dates, now_in=Phase(inspection.phase), today=localdate())
    before = dict(phases_out_of_order(dates))
    order = list(Phase)
    at = order.index(Phase(inspection.phase))
    return [
        PhaseRow(
            row,
            days_words(row.first, row.last),
            DONE if order.index(phase) < at else NOW if order.index(phase) == at else LATER,
            phase in late,
            _calculated(inspection, phase) if row.is_adjusted else "",
            PHASE_NAMES[before[phase]].lower() if phase in before else "",
        )
        for phase, row in sorted(planned.items(), key=lambda item: order.index(item[0]))
    ]


def _calculated(inspection: Inspection, phase: Phase) -> str:
    dated = services.phase_calculated(inspection, phase)
    return days_words(dated.first, dated.last)


def _planned(request: PersonRequest, name: str, phase: str) -> tuple[Inspection, Standing, PlannedPhase]:
    found, standing = inspection_asked(request, name, can_change_phases)
    planned = get_object_or_404(found.planned_phases, phase=phase)
    if planned.phase == Phase.FIELDWORK:
        raise Http404  # its days are set with the Monday
    return found, standing, planned


@require_http_methods(["GET", "HEAD", "POST"])
def phase_adjust(request: PersonRequest, name: str, phase: str) -> HttpResponse:
    found, standing, planned = _planned(request, name, phase)
    form = PhaseForm(posted(request), initial=PhaseForm.initial_from(planned))
    if form.is_valid():
        planned.version = form.cleaned_data["seen"]
        told = form.told
        if is_saved(form, lambda: services.phase_adjust(by=request.user, planned=planned, **told), row=planned):
            days = days_words(told["first"], told["last"])
            messages.success(request, f"{planned.get_phase_display()} is planned for {days}.")
            return redirect("phases", name)
    context = page_of(found, standing, f"{planned.get_phase_display()}: change the days", form=form, planned=planned)
    context |= {"calculated": _calculated(found, Phase(phase)), "monday": date_words(found.fieldwork_starts)}
    context["crumbs"].insert(-1, ("Phases and dates", reverse("phases", args=[name])))
    return render(request, "inspections/phase_adjust.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def phase_recalculate(request: PersonRequest, name: str, phase: str) -> HttpResponse:
    found, standing, planned = _planned(request, name, phase)
    title = f"{planned.get_phase_display()}: take the calculated days again?"
    back = reverse("phases", args=[name])

    def do(seen: str) -> str:
        planned.version = version_seen(seen)
        taken = services.phase_recalculate(by=request.user, planned=planned)
        return f"{planned.get_phase_display()} is planned for {days_words(taken.first, taken.last)}."

    context = page_of(found, standing, title)
    context["crumbs"].insert(-1, ("Phases and dates", back))
    says = [
        f"Now planned: {days_words(planned.first, planned.last)}.",
        f"Worked out from {date_words(found.fieldwork_starts)}: {_calculated(found, Phase(phase))}.",
        "From then on it moves when the Monday does.",
    ]
    return confirmed(
        request,
        context,
        submit="Take these days",
        says=says,
        back=(back, "Keep the adjusted days"),
        seen=planned.version,
        do=do,
        warns=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def phase_move(request: PersonRequest, name: str, phase: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_change_phases)
    if phase not in list(Phase):
        raise Http404
    to, back = Phase(phase), reverse("phases", args=[name])

    def do(seen: str) -> str:
        seen_in = Phase(seen) if seen in list(Phase) else to
        services.phase_move(by=request.user, inspection=found, to=to, now_in=seen_in)
        return f"{found} is now in: {PHASE_NAMES[to].lower()}."

    is_back = list(Phase).index(to) < list(Phase).index(Phase(found.phase))
    context = page_of(found, standing, f"{'Go back' if is_back else 'Move on'} to {PHASE_NAMES[to].lower()}?")
    context["crumbs"].insert(-1, ("Phases and dates", back))
    return confirmed(
        request,
        context,
        submit=f"{'Go back' if is_back else 'Move on'} to {PHASE_NAMES[to].lower()}",
        says=_moving(found, to),
        back=(back, f"Stay in {found.get_phase_display().lower()}"),
        seen=found.phase,
        do=do,
        warns=is_back,
    )


def _moving(inspection: Inspection, to: Phase) -> list[str]:
    says = [f"The inspection is in {inspection.get_phase_display().lower()}. Everybody on the team sees its phase."]
    planned = inspection.planned_phases.filter(phase=to).first()
    if planned:
        says.append(f"{PHASE_NAMES[to]} is planned for {days_words(planned.first, planned.last)}.")
    if to is Phase.PUBLISHED:
        says.append("The report then says no more what is still open, and the inspection moves to the end of My work.")
    says.append("No answer, judgement or decision changes, and you can go back.")
    return says
