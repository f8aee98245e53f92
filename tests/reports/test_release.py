"""Sections that another release made are built anew, whatever made their words differ."""

import pytest

from inspections.models import Inspection
from inspections.rules import Phase
from reports import broker, tasks
from reports.models import ReportSection, SectionVersion
from reports.release import release_hash
from reports.services import sections_build, sections_follow_the_release, sections_want
from tests.factories import NOW
from tests.reports.material import LATER, build_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def former(world):
    """Some sections of a report, as a former release made them: its glossary was cut short."""
    build_all(world.inspection)
    found = ReportSection.objects.filter(inspection=world.inspection, code__in=["further", "title", "ratings"])
    found.update(release="former", fingerprint="former")
    found.filter(code="further").update(body="<p>Child: somebody under 18</p>")
    return found


def test_they_want_a_build_and_follow_the_words_of_this_release(world, former):
    versions = SectionVersion.objects.count()
    due = sections_follow_the_release(at=LATER)
    assert due == sorted(former.values_list("pk", flat=True))
    assert sections_follow_the_release(at=LATER) == []  # they are on their way
    sections_build(ids=due, at=LATER, waited=True)
    assert {section.release for section in former} == {release_hash()}
    assert "and in this report also somebody who turned 18" in former.get(code="further").body
    assert SectionVersion.objects.count() == versions, "what reads as the last version did is no other"
    assert sections_follow_the_release(at=LATER) == []


def test_a_published_report_stays_as_it_was_published(world, former):
    Inspection.objects.filter(pk=world.inspection.pk).update(phase=Phase.PUBLISHED)
    assert sections_follow_the_release(at=LATER) == []


def test_what_wants_a_build_anyway_is_left_to_that(world, former):
    asked = sections_want(inspection_id=world.inspection.pk, topics={"2.1"}, at=NOW)
    assert set(sections_follow_the_release(at=LATER)) == set(former.values_list("pk", flat=True)) - set(asked)


def test_beat_asks_for_them_every_minute(former, monkeypatch):
    sent = []
    monkeypatch.setattr(broker, "message_send", lambda task, ids, **more: sent.append(ids) or True)
    tasks.sections_complete()
    assert sent == [sorted(former.values_list("pk", flat=True))]


@pytest.mark.parametrize("changed", ["reports/house/youth-2021.yaml", "reports/saying/words.py", "ratings/drafts.py"])
def test_a_file_that_says_otherwise_is_another_release(tmp_path, settings, changed):
    settings.BASE_DIR = tmp_path
    path = tmp_path / changed
    path.parent.mkdir(parents=True)
    seen = set()
    for words in ("One", "Another"):
        path.write_text(words, encoding="utf-8")
        seen.add(release_hash.__wrapped__())
    (tmp_path / "reports/__pycache__").mkdir(parents=True)
    (tmp_path / "reports/__pycache__/words.pyc").write_bytes(b"compiled")
    seen.add(release_hash.__wrapped__())
    assert len(seen) == 2
