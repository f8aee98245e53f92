"""`sample_replay INSPECTION`: proves a draw on the command line."""

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Case, Inspection
from tests.factories import World
from tests.samples.eligible_rows import drawn, sampled


def test_sample_replay_proves_every_draw(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    sampled(world)
    drawn(world, because="A wrong list.", seed="another")
    call_command("sample_replay", "testley-2026")
    says = capsys.readouterr().out
    assert says.count("Drawn again: the same cases, and the same reserve in the same order.") == 2
    assert "Draw 2, 16 March 2026 10:30 UTC, by lead of testley-2026" in says
    assert "D2: 10 cases, two cases in reserve" in says


def test_sample_replay_fails_where_what_is_on_record_gives_other_cases(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = sampled(world)
    draw.pk, draw.number, draw.because, draw.seed = None, 2, "A forged one.", "chosen"
    draw.save(force_insert=True)
    with pytest.raises(CommandError, match="does not give the cases that were drawn"):
        call_command("sample_replay", "testley-2026")
    assert "of the cases kept are not drawn again" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere", "\udcff", "a\0b"])
def test_sample_replay_says_that_there_is_no_such_inspection(db: None, name: str) -> None:
    with pytest.raises(CommandError, match="There is no inspection"):
        call_command("sample_replay", name)


def test_sample_replay_says_that_nothing_is_drawn(world: World) -> None:
    with pytest.raises(CommandError, match="is not drawn yet"):
        call_command("sample_replay", "testley-2026")
    assert not Case.objects.exists() and Inspection.objects.exists()
