"""Plumbline as served, and beside it a bare Django view: no middleware, no session, no access rule."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path

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


def bare_flush(request: HttpRequest) -> HttpResponse:
    """Many of the same upserts in one transaction."""
    from casereviews.models import Answer

    at = datetime.now(UTC)
    names = ("review_id", "prompt_id", "value", "note", "version", "by_id")
    rows = [Answer(**dict(zip(names, row, strict=True)), at=at, counts=True) for row in json.loads(request.body)]
    with transaction.atomic():
        Answer.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["review", "prompt"],
            update_fields=["value", "note", "counts", "version", "by", "at"],
        )
    return HttpResponse("saved")


class BareRequest(WSGIRequest):
    urlconf = "benchmarks.wsgi"


urlpatterns = [path("bare/save/", bare_save), path("bare/flush/", bare_flush)]
with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()
bare.request_class = BareRequest


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    return (bare if environ["PATH_INFO"].startswith("/bare/") else plumbline)(environ, start_response)
