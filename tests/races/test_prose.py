"""Two writers of a section at one moment, on real PostgreSQL: nothing is overwritten unseen, nothing stays stale."""

from uuid import UUID, uuid4

import pytest
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile
from inspections.events import figures_changed
from inspections.models import Inspection
from reports.models import Paragraph, ReceivedProse, ReportSection
from reports.rules import Became, ProseChange, Status
from reports.services import prose_apply, status_set
from reports.services.statuses import last_change
from tests import factories
from tests.factories import NOW
from tests.races.test_changes import at_once
from tests.reports.writing_material import figure, says, the_section

pytestmark = pytest.mark.django_db(transaction=True)


def change(text: str, *, key: int = 1, seen: int = 0, **more) -> ProseChange:
    return ProseChange(
        more.pop("id", None) or uuid4(), UUID(int=key), "", seen, says(text, *more.pop("pieces", ())), **more
    )


def save(section: ReportSection, by: Person, *changes: ProseChange):
    return lambda: prose_apply(section_id=section.pk, changes=changes, by=by, at=NOW)


@transaction.atomic
def figures_change(inspection: Inspection, topics: set[str]) -> None:
    figures_changed.send(Inspection, inspection_id=inspection.pk, topics=frozenset(topics))


@pytest.mark.parametrize("attempt", range(6))
def test_of_two_who_write_the_same_paragraph_one_is_told(attempt):
    world = factories.world(name=f"same-{attempt}")
    section = the_section(world.inspection)
    receipts = at_once(save(section, world.editor, change("Mine")), save(section, world.lead, change("Theirs")))
    became = sorted(receipt.outcomes[0].became for receipt in receipts)
    assert became == [Became.CONFLICT, Became.SAVED]
    paragraph = Paragraph.objects.get()
    lost = ReceivedProse.objects.get(became=Became.CONFLICT)
    assert {paragraph.node["content"][0]["text"], lost.node["content"][0]["text"]} == {"Mine", "Theirs"}


@pytest.mark.parametrize("attempt", range(4))
def test_two_who_write_different_paragraphs_are_both_saved(attempt):
    world = factories.world(name=f"apart-{attempt}")
    section = the_section(world.inspection)
    both = [
        save(section, by, *(change(f"{by.pk} {n}", key=by.pk * 100 + n) for n in range(5)))
        for by in (world.editor, world.lead)
    ]
    receipts = at_once(*both)
    assert {outcome.became for receipt in receipts for outcome in receipt.outcomes} == {Became.SAVED}
    rows = Paragraph.objects.all()
    assert (rows.count(), len({row.rank for row in rows})) == (10, 10)
    assert len({row.changed_at for row in rows}) == 2, "each batch has a moment of its own"


@pytest.mark.parametrize("attempt", range(4))
def test_a_change_that_is_sent_twice_at_once_counts_once(attempt):
    world = factories.world(name=f"twice-{attempt}")
    section = the_section(world.inspection)
    one = change("Once")
    receipts = at_once(*[save(section, world.editor, one)] * 3)
    assert sorted(receipt.outcomes[0].became for receipt in receipts) == [
        Became.DUPLICATE,
        Became.DUPLICATE,
        Became.SAVED,
    ]
    assert Paragraph.objects.get().version == 1


@pytest.mark.parametrize("attempt", range(4))
def test_what_is_cleared_at_the_moment_when_somebody_writes_is_a_draft_or_was_refused(attempt):
    world = factories.world(name=f"clear-{attempt}")
    section = the_section(world.inspection)
    prose_apply(section_id=section.pk, changes=[change("One")], by=world.editor, at=NOW)
    seen = {"seen": 0, "text_of": last_change(section)}
    said, _ = at_once(
        lambda: status_set(section_id=section.pk, status=Status.REVIEWED, by=world.lead, at=NOW, **seen),
        save(section, world.editor, change("Two", seen=1)),
    )
    status = getattr(ReportSection.objects.get(pk=section.pk), "status", None)
    assert isinstance(said, ChangedMeanwhile) or status.status == Status.DRAFT


@pytest.mark.parametrize("attempt", range(6))
def test_figures_put_into_prose_while_they_change_end_up_wanted_and_nobody_deadlocks(attempt):
    world = factories.world(name=f"figure-{attempt}")
    section = the_section(world.inspection)
    pieces = (figure("question:3.2.1"), figure("rating:1.1", "name"))
    results = at_once(
        save(section, world.editor, change("In ", pieces=pieces)),
        lambda: figures_change(world.inspection, {"3.2"}),
        lambda: figures_change(world.inspection, {"1.1", "2.1"}),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert {"3.2", "1.1"} <= set(ReportSection.objects.get(pk=section.pk).topics)
