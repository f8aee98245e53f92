"""Knocking at the door for prose, with each answer held against docs/prose.schema.json."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from inspections.models import Inspection
from reports.models import Paragraph, ReportSection

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "prose.schema.json").read_text(encoding="utf-8"))
CODE, ANCHOR = "standard:2.1", "standard-2-1"


def is_valid(part: str, value: Any) -> bool:
    return bool(Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{part}"}).is_valid(value))


def checked(part: str, response: HttpResponse) -> dict[str, Any]:
    """The body of an answer that the schema knows as `part`."""
    body = response.json()
    Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{part}"}).validate(body)
    return body


def says(text: str, *more: dict[str, Any], kind: str = "paragraph") -> dict[str, Any]:
    """A block of prose."""
    return {"type": kind, "content": [{"type": "text", "text": text}, *more]}


def figure(source: str = "question:2.1.1", form: str = "of_the") -> dict[str, Any]:
    return {"type": "figure", "attrs": {"source": source, "form": form}}


def change(node: Any = None, *, seen: int | str = 0, paragraph: str = "", **more: Any) -> dict[str, Any]:
    """A change as a page sends it, of a new paragraph unless one is named."""
    return {"id": str(uuid4()), "paragraph": paragraph or str(uuid4()), "part": "", "seen": seen, "node": node, **more}


def address(inspection: Inspection, page: str = "prose", anchor: str = ANCHOR) -> str:
    return f"/inspections/{inspection.name}/report/{anchor}/{page}/"


def knock(browser: Client, inspection: Inspection, body: Any, **headers: Any) -> HttpResponse:
    sent = body if isinstance(body, bytes) else json.dumps(body)
    return browser.post(address(inspection), sent, content_type="application/json", **headers)


def send(browser: Client, inspection: Inspection, *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Sends sound changes; gives the whole answer."""
    body = {"changes": list(changes), **more}
    assert is_valid("request", body), body
    response = knock(browser, inspection, body)
    assert response.status_code == 200, response.content
    return checked("response", response)


def results(browser: Client, inspection: Inspection, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    return send(browser, inspection, *changes)["results"]


def statuses(browser: Client, inspection: Inspection, *changes: dict[str, Any]) -> list[str]:
    return [result["status"] for result in results(browser, inspection, *changes)]


def texts(inspection: Inspection, code: str = CODE) -> list[str]:
    """What stands in a section, in order."""
    rows = Paragraph.objects.filter(section__inspection=inspection, section__code=code, node__isnull=False)
    return ["".join(piece.get("text", "") for piece in row.node.get("content", ())) for row in rows]


def the_section(inspection: Inspection, code: str = CODE) -> ReportSection:
    return ReportSection.objects.get(inspection=inspection, code=code)
