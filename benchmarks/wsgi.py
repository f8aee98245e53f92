"""Plumbline as served, and beside it bare views that skip everything: no middleware, no session, no access rule."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.http import HttpRequest, HttpResponse

plumbline = get_wsgi_application()


def bare_save(request: HttpRequest) -> HttpResponse:
    """The same upsert into the same table, whose trigger writes the same audit row."""
    from casereviews.models import Answer

    with transaction.atomic():
        Answer.objects.bulk_create(
            [
                Answer(
                    review_id=int(request.POST["review"]),
                    prompt_id=int(request.POST["prompt"]),
                    value=request.POST["value"],
                    note=request.POST["note"],
                    version=int(request.POST["version"]),
                    by_id=int(request.POST["by"]),
                    at=datetime.now(UTC),
                    counts=True,
                )
            ],
            update_conflicts=True,
            unique_fields=["review", "prompt"],
            update_fields=["value", "note", "counts", "version", "by", "at"],
        )
    return HttpResponse("saved")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] != "/bare/save/":
        return plumbline(environ, start_response)
    response = bare_save(WSGIRequest(environ))
    start_response("200 OK", list(response.items()))
    return response
