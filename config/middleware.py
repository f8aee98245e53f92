"""What is refused before anything of it is read, and the words for a refusal that Django gives none."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import render

from accounts.json import refusal, speaks_json

EVIDENCE = re.compile(r"/inspections/[^/]+/evidence/")  # where files of evidence are sent, which may be larger


def body_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses a body that is larger than anything we take; Django's own limit does not count uploaded files."""

    def answer(request: HttpRequest) -> HttpResponse:
        length, is_evidence = request.META.get("CONTENT_LENGTH") or "0", EVIDENCE.match(request.path_info) is not None
        largest = settings.LARGEST_EVIDENCE if is_evidence else settings.LARGEST_BODY
        if not length.isdigit() or int(length) > largest:
            if speaks_json(request):
                return refusal("too_large", "This is more than can be taken at once. Send it in parts.", status=413)
            return render(request, "400.html", {"too_large": True, "is_evidence": is_evidence}, status=413)
        return get_response(request)

    return answer


class BodyCutOff:
    """Who vanished in the middle of sending is no fault of ours to log; who is still there after all sends it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UnreadablePostError):
            return None
        if speaks_json(request):
            return refusal("cut_off", "Not all of what was sent arrived. Send it again.", status=408)
        return render(request, "400.html", status=408)


def not_allowed_in_words(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Something sent to a page that can only be read: a page that says so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        if speaks_json(request):
            page: HttpResponse = refusal("not_allowed", "This address is not read or written like that.", status=405)
        else:
            page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return answer
