"""What every page of an inspection asks first: which one it is, and whether this person may."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.forms import VersionedForm
from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile, states_since
from inspections import services
from inspections.access import can_open_inspection, can_plan, standing_of
from inspections.models import Inspection
from inspections.rules import Standing

Refusals = tuple[type[Exception], ...]
REFUSALS: Refusals = (
    services.ConflictRefused,
    services.ContextRefused,
    services.InspectionRefused,
    services.PhaseRefused,
    services.ServiceRefused,
    services.TeamRefused,
)
CHANGED = "Somebody else changed this meanwhile, so nothing was done. Look again."
Crumbs = list[tuple[str, str]]


def inspection_asked(request: PersonRequest, name: str, may: Callable[[Standing], bool]) -> tuple[Inspection, Standing]:
    """The inspection of this name, and the person's standing in it. Raises Http404 and PermissionDenied."""
    inspection = get_object_or_404(Inspection.objects.with_names(), name=name)
    standing = standing_of(request.user, inspection.pk)
    if not may(standing):
        raise PermissionDenied
    return inspection, standing


def plan_asked(request: PersonRequest) -> None:
    if not can_plan(request.user):
        raise PermissionDenied


def posted(request: PersonRequest) -> QueryDict | None:
    """What a form is bound to: nothing but a post."""
    return request.POST if request.method == "POST" else None


def is_saved(
    form: Any, save: Callable[[], Any], *, row: Any = None, field: str | None = None, refusals: Refusals = REFUSALS
) -> bool:
    """Calls `save`, or says in the form why nothing is saved: at `field` where the refusal names none.

    `row` is what a versioned form changes.
    """
    try:
        save()
    except refusals as refusal:
        at = getattr(refusal, "field", field)
        form.add_error(at if at in form.fields else None, str(refusal))
    except ChangedMeanwhile:
        if isinstance(form, VersionedForm) and row is not None:
            row.version = form.cleaned_data["seen"] or row.version  # that which it showed
            form.tell_changes(states_since(row))
        else:
            form.add_error(None, CHANGED)
    else:
        return True
    return False


def crumbs_to(inspection: Inspection, standing: Standing, *further: tuple[str, str]) -> Crumbs:
    """The way back from a page below an inspection's; its own page stands in it for who may open that."""
    way: Crumbs = [("My work", reverse("home"))]
    if standing.is_administrator:
        way.append(("Inspections", reverse("inspection_list")))
    if can_open_inspection(standing):
        way.append((str(inspection), reverse("inspection", args=[inspection.name])))
    return [*way, *further]


def page_of(inspection: Inspection, standing: Standing, title: str, **more: Any) -> dict[str, Any]:
    """What the template of such a page needs beside its own content."""
    return {
        "inspection": inspection,
        "standing": standing,
        "title": title,
        "caption": str(inspection),
        "crumbs": crumbs_to(inspection, standing, (title, "")),
        **more,
    }
