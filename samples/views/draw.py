"""Drawing the sample, and the draw on record: what it rests on, how it matches, and drawing it again to compare."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from inspections.models import Case, Inspection
from inspections.views.asking import inspection_asked, posted
from samples import services
from samples.access import can_plan_sample, can_replay
from samples.eligible import counts_of, frame_of, suggestion_for
from samples.forms import DrawAnewForm, DrawForm, ReplayForm
from samples.models import SampleDraw
from samples.rules import replay_differences, request_from
from samples.services.draws import Basis, basis_of
from samples.state import chosen_of, why_not_anew
from samples.tables import class_rows_kept, class_table
from samples.views.below import page_below_sample
from samples.words import Words
from standards.outline import outline_of
from standards.wording import date_words

SEED_BYTES = 16
CHANGED = (
    "Nothing is drawn: somebody changed the plan, the eligible cases or the draw meanwhile. This is what it is now. "
    "Look again, then draw."
)


@require_http_methods(["GET", "HEAD", "POST"])
def sample_draw(request: PersonRequest, name: str) -> HttpResponse:
    """Says what drawing does, and draws."""
    inspection, standing = inspection_asked(request, name, can_plan_sample)
    basis = basis_of(inspection)
    form = (DrawAnewForm if basis.former else DrawForm)(posted(request), initial={"seen": basis.token})
    if form.is_bound and form.data.get("seen") != basis.token:
        form.look_again(basis.token, _changed(basis, form.data.get("seen", "")))
    elif form.is_valid():
        try:
            _drawn(request, inspection, form)
            return redirect("sample_drawn", name)
        except services.DrawNotMade as refusal:
            form.add_error(None, str(refusal))
        except services.DrawChanged:
            form.look_again(basis_of(inspection).token, CHANGED)
    title = "Draw the sample anew" if basis.former else "Draw the sample"
    context = page_below_sample(inspection, standing, title, form=form, basis=basis)
    return render(request, "samples/draw.html", context | _says(inspection, basis))


def _changed(basis: Basis, seen: str) -> str:
    """What happened since the page was opened: a draw, perhaps by one more press of the button, or another change."""
    if basis.former is None or seen.endswith(f"-{basis.former.number}"):
        return CHANGED
    drawn = localtime(basis.former.at)
    return (
        f"The sample is drawn already, by {basis.former.by} on {date_words(drawn.date())} at {drawn:%H:%M}. "
        "Nothing more was drawn now. To draw it anew, say why below."
    )


def _drawn(request: PersonRequest, inspection: Inspection, form: DrawForm) -> None:
    made = services.draw_make(
        inspection=inspection,
        seed=secrets.token_hex(SEED_BYTES),
        because=form.cleaned_data.get("because", ""),
        seen=form.cleaned_data["seen"],
        by=request.user,
        at=timezone.now(),
    )
    count = sum(len(one["chosen"]) for one in made.result["domains"])
    messages.success(request, f"The sample is drawn: {count} cases.")


def _says(inspection: Inspection, basis: Basis) -> dict[str, Any]:
    """What the page says before anything is drawn."""
    counts, frame = counts_of(inspection), frame_of(inspection)
    plan = basis.plan
    outdated = plan is not None and not plan.because and plan.sizes != suggestion_for(frame, counts).sizes
    titles = {domain.code: domain.title for domain in frame.domains}
    sizes = sorted({**plan.sizes, **plan.on_top}.items()) if plan else []
    return {
        "counts": counts,
        "former_cases": len(chosen_of(basis.former)) if basis.former else 0,
        "outdated": outdated,
        "sizes": [(f"{code} {titles.get(code, '')}", size, counts.eligible.get(code, 0)) for code, size in sizes],
        "total": sum(size for _, size in sizes),
        "why_not_anew": why_not_anew(inspection, basis.former) if basis.former else "",
        "added": 0 if basis.former else Case.objects.filter(inspection=inspection).count(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def sample_drawn(request: PersonRequest, name: str) -> HttpResponse:
    """The draw as it is on record; posted to, it is drawn again and compared. Nothing is changed by that."""
    inspection, standing = inspection_asked(request, name, can_replay)
    draws = list(SampleDraw.objects.filter(inspection=inspection).select_related("by").order_by("-number"))
    context = page_below_sample(inspection, standing, "How the sample was drawn", draws=draws)
    if draws:
        shown = _asked_for(draws, request.GET.get("draw", ""))
        context |= {"draw": shown, "form": ReplayForm(), "may_draw": can_plan_sample(standing)}
        context |= _tables(inspection, shown)
        if request.method == "POST":
            context |= {"replayed": True, "differences": replay_differences(_kept(shown))}
    return render(request, "samples/drawn.html", context)


def _asked_for(draws: Sequence[SampleDraw], number: str) -> SampleDraw:
    if not number:
        return draws[0]
    found = next((draw for draw in draws if str(draw.number) == number), None)
    if found is None:
        raise Http404
    return found


def _kept(draw: SampleDraw) -> dict[str, Any]:
    return {name: getattr(draw, name) for name in ("algorithm", "seed", "inputs_hash", "inputs", "result")}


def _tables(inspection: Inspection, draw: SampleDraw) -> dict[str, Any]:
    outline, request = outline_of(inspection.edition), request_from(draw.inputs)
    domains = []
    for one in draw.result["domains"]:
        words = Words(outline, one["domain"])
        rows = class_rows_kept(one["classes"])
        table = class_table(rows, request.variables.get(one["domain"], ()), words, got="Drawn") if rows else None
        domains.append({"title": words.title, "table": table, **one})
    return {
        "domains": domains,
        "eligible": len(request.cases),
        "drawn": sum(len(one["chosen"]) for one in domains),
        "cap": request.cap,
        "said": draw.result["said"],
    }
