"""Knocking at the one door for changes, with each answer held against docs/changes.schema.json."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from casereviews.models import CaseReview

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "changes.schema.json").read_text(encoding="utf-8"))
SignIn = Callable[..., Client]


def is_valid(part: str, value: Any) -> bool:
    return bool(Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{part}"}).is_valid(value))


def checked(part: str, response: HttpResponse) -> dict[str, Any]:
    """The body of an answer that the schema knows as `part`."""
    body = response.json()
    Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{part}"}).validate(body)
    return body


def a_change(target: str = "2.1.1.a", seen: int | str = 0, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "target": target, "seen": seen, **more}


def knock(browser: Client, review: CaseReview, body: Any, **headers: Any) -> HttpResponse:
    sent = body if isinstance(body, bytes) else json.dumps(body)
    return browser.post(f"/reviews/{review.pk}/changes/", sent, content_type="application/json", **headers)


def send(browser: Client, review: CaseReview, *changes: dict[str, Any], device: str | None = None) -> dict[str, Any]:
    """Sends sound changes; gives the whole answer."""
    body = {"changes": list(changes), **({"device": device} if device else {})}
    assert is_valid("request", body), body
    response = knock(browser, review, body)
    assert response.status_code == 200, response.content
    return checked("response", response)


def results(browser: Client, review: CaseReview, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    return send(browser, review, *changes)["results"]


def statuses(browser: Client, review: CaseReview, *changes: dict[str, Any]) -> list[str]:
    return [result["status"] for result in results(browser, review, *changes)]
