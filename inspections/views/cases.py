"""One case of the sample, as the lead inspector sees to it: who reads it, what its disposal is, whether it is in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews.forms import option_name
from casereviews.models import CaseReview
from casereviews.pages import state_tag
from casereviews.rules import Reading, classification_name
from casereviews.services import (
    CaseChangeRefused,
    ReallocationRefused,
    ReopensReviews,
    case_change,
    case_opened,
    reviews_allocate,
    sample_membership_set,
)
from inspections import services
from inspections.access import can_add_cases, can_change_sample, can_see_inspection
from inspections.forms import BringBackForm, CaseNewForm, DisposalForm, FellOutForm, ReaderForm
from inspections.models import Case, ConflictOfInterest, Inspection
from inspections.rules import NewCase, Role
from inspections.views.asking import inspection_asked, page_of, posted
from samples.services import BringBackRefused, case_bring_back
from samples.state import last_draw, taken_by
from standards.outline import outline_of
from standards.wording import sentence


def case_asked(request: PersonRequest, name: str, pk: int) -> tuple[Case, dict[str, Any]]:
    """The case, if this person may change the sample, and what each of its pages shows. A look goes on record."""
    inspection, standing = inspection_asked(request, name, can_change_sample)
    cases = Case.objects.filter(inspection=inspection).select_related("domain", "disposal_type", "changed_by")
    found = get_object_or_404(cases, pk=pk)
    found.inspection = inspection
    if request.method == "GET":
        case_opened(case_id=found.pk, page="case", by=request.user, at=timezone.now())
    title = f"Case {found.reference}"
    review = CaseReview.objects.filter(case=found, reading=Reading.FIRST).select_related("reader").first()
    return found, page_of(inspection, standing, title, case=found, review=review)


def _below(context: dict[str, Any], title: str, **more: Any) -> dict[str, Any]:
    """The context of a page below the case's own."""
    found: Case = context["case"]
    own = (context["title"], reverse("case", args=[context["inspection"].name, found.pk]))
    return {**context, "title": title, "crumbs": [*context["crumbs"][:-1], own, (title, "")], **more}


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, context = case_asked(request, name, pk)
    review = context["review"]
    barred = barred_from(found)
    readers = readers_of(found.inspection).exclude(pk__in=barred)
    form = ReaderForm(posted(request), readers=readers, submit_text="Give it to this inspector")
    if form.is_valid():
        reader = form.cleaned_data["reader"]
        try:
            reviews_allocate(by=request.user, at=timezone.now(), readers={found.pk: reader.pk})
        except ReallocationRefused as refusal:
            form.add_error("reader", str(refusal))
        else:
            messages.success(request, f"{reader} now reads case {found.reference}.")
            return redirect("case", name, pk)
    context["barred"] = barred_words(found.inspection, barred)
    context["place_taken_by"] = None if found.in_sample else taken_by(found.pk)
    context |= {"form": form, "facts": given_rows(found), "may_give": not (review and review.is_closed)}
    if review:
        context["state"], context["state_colour"] = state_tag(review)
    return render(request, "inspections/case.html", context)


def readers_of(inspection: Inspection) -> QuerySet[Person]:
    members = inspection.team.filter(role__in=[Role.INSPECTOR, Role.LEAD]).order_by()
    return Person.objects.filter(is_active=True, pk__in=members.values("person_id")).order_by("name")


def barred_from(found: Case) -> dict[int, str]:
    """By person, the conflict of interest that keeps them from this case."""
    conflicts = ConflictOfInterest.objects.standing().of_service(found.inspection.service_id).as_rules()
    about = {"reference": found.reference, "case_manager": found.case_manager}
    return {conflict.reader: conflict.because for conflict in conflicts if conflict.bars(**about)}


def barred_words(inspection: Inspection, barred: Mapping[int, str]) -> list[str]:
    """Why those of the team who otherwise read cannot read it."""
    names = readers_of(inspection).filter(pk__in=barred).values_list("pk", "name") if barred else []
    return [f"{name} has declared a conflict of interest: {barred[pk]}" for pk, name in names]


def given_rows(found: Case) -> list[dict[str, Any]]:
    """What the service said of the case, in the edition's order."""
    outline = outline_of(found.inspection.edition)
    texts = {fact.target: fact.text for fact in outline.facts}
    texts |= {
        f"{side}.{kind}": classification_name(f"{side}.{kind}")
        for kind in outline.kinds
        for side in ("service", "inspector")
    }
    return [
        {"key": text, "value": option_name(found.given[target])}
        for target, text in texts.items()
        if found.given.get(target)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def case_disposal(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, context = case_asked(request, name, pk)
    form = DisposalForm(
        posted(request),
        domain=outline_of(found.inspection.edition).domain_by_code[found.domain.code],
        initial={
            "disposal_type": found.disposal_type.code,
            "disposal_local_name": found.disposal_local_name,
            "began": found.began,
        },
    )
    if form.is_valid():
        try:
            _disposal_saved(request, found, form)
            return redirect("case", name, pk)
        except CaseChangeRefused as refusal:
            form.add_error("disposal_type", str(refusal))
        except ReopensReviews as asked:
            context["reopens"] = asked.reviews
            form.ask_to_confirm()
    return render(request, "inspections/case_disposal.html", _below(context, "Change the disposal", form=form))


def _disposal_saved(request: PersonRequest, found: Case, form: DisposalForm) -> None:
    """Saves it and says so. Raises CaseChangeRefused, and ReopensReviews until that is confirmed."""
    reopened = case_change(
        case_id=found.pk, by=request.user, at=timezone.now(), confirmed=form.is_confirmed, **form.disposal
    )
    messages.success(request, f"The disposal of case {found.reference} is saved.")
    for review in reopened:
        messages.info(request, f"The review of {review.reader} is open again. {review.reopened_because}")


@require_http_methods(["GET", "HEAD", "POST"])
def case_sample(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """Takes the case out of the sample, or brings back one that fell out; says first what that does."""
    found, context = case_asked(request, name, pk)
    leaving = found.in_sample
    if leaving and last_draw(found.inspection_id):
        return redirect("sample_substitute", name, pk)
    form = (FellOutForm if leaving else BringBackForm)(posted(request))
    if request.method == "POST" and request.POST.get("wanted") != form.fields["wanted"].initial:
        return _sample_told(request, found)
    if form.is_valid():
        try:
            return _sample_told(request, _membership_changed(request, found, form))
        except BringBackRefused as refusal:
            form.add_error(None, str(refusal))
    asked = "Take this case out of the sample?" if leaving else "Bring this case back into the sample?"
    return render(request, "inspections/case_sample.html", _below(context, asked, form=form))


def _membership_changed(request: PersonRequest, found: Case, form: FellOutForm | BringBackForm) -> Case:
    """Raises BringBackRefused where another case took its place."""
    by, at = request.user, timezone.now()
    if not found.in_sample:
        return case_bring_back(case_id=found.pk, by=by, at=at)
    because = form.cleaned_data["because"]
    return sample_membership_set(case_id=found.pk, in_sample=False, because=because, by=by, at=at)


def _sample_told(request: PersonRequest, found: Case) -> HttpResponse:
    where = "in the sample" if found.in_sample else "out of the sample"
    messages.success(request, f"Case {found.reference} is {where}.")
    return redirect("case", found.inspection.name, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_add_cases)
    form = CaseNewForm(posted(request), outline=outline_of(inspection.edition))
    if form.is_valid():
        try:
            added = services.cases_add(
                by=request.user, at=timezone.now(), inspection=inspection, cases=[new_case(form)]
            )[0]
        except services.CaseRefused as refusal:
            form.add_error("reference", sentence(str(refusal)))
        else:
            messages.success(request, f"Case {added.reference} is in the sample.")
            return redirect(*_after_adding(added, can_change_sample(standing)))
    context = page_of(inspection, standing, "Add a case", form=form, sees_cases=can_see_inspection(standing))
    return render(request, "inspections/case_new.html", context)


def _after_adding(added: Case, sees_it: bool) -> tuple[Any, ...]:
    name = added.inspection.name
    return ("case", name, added.pk) if sees_it else ("inspection", name)


def new_case(form: CaseNewForm) -> NewCase:
    told = form.cleaned_data
    domain, _, disposal_type = told["disposal"].partition(":")
    return NewCase(
        reference=told["reference"],
        domain=domain,
        disposal_type=disposal_type,
        began=told["began"],
        given=form.given,
        disposal_local_name=told["disposal_local_name"],
        case_manager=told["case_manager"],
    )
