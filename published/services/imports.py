"""inspection_import: a file of printed figures becomes an inspection with synthetic cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.timezone import get_default_timezone

from accounts.models import Person
from inspections.models import Inspection, Service, TeamMember
from inspections.rules import TAKEN_NAMES, Phase
from inspections.services import inspection_create, service_save
from published.checks import FileRefused, contradictions_of, document_read, problems_told, shape_problems
from published.figures import PrintedInspection, inspection_from
from published.schedule import Schedule
from published.services.crew import (
    Crew,
    Membership,
    crew_activate,
    importer,
    memberships_of,
    synthetic_crew,
    team_join,
)
from published.services.losses import losses_of
from published.services.replay import (
    Replay,
    ReplayFailed,
    cases_place,
    discretion_record,
    judgements_record,
    reviews_record,
)
from published.synthesis import cases_made
from ratings.figures import ratings_page
from ratings.structure import RatingsPage
from standards.models import Edition
from standards.outline import outline_of
from standards.services import SHIPPED, edition_load, shipped_edition
from standards.wording import joined, plural

LONGEST_NAME = 80

__all__ = ["ImportResult", "Outcome", "ReplayFailed", "inspection_import"]


class Outcome(StrEnum):
    IMPORTED = "imported"
    SAME = "same"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ImportResult:
    inspection: Inspection
    outcome: Outcome
    notes: tuple[str, ...] = ()  # sentences: what was lost, what cannot be shown

    @property
    def sentence(self) -> str:
        if self.outcome is Outcome.SAME:
            return f"{self.inspection.name} is already imported from the same figures. Nothing was changed."
        cases = plural(self.inspection.cases.count(), "synthetic case", "synthetic cases")
        done = "Imported" if self.outcome is Outcome.IMPORTED else "Imported anew"
        return f"{done} {self.inspection.name}: {cases} that add up to the printed figures ({self.inspection.source})."


@transaction.atomic
def inspection_import(
    *,
    path: Path,
    now: datetime,
    replace: bool = False,
    crew: Crew | None = None,
    others: Sequence[Membership] = (),
) -> ImportResult:
    """Makes the inspection that the file's stem names, or finds it made already from the same figures.

    It is recorded as done by `crew` (default: synthetic people); `others` join its team afterwards. One made from other
    figures is deleted and made anew only with `replace`. Raises FileRefused, with sentences; then nothing is written.
    """
    name = name_of(path)
    printed = _printed(path)
    admin = importer()
    existing = Inspection.objects.select_for_update().filter(name=name).first()
    if existing and existing.source_hash == printed.content_hash:
        return ImportResult(existing, Outcome.SAME)
    edition = _edition(printed.framework)
    if problems := contradictions_of(printed, outline_of(edition)):
        raise FileRefused(*problems_told(problems))
    lost: tuple[str, ...] = ()
    if existing:
        lost = _refuse_or_delete(existing, path, replace=replace)
        others = [*others, *_carried_over(existing, crew)]
        TeamMember.objects.filter(inspection=existing).remove(by=admin)
        existing.delete()
    crew = crew or synthetic_crew()
    crew_activate([admin, *crew.people], is_active=True)
    inspection = _created(name, printed, edition, admin)
    team_join(by=admin, inspection=inspection, memberships=crew.memberships)
    _replayed(inspection, printed, crew, now)
    team_join(by=admin, inspection=inspection, memberships=others)
    crew_activate([admin, *crew.people], is_active=False)
    unrated = _verified(ratings_page(inspection), printed)
    return ImportResult(inspection, Outcome.REPLACED if existing else Outcome.IMPORTED, (*lost, *unrated))


def name_of(path: Path) -> str:
    """The inspection's name: the file's stem. Raises FileRefused where that is no name for addresses."""
    try:
        validate_slug(path.stem)
    except ValidationError:
        bad = True
    else:
        bad = len(path.stem) > LONGEST_NAME or path.stem in TAKEN_NAMES
    if bad:
        raise FileRefused(
            f"The inspection takes its name from the file, and {path.stem[:100]!r} cannot be one: rename the file to "
            f"letters, digits and hyphens, at most {LONGEST_NAME}, such as doncaster-2024.json."
        )
    return path.stem


def _printed(path: Path) -> PrintedInspection:
    document = document_read(path)
    if problems := shape_problems(document):
        raise FileRefused(*problems_told(problems))
    return inspection_from(document)


def _edition(code: str) -> Edition:
    """The edition that the file names: as it is loaded, else the shipped one, loaded now."""
    edition = Edition.objects.filter(code=code).first()
    if edition is None:
        shipped = shipped_edition(code)
        if shipped is None:
            loaded = Edition.objects.order_by("code").values_list("code", flat=True)
            names = sorted({*loaded, *(file.stem for file in SHIPPED.glob("*.yaml"))})
            raise FileRefused(
                f"framework: there is no edition {code[:60]!r}; there are {joined(names)}. Load it first: edition_load."
            )
        edition = edition_load(path=shipped).edition
    return edition


def _refuse_or_delete(existing: Inspection, path: Path, *, replace: bool) -> tuple[str, ...]:
    """What deleting the inspection would lose, in sentences. Raises FileRefused where it is not to be deleted."""
    if not existing.source_hash:
        raise FileRefused(
            f"There is an inspection {existing.name} that was not imported from a file: it stays. Rename {path.name}."
        )
    lost = losses_of(existing)
    if not replace:
        raise FileRefused(
            f"{existing.name} was imported from other figures than {path.name} holds now. Give --replace to delete it "
            f"and make it anew. {' '.join(lost)}"
        )
    return lost


def _carried_over(existing: Inspection, crew: Crew | None) -> list[Membership]:
    """Roles of the team that outlast a replacement: those of people who are not of the crew that records it."""
    recording = {person.pk for person in crew.people} if crew else set()
    return [member for member in memberships_of(existing) if member[0].pk not in recording]


def _created(name: str, printed: PrintedInspection, edition: Edition, admin: Person) -> Inspection:
    created = inspection_create(
        by=admin,
        service=_service(printed.service, admin),
        edition=edition,
        name=name,
        fieldwork_starts=printed.fieldwork_starts,
        fieldwork_weeks=printed.fieldwork_weeks,
        fieldwork_mode=printed.fieldwork_mode,
        phase=Phase.PUBLISHED.value,
        joint_with=list(printed.joint),
        published=printed.published,
        meetings_held=printed.meetings,
        interviews=dict(printed.interviews or {}),
        interviews_by_domain=dict(printed.interviews_by_domain),
        synthetic=True,
        source=printed.source,
        source_hash=printed.content_hash,
    )
    # Read anew: the database has marked the edition as used, which lets its outline be kept.
    inspection: Inspection = Inspection.objects.with_names().get(pk=created.pk)
    return inspection


def _replayed(inspection: Inspection, printed: PrintedInspection, crew: Crew, now: datetime) -> None:
    edition = inspection.edition
    schedule = Schedule(printed.fieldwork_starts, printed.fieldwork_weeks, get_default_timezone(), now)
    replay = Replay(inspection, printed, outline_of(edition), crew, schedule)
    made = cases_made(printed, replay.outline, name=inspection.name, sample=edition.sample)
    reviews_record(replay, cases_place(replay, made))
    judgements_record(replay)
    discretion_record(replay)


def _service(place: str, admin: Person) -> Service:
    found = Service.objects.filter(place=place).first()
    return found or service_save(by=admin, service=Service(place=place))


def _verified(page: RatingsPage, printed: PrintedInspection) -> tuple[str, ...]:
    """Raises ReplayFailed unless the ratings page is the printed one; says where there can be no overall score."""
    for number, said in printed.rated.items():
        now = page.by_number[number]
        counts = [(tally.yes, tally.relevant) for tally in now.tallies]
        if now.rating != said.rating or counts != [(q.yes, q.relevant) for q in said.questions]:
            raise ReplayFailed(f"{number} came out as {counts}, {now.rating}.")
    if page.overall.missing:
        numbers = joined(list(page.overall.missing))
        claimed = f"{printed.overall.score} of {printed.overall.out_of}"
        return (f"No overall score is shown, because {numbers} is not rated; the file says {claimed}.",)
    if (page.overall.score, page.overall.rating) != (printed.overall.score, printed.overall.rating):
        raise ReplayFailed(f"The overall score came out as {page.overall.score}, {page.overall.rating}.")
    return ()
