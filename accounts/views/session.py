"""Who is signed in, for a page that was open for long: its scripts ask before they send what waits."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.requests import PersonRequest


@never_cache
@require_GET
def session(request: PersonRequest) -> HttpResponse:
    """The person and a token that forms of theirs may be sent with."""
    return JsonResponse({"person": request.user.pk, "name": request.user.name, "token": get_token(request)})
