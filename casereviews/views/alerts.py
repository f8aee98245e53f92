"""Alerts: raised from any page of a review, listed, added to, closed; and the banner that tells who leads."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews import services
from casereviews.access import can_close_alert, can_list_alerts, can_raise_alert, can_see_alert, sees_every_alert
from casereviews.alerts import alerts_for, alerts_seen, fact_words, leads_of, token_of
from casereviews.forms import version_posted
from casereviews.leadforms import AlertCloseForm, AlertEntryForm, AlertForm
from casereviews.models import Alert, CaseReview
from casereviews.services.changes import sheet_of
from casereviews.views.reviews import look, review_for
from casereviews.views.unsent import typed_shown_again, unsent
from inspections.views.asking import crumbs_to, inspection_asked, page_of, posted

LEAD_SEES = "The lead inspector sees your alert now, and is told by e-mail."
NOBODY_LEADS = (
    "Your alert is kept, and whoever leads the inspection next sees it. "
    "Nobody does now: tell somebody yourself, at once."
)


@require_http_methods(["GET", "HEAD", "POST"])
def review_alert(request: PersonRequest, pk: int) -> HttpResponse:
    try:
        found, standing = review_for(request, pk)
    except PermissionDenied as refusal:
        return _not_sent(request, pk, str(refusal))
    if not can_raise_alert(standing, found):
        raise PermissionDenied
    form = AlertForm(posted(request), initial={"id": uuid4(), "fact": request.GET.get("fact", "")})
    leads = leads_of(found.inspection_id)
    if request.method == "POST" and (raised := _raised(request, found, form)):
        (messages.success if leads else messages.warning)(request, LEAD_SEES if leads else NOBODY_LEADS)
        return redirect("alert", found.inspection.name, raised.pk)
    look(request, found, "alert")
    return render(request, "casereviews/alert_raise.html", _raising(found, form, leads))


def _raising(review: CaseReview, form: AlertForm, leads: list[Person]) -> dict[str, Any]:
    return {
        "review": review,
        "case": review.case,
        "inspection": review.inspection,
        "form": form,
        "leads": leads,
        "fact": fact_words(sheet_of(review), form["fact"].value() or ""),
        "others": list(review.alerts.open().select_related("by").order_by("-at")),
    }


def _raised(request: PersonRequest, review: CaseReview, form: AlertForm) -> Alert | None:
    """The alert that the form says, or None with what is wrong said in the form."""
    form.is_valid()
    told = {name: form.cleaned_data.get(name, "") for name in ("fact", "reason", "told", "told_when")}
    given = form.cleaned_data.get("id") or uuid4()
    form.errors.pop("id", None)  # nobody can mend it: what is sent without one is an alert of its own
    if form.errors:
        return None
    site, at = request.build_absolute_uri("/"), timezone.now()
    try:
        return services.alert_raise(id=given, review_id=review.pk, **told, site=site, by=request.user, at=at)
    except services.AlertRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return None


def _not_sent(request: PersonRequest, pk: int, why: str) -> HttpResponse:
    """Who to phone is told to somebody who read the case until it was taken from them."""
    return unsent(
        request, why, is_alert=True, leads=leads_of(CaseReview.objects.read(pk).inspection_id) if why else None
    )


@require_safe
def alerts(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_list_alerts)
    seen = alerts_seen(found, standing)
    context = page_of(found, standing, "Alerts", alerts=seen, sees_all=sees_every_alert(standing))
    return render(request, "casereviews/alerts.html", context)


def _alert_page(request: PersonRequest, name: str, alert: UUID) -> tuple[Alert, dict[str, Any]]:
    """An alert, if this person may see it, and what its page shows."""
    inspection, standing = inspection_asked(request, name, can_list_alerts)
    found = Alert.objects.with_names().filter(inspection=inspection, pk=alert).first()
    if found is None:
        raise Http404
    if not can_see_alert(standing, found):
        raise PermissionDenied
    review = CaseReview.objects.read(found.review_id)
    context = {
        "alert": found,
        "review": review,
        "inspection": inspection,
        "entries": list(found.entries.select_related("by")),
        "fact": fact_words(sheet_of(review), found.fact),
        "may_close": can_close_alert(standing) and found.is_open,
        "crumbs": crumbs_to(inspection, standing, ("Alerts", reverse("alerts", args=[name])), ("Alert", "")),
    }
    return found, context


@require_http_methods(["GET", "HEAD", "POST"])
@typed_shown_again
def alert(request: PersonRequest, name: str, alert: UUID) -> HttpResponse:
    """One alert; a post adds to it."""
    found, context = _alert_page(request, name, alert)
    form = AlertEntryForm(posted(request))
    if form.is_valid():
        try:
            words, at = form.cleaned_data["words"], timezone.now()
            services.alert_entry_add(alert_id=found.pk, words=words, by=request.user, at=at)
        except services.AlertRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return redirect("alert", name, alert)
    look(request, context["review"], "alert")
    return render(request, "casereviews/alert.html", context | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@typed_shown_again
def alert_close(request: PersonRequest, name: str, alert: UUID) -> HttpResponse:
    inspection_asked(request, name, can_close_alert)
    found, context = _alert_page(request, name, alert)
    form = AlertCloseForm(posted(request), initial={"seen": found.version})
    if form.is_valid() and _closed(request, found, form):
        messages.success(request, "The alert is closed.")
        return redirect("alert", name, alert)
    if not found.is_open and not form.is_bound:
        return redirect("alert", name, alert)
    look(request, context["review"], "alert")
    found, context = _alert_page(request, name, alert)  # as it stands after what was just tried
    return render(request, "casereviews/alert_close.html", context | {"form": form})


def _closed(request: PersonRequest, found: Alert, form: AlertCloseForm) -> bool:
    """Closes the alert, or says in the form why not; then what stands is shown beside what was typed."""
    done, seen = form.cleaned_data["done"], version_posted(form.cleaned_data["seen"])
    try:
        services.alert_close(alert_id=found.pk, done=done, seen=seen, by=request.user, at=timezone.now())
    except services.AlertRefused as refusal:
        form.add_error(refusal.field, str(refusal))
    except services.AlertChanged as changed:
        form.add_error(None, _changed_words(changed.alert))
        form.show_version(changed.alert.version)
    else:
        return True
    return False


def _changed_words(now: Alert) -> str:
    if not now.is_open:
        words = f"{now.closed_by} closed this alert meanwhile. What you typed is not saved: it still stands below."
        return f"{words} If it says more, add it to the alert."
    return "Something was added to this alert after you opened it. Read it above, then close the alert."


@require_safe
def alerts_open(request: PersonRequest) -> HttpResponse:
    """What the banner asks for every 15 seconds: 204 where it shows all there is already."""
    found = alerts_for(request.user)
    if request.GET.get("seen", "") == token_of(found):
        return HttpResponse(status=204)
    return render(request, "casereviews/_alert_banner.html", {"alerts": found, "token": token_of(found)})
