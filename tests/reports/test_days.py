"""What a section says follows the day: fieldwork "begins" until it "began", by the clock of the inspectorate."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils.timezone import get_default_timezone

from config.celery import app
from inspections.models import Inspection
from inspections.rules import Phase
from reports import tasks
from reports.models import ReportSection
from reports.services import sections_build, sections_follow_the_day
from tests import factories
from tests.reports.material import build_all, section, stale_codes

pytestmark = pytest.mark.django_db


def clock(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=get_default_timezone())


@pytest.mark.parametrize(
    ("built_at", "at", "behind"),
    [
        ("2026-03-15 23:59", "2026-03-15 23:59", False),  # fieldwork starts on the 16th
        ("2026-03-15 23:59", "2026-03-16 00:00", True),
        ("2026-02-01 09:00", "2026-05-01 12:00", True),  # nobody asked that night
        ("2026-03-16 00:00", "2026-03-16 00:01", False),
        ("2026-03-17 09:00", "2026-05-01 12:00", False),
    ],
)
def test_sections_follow_the_day_on_which_fieldwork_begins(world, built_at, at, behind):
    other = factories.world(name="later", monday=date(2026, 6, 1))
    asked = clock(at)
    for one in (world, other):
        build_all(one.inspection, at=clock(built_at))
    ids = sections_follow_the_day(at=asked)
    assert set(ids) == set(world.inspection.sections.values_list("pk", flat=True) if behind else ())
    assert sections_follow_the_day(at=asked) == []  # they are on their way
    sections_build(ids=ids, at=asked, waited=True)
    assert not stale_codes(world.inspection) | stale_codes(other.inspection)
    assert sections_follow_the_day(at=asked) == []
    begun = "Fieldwork began on 16 March 2026" in section(world.inspection, "context").body
    assert begun == (asked >= clock("2026-03-16 00:00"))
    assert "Fieldwork begins on 1 June 2026" in section(other.inspection, "context").body


def test_the_summer_clock_counts(world):
    """Midnight of the 1st of June in London is 23:00 of the 31st of May in UTC."""
    other = factories.world(name="later", monday=date(2026, 6, 1))
    build_all(other.inspection, at=datetime(2026, 5, 31, 22, 59, tzinfo=UTC))
    assert sections_follow_the_day(at=datetime(2026, 5, 31, 22, 59, tzinfo=UTC)) == []
    assert sections_follow_the_day(at=datetime(2026, 5, 31, 23, 0, tzinfo=UTC))


def test_a_published_report_follows_no_day(world):
    build_all(world.inspection, at=clock("2026-03-15 12:00"))
    Inspection.objects.filter(pk=world.inspection.pk).update(phase=Phase.PUBLISHED)
    assert sections_follow_the_day(at=clock("2026-03-16 12:00")) == []


def test_beat_asks_just_after_midnight_and_then_every_hour(monkeypatch, world):
    entry = settings.CELERY_BEAT_SCHEDULE["sections-follow-the-day"]
    assert (entry["schedule"].hour, entry["schedule"].minute) == (set(range(24)), {1})
    assert (str(app.timezone), entry["task"]) == ("Europe/London", tasks.sections_follow_the_day.name)
    build_all(world.inspection, at=clock("2026-03-15 12:00"))
    sent: list[int] = []
    monkeypatch.setattr(tasks, "builds_send_many", sent.extend)
    monkeypatch.setattr(tasks.timezone, "now", lambda: clock("2026-03-16 00:01"))
    tasks.sections_follow_the_day()
    assert sorted(sent) == sorted(ReportSection.objects.values_list("pk", flat=True))
