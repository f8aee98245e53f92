"""Examples of practice: all of an inspection's by standard, one to write, clear, withdraw; and declared names."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PersonRequest
from casereviews.services.sample import cases_opened
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import inspection_asked, posted
from reports import services
from reports.access import can_clear_examples, can_see_examples, can_write_examples
from reports.broker import builds_send
from reports.forms import ExampleForm, NameForm
from reports.models import DeclaredName, PracticeExample
from reports.practice import Candidate, candidate_of, examples_of
from reports.rules import NameKind
from reports.views.asking import is_done, is_published, is_saved, number_posted, report_page
from standards.outline import outline_of

TITLE = "Examples of practice"
CHANGED = "Somebody changed this example meanwhile, so nothing was done. Look again."


@require_safe
def examples(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_examples)
    may_clear = can_clear_examples(standing)
    told = examples_of(found, noted=may_clear)
    if told.candidates:
        seen = {one.case_id for one in told.candidates}
        cases_opened(case_ids=seen, page=TITLE, by=request.user, at=timezone.now())
    is_open = not is_published(found)
    more: dict[str, Any] = {"may_clear": may_clear and is_open, "may_write": can_write_examples(standing) and is_open}
    more["examples"] = told
    return render(request, "reports/examples.html", report_page(found, standing, TITLE, **more))


@require_http_methods(["GET", "HEAD", "POST"])
def example_new(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_examples)
    candidate = _candidate(request, found, standing)
    form = ExampleForm(posted(request), outline=outline_of(found.edition), initial=_initial(candidate))
    told: dict[str, Any] = {"case_id": candidate.case_id if candidate else None}
    if form.is_valid() and is_saved(form, lambda: _saved(request, found, form, **told)):
        messages.success(request, "The example is saved. It is printed once it is cleared.")
        return redirect(_back(name))
    page = report_page(found, standing, "Add an example", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/example_form.html", page | {"candidate": candidate})


def _candidate(request: PersonRequest, found: Inspection, standing: Standing) -> Candidate | None:
    """The note that it is made of (`from`), for who may read it."""
    code = request.GET.get("from", "")
    candidate = candidate_of(found, code) if code and can_clear_examples(standing) else None
    if candidate:
        cases_opened(case_ids=[candidate.case_id], page=TITLE, by=request.user, at=timezone.now())
    return candidate


def _initial(candidate: Candidate | None) -> dict[str, Any]:
    if candidate is None:
        return {}
    told: dict[str, Any] = {"standard": candidate.standard, "practice": candidate.practice.value}
    return told | {"pseudonym": candidate.pseudonym, "words": candidate.words}


@require_http_methods(["GET", "HEAD", "POST"])
def example(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_examples)
    row = get_object_or_404(PracticeExample, pk=pk, inspection=found)
    form = ExampleForm(posted(request), outline=outline_of(found.edition), initial=ExampleForm.initial_from(row))
    if form.is_valid():
        told: dict[str, Any] = {"example_id": pk, "seen": form.cleaned_data["seen"]}
        if is_saved(form, lambda: _saved(request, found, form, **told), row=row):
            messages.success(request, "The example is saved. Where it changed, it has to be cleared anew.")
            return redirect(_back(name))
    page = report_page(found, standing, "Change the example", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/example_form.html", page | {"row": row})


def _saved(request: PersonRequest, found: Inspection, form: ExampleForm, **told: Any) -> None:
    more: dict[str, Any] = {"inspection": found, "by": request.user, "at": timezone.now()}
    builds_send(services.example_save(**more, **told, **form.values))


@require_POST
def example_clear(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_clear_examples)
    get_object_or_404(PracticeExample, pk=pk, inspection=found)
    told: dict[str, Any] = {
        "example_id": pk,
        "seen": number_posted(request, "seen"),
        "by": request.user,
        "at": timezone.now(),
    }
    return _done(request, name, lambda: services.example_clear(**told), "The example is cleared: it may be printed.")


@require_POST
def example_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """Without asking: it is brought back as easily."""
    found, _ = inspection_asked(request, name, can_write_examples)
    get_object_or_404(PracticeExample, pk=pk, inspection=found)
    told: dict[str, Any] = {"example_id": pk, "by": request.user, "at": timezone.now()}
    if request.POST.get("back"):
        return _done(request, name, lambda: services.example_bring_back(**told), "The example is back.")
    seen = number_posted(request, "seen")
    words = "The example is withdrawn, also from where it was placed. You can bring it back below."
    return _done(request, name, lambda: services.example_withdraw(seen=seen, **told), words)


def _done(request: PersonRequest, name: str, do: Any, words: str) -> HttpResponse:
    if is_done(request, do, changed=CHANGED):
        messages.success(request, words)
    return redirect(_back(name))


@require_http_methods(["GET", "HEAD", "POST"])
def name_declare(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_examples)
    form = NameForm(posted(request))

    def save() -> None:
        told: dict[str, Any] = {"name": form.cleaned_data["name"], "kind": NameKind(form.cleaned_data["kind"])}
        services.name_declare(inspection=found, **told, by=request.user)

    if form.is_valid() and is_saved(form, save):
        messages.success(request, f"“{form.cleaned_data['name']}” is declared.")
        return redirect(f"{_back(name)}#names")
    page = report_page(found, standing, "Declare a name", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/recommendation_form.html", page)


@require_POST
def name_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_write_examples)
    row = get_object_or_404(DeclaredName, pk=pk, inspection=found)
    told: dict[str, Any] = {"name_id": pk, "by": request.user, "at": timezone.now()}
    if is_done(request, lambda: services.name_withdraw(**told), changed=CHANGED):
        messages.success(request, f"“{row.name}” is no longer declared.")
    return redirect(f"{_back(name)}#names")


def _back(name: str) -> str:
    return reverse("examples", args=[name])
