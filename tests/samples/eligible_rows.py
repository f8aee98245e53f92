"""Eligible cases as a service sent and took them: rows of an upload, without the upload's pages."""

from datetime import timedelta
from random import Random

from inspections.models import Inspection
from samples.models import EligibleRow, EligibleUpload, SampleDraw
from samples.rules import Aside, UploadState
from samples.services import draw_make, plan_save
from samples.services.draws import basis_of
from standards.outline import outline_of
from tests.factories import NOW, World

GENDERS, LEVELS = ("female", "male", "another"), ("low", "medium", "high", "very_high")
SEED = "5eed" * 8


def rows_taken(
    world: World, *, d2: int = 40, d3: int = 60, d4: int = 0, aside: int = 0, managers: int = 6, seed: int = 1
) -> EligibleUpload:
    """An upload in state taken: mostly boys, mostly medium; `aside` rows of D2 lie outside the window."""
    inspection, chance = world.inspection, Random(seed)
    outline = outline_of(Inspection.objects.get(pk=inspection.pk).edition)
    upload = EligibleUpload.objects.create(
        inspection=inspection,
        file_name="cases.csv",
        size=1,
        state=UploadState.TAKEN,
        by=world.people["service_contact"],
        at=NOW,
        taken_by=world.people["service_contact"],
        taken_at=NOW,
    )
    rows = []
    for domain, count in (("D2", d2 + aside), ("D3", d3), ("D4", d4)):
        types = [disposal.code for disposal in outline.domain_by_code[domain].disposal_types] if count else []
        for n in range(count):
            is_aside = domain == "D2" and n >= d2
            rows.append(
                EligibleRow(
                    upload=upload,
                    row=len(rows) + 2,
                    reference=f"{domain}-{n:04}",
                    person_ref=f"P-{domain}-{n:04}",
                    domain=domain,
                    disposal_type=chance.choices(types, range(len(types), 0, -1))[0],
                    disposal_local_name="Called so here" if n == 0 else "",
                    began=inspection.fieldwork_starts - timedelta(days=100 + n % 100),
                    case_manager=f"Manager {chance.randrange(managers) + 1}" if managers else "",
                    given={
                        "fact.gender": chance.choices(GENDERS, (15, 80, 5))[0],
                        "service.risk_of_serious_harm": chance.choices(LEVELS, (30, 45, 20, 5))[0],
                        "service.safety_and_wellbeing": chance.choices(LEVELS, (20, 45, 25, 10))[0],
                    },
                    aside=Aside.OUT_OF_WINDOW if is_aside else "",
                    aside_because="It began before the window." if is_aside else "",
                )
            )
    EligibleRow.objects.bulk_create(rows)
    return upload


def planned(world: World, *, d2: int = 10, d3: int = 15, d4: int = 0, cap: int | None = None) -> None:
    """The lead's plan, saved."""
    plan_save(
        inspection=world.inspection,
        sizes={"D2": d2, "D3": d3},
        on_top={"D4": d4} if d4 else {},
        because="Smaller for a test.",
        cap=cap,
        reserve_per_cent=20,
        seen=0,
        by=world.lead,
    )


def drawn(world: World, *, because: str = "", seed: str = SEED) -> SampleDraw:
    """The sample drawn by the plan that stands."""
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    return draw_make(
        inspection=inspection, seed=seed, because=because, seen=basis_of(inspection).token, by=world.lead, at=NOW
    )


def sampled(world: World, **sizes: int) -> SampleDraw:
    """All of it: 40 and 60 eligible cases, 10 and 15 of them drawn."""
    rows_taken(world)
    planned(world, **sizes)
    return drawn(world)
