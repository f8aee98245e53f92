"""A case falls out of the sample, and a case of the reserve takes its place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from casereviews.models import CaseReview
from casereviews.rules import Reading
from casereviews.services import case_opened
from inspections.models import Case
from inspections.views.asking import inspection_asked, posted
from samples import services
from samples.access import can_plan_sample, can_substitute
from samples.forms import SubstituteForm
from samples.models import Substitution
from samples.rules import FellOut
from samples.state import SampleNow, last_draw, sample_now, taken_by
from samples.views.below import page_below_sample
from samples.words import Words
from standards.outline import outline_of


@require_http_methods(["GET", "HEAD", "POST"])
def sample_substitute(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_substitute)
    fallen = get_object_or_404(Case.objects.select_related("domain", "disposal_type"), pk=pk, inspection=inspection)
    now = _drawn(fallen)
    if request.method == "GET":
        case_opened(case_id=pk, page="substitute", by=request.user, at=timezone.now())
    form, words = _form(request, now, fallen, Words(outline_of(inspection.edition), fallen.domain.code))
    if form.is_valid() and (done := _substituted(request, fallen, form)):
        _tell(request, done)
        return redirect("sample", name)
    title = f"Case {fallen.reference} falls out"
    context = page_below_sample(inspection, standing, title, case=fallen, form=form, about=words)
    context |= _more(now, fallen) | {"may_plan": can_plan_sample(standing)}
    return render(request, "samples/substitute.html", context)


def _drawn(fallen: Case) -> SampleNow:
    """Without a draw there is no reserve, and no such page."""
    draw = last_draw(fallen.inspection_id)
    if draw is None:
        raise Http404
    return sample_now(draw)


def _form(request: PersonRequest, now: SampleNow, fallen: Case, words: Words) -> tuple[SubstituteForm, str]:
    variables = now.variables(fallen.domain.code)
    form = SubstituteForm(
        posted(request) if fallen.in_sample else None,
        replacements=now.replacements(fallen),
        words_of=lambda case: words.case(case, variables),
    )
    return form, words.case(now.as_drawn(fallen), variables)


def _substituted(request: PersonRequest, fallen: Case, form: SubstituteForm) -> Substitution | None:
    """The substitution, or what refuses it said in the form."""
    told = form.cleaned_data
    try:
        return services.case_substitute(
            case_id=fallen.pk,
            reason=FellOut(told["reason"]),
            words=told["words"],
            entering=form.entering_reference,
            by=request.user,
            at=timezone.now(),
        )
    except services.SubstitutionRefused as refusal:
        form.add_error(refusal.part, str(refusal))
    return None


def _tell(request: PersonRequest, done: Substitution) -> None:
    if done.entered is None:
        messages.success(request, f"Case {done.fell_out} is out of the sample. Nothing took its place.")
    else:
        messages.success(
            request, f"Case {done.fell_out} is out of the sample, and {done.entered} is in. It has no reader yet."
        )


def _more(now: SampleNow, fallen: Case) -> dict[str, Any]:
    review = CaseReview.objects.filter(case=fallen, reading=Reading.FIRST).select_related("reader").first()
    return {
        "review": review,
        "taken_by": taken_by(fallen.pk),
        "barred": now.replacements(fallen).barred,
        "matches": now.matches(fallen.domain.code),
    }
