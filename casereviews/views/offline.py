"""What a browser keeps to show a case without a line: pages without data, and the worker that brings them out."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.requests import PersonRequest
from casereviews.pages import INTERVIEW_PAGE, question_skeletons
from casereviews.shell import shell_files, shell_version
from casereviews.skeletons import facts_skeleton, interview_skeleton
from standards.models import Edition
from standards.outline import outline_of
from standards.structure import DomainOutline

FACTS = "facts"


@require_GET
def skeleton(request: PersonRequest, code: str, domain: str, page: str) -> HttpResponse:
    """The forms of one page of a review, empty: the same for every case of the edition, domain and service word."""
    outline = outline_of(get_object_or_404(Edition, code=code))
    if domain not in outline.domain_by_code:
        raise Http404("The edition has no such domain.")
    found = outline.domain_by_code[domain]
    word = request.GET.get("word", "")
    if page == FACTS:
        return HttpResponse(facts_skeleton(outline, found.code).filled({}))
    if page == INTERVIEW_PAGE:
        return HttpResponse(interview_skeleton(outline, found, word).filled({}))
    return HttpResponse(_standard(found, page, word))


def _standard(domain: DomainOutline, number: str, word: str) -> str:
    for standard in domain.judged_standards:
        if standard.number == number:
            return render_to_string("casereviews/skeleton.html", {"blocks": question_skeletons(standard, word)})
    raise Http404(f"Standard {number} is not judged in this domain.")


@login_not_required
@never_cache
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The page that stands in for a case's pages while there is no line. It holds no data, and names nobody."""
    return render(request, "casereviews/offline.html", {"navigation": [], "user": AnonymousUser()})


@login_not_required
@never_cache
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root of the site, because a worker answers only for what lies below it."""
    page = reverse("offline")
    context = {
        "version": shell_version(),
        "files": [page, *shell_files()],
        "offline": page,
        "static": settings.STATIC_URL,
    }
    return render(request, "casereviews/service_worker.js", context, content_type="text/javascript; charset=utf-8")
