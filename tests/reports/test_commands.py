"""The sweeper and the rebuilder by hand."""

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import sections_sweep as command
from reports.models import ReportSection
from tests.reports.material import build_all, section, stale_codes

pytestmark = pytest.mark.django_db


def test_section_rebuild_builds_everything_at_once(world, capsys):
    call_command("section_rebuild", "testley-2026")
    assert stale_codes(world.inspection) == set()
    assert capsys.readouterr().out == "28 sections of testley-2026 built.\n"
    before = section(world.inspection, "ratings").built
    call_command("section_rebuild", "testley-2026")
    assert section(world.inspection, "ratings").built == before + 1


def test_section_rebuild_of_no_such_inspection_names_those_there_are(world):
    with pytest.raises(CommandError, match=r"^There is no inspection nowhere\. There are: testley-2026\.$"):
        call_command("section_rebuild", "nowhere")


def test_section_rebuild_says_what_failed(world, caplog):
    ReportSection.objects.create(inspection=world.inspection, code="standard:9.9", position=99, topics=[])
    with pytest.raises(CommandError, match=r"standard:9\.9: KeyError"):
        call_command("section_rebuild", "testley-2026")
    assert section(world.inspection, "ratings").built > 0


@pytest.fixture
def sent(monkeypatch):
    """Messages as they leave for the broker; `sent.answers = False` stops it."""

    class Sent(list):
        answers = True

    found = Sent()
    monkeypatch.setattr(command, "builds_send_many", lambda ids: found.extend(ids) or found.answers)
    return found


def test_sections_sweep_queues_what_is_stale(world, sent, capsys):
    build_all(world.inspection)
    row = section(world.inspection, "ratings")
    ReportSection.objects.filter(pk=row.pk).update(wanted=row.wanted + 1)
    call_command("sections_sweep")
    assert (list(sent), capsys.readouterr().out) == ([row.pk], "One section queued.\n")
    call_command("sections_sweep")
    assert capsys.readouterr().out == "No sections queued.\n"


def test_sections_sweep_without_a_broker_says_what_to_do(world, sent):
    sent.answers = False
    with pytest.raises(CommandError, match="sections_sweep --here"):
        call_command("sections_sweep")


def test_sections_sweep_here_needs_no_broker(world, sent, capsys):
    call_command("sections_sweep", "--here")
    assert stale_codes(world.inspection) == set()
    assert list(sent) == []
    assert capsys.readouterr().out == "28 sections built of 28 that wanted it.\n"
