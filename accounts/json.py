"""Answers to a script of ours, which reads JSON: a page would tell it nothing."""

from django.http import HttpRequest, JsonResponse

JSON = "application/json"


def speaks_json(request: HttpRequest) -> bool:
    """What was sent is JSON, or what is asked for."""
    return request.content_type == JSON or request.headers.get("Accept", "").startswith(JSON)


def refusal(error: str, reason: str, *, status: int) -> JsonResponse:
    """Why nothing was done: `error` for the script, `reason` as a sentence for whoever waits before it."""
    return JsonResponse({"error": error, "reason": reason}, status=status)
