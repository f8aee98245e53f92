"""Two who rule, close an alert or send its mail at one moment, on real PostgreSQL: one does it, the other is told."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from casereviews.models import Alert, Ruling
from casereviews.services import AlertChanged, RulingChanged, alert_close, alert_raise, alerts_mail, ruling_make
from tests.factories import NOW, World, world
from tests.races.test_changes import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def an_alert(found: World, **more: Any) -> Alert:
    words = {"fact": "", "reason": "A knife.", "told": "", "told_when": "", "site": "http://testserver/"}
    return alert_raise(review_id=found.review().pk, by=found.inspector, at=NOW, **{"id": uuid4()} | words | more)


@pytest.mark.parametrize("attempt", range(4))
def test_of_two_first_rulings_one_is_saved_and_one_is_told(attempt: int) -> None:
    found = world(name=f"race-{attempt}")

    def rule(words: str) -> Any:
        given = {"inspection": found.inspection, "target": "2.1.1.a", "answers": [], "seen": 0}
        return lambda: ruling_make(words=words, by=found.lead, at=NOW, **given)

    results = at_once(rule("One."), rule("Other."))
    assert [type(result) for result in results if isinstance(result, Exception)] == [RulingChanged]
    assert Ruling.objects.get().version == 1


@pytest.mark.parametrize("attempt", range(4))
def test_of_two_who_close_an_alert_one_is_told(attempt: int) -> None:
    found = world(name=f"race-{attempt}")
    alert = an_alert(found)

    def close(done: str) -> Any:
        return lambda: alert_close(alert_id=alert.pk, done=done, seen=1, by=found.lead, at=NOW)

    results = at_once(close("One."), close("Other."))
    assert [type(result) for result in results if isinstance(result, Exception)] == [AlertChanged]
    alert.refresh_from_db()
    assert (alert.version, alert.closed_with in ("One.", "Other.")) == (2, True)


@pytest.mark.parametrize("attempt", range(4))
def test_of_two_workers_one_sends_the_mail(attempt: int) -> None:
    an_alert(world(name=f"race-{attempt}"))
    assert sorted(at_once(lambda: alerts_mail(at=NOW), lambda: alerts_mail(at=NOW))) == [0, 1]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("attempt", range(4))
def test_the_same_alert_sent_twice_at_once_is_one(attempt: int) -> None:
    found, key = world(name=f"race-{attempt}"), uuid4()
    review = found.review()
    words = {"fact": "", "reason": "A knife.", "told": "", "told_when": "", "site": "http://testserver/"}

    def send() -> Alert:
        return alert_raise(id=key, review_id=review.pk, by=found.inspector, at=NOW, **words)

    assert [result.pk for result in at_once(send, send)] == [key, key]
    assert Alert.objects.count() == 1
