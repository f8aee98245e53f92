"""My work: every inspection somebody is on, with what is theirs to do there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews.models import CaseReview, Question, ReceivedChange
from casereviews.rules import CLOSED, State
from inspections.models import Inspection, TeamMember
from inspections.rules import ROLE_NAMES, Phase, Role
from samples.models import EligibleUpload
from samples.previews import COLOURS as UPLOAD_COLOURS
from samples.rules import OPEN, UPLOAD_STATE_NAMES, UploadState
from standards.wording import date_words, joined, plural, sentence


@dataclass
class Asked:
    """Questions to the lead: how many wait for the lead, and how many of one's own were answered and not looked at."""

    open: int = 0
    answered: int = 0


@dataclass
class Work:
    """One inspection as one person sees it: their roles, and how their own cases stand."""

    inspection: Inspection
    lead: str = ""
    roles: list[Role] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    upload: UploadState | None = None  # where the latest file of eligible cases stands

    @property
    def roles_words(self) -> str:
        return sentence(joined([ROLE_NAMES[role].lower() for role in self.roles]))

    @property
    def phase_words(self) -> str:
        """The phase and when fieldwork is; during fieldwork that is one thing."""
        weeks = plural(self.inspection.fieldwork_weeks, "week", "weeks")
        fieldwork = f"fieldwork from {date_words(self.inspection.fieldwork_starts)}, {weeks}"
        if self.inspection.phase == Phase.FIELDWORK:
            return sentence(fieldwork)
        return f"{self.inspection.get_phase_display()}; {fieldwork}"

    @property
    def tasks(self) -> list[dict[str, str]]:
        """Items of a task list, in the order of the roles; a page is named once."""
        tasks = [task for role in self.roles for task in TASKS[role](self)]
        return list({task.get("href") or task["title"]: task for task in tasks}.values())

    @property
    def is_finished(self) -> bool:
        return self.inspection.phase == Phase.PUBLISHED

    def address(self, page: str) -> str:
        return reverse(page, kwargs={"name": self.inspection.name})


def _questions(work: Work, count: int, words: str) -> list[dict[str, str]]:
    """The questions to the lead, where there is something new."""
    if not count:
        return []
    hint = "About prompts and key questions, and the rulings on them"
    page = {"title": "Questions to the lead inspector", "href": work.address("questions"), "hint": hint}
    return [page | {"status": f"{count} {words}", "colour": "blue"}]


def _evidence(work: Work) -> dict[str, str]:
    hint = "Documents, meetings, surveys; strengths and areas for improvement"
    return {"title": "Evidence", "href": work.address("evidence"), "hint": hint, "status": ""}


def _inspector(work: Work) -> list[dict[str, str]]:
    return [*_my_cases(work), _evidence(work), *_questions(work, work.asked.answered, "answered")]


def _my_cases(work: Work) -> list[dict[str, str]]:
    if not work.states:
        who = f"{work.lead} shares them out" if work.lead else "the lead inspector shares them out"
        return [{"title": "My cases", "href": work.address("my_cases"), "hint": f"None yet: {who}", "status": ""}]
    closed = sum(work.states.get(state, 0) for state in CLOSED)
    counts = {
        "to start": work.states.get(State.NOT_STARTED, 0),
        "in progress": work.states.get(State.IN_PROGRESS, 0),
        "submitted": closed,
    }
    hint = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    open_cases = counts["to start"] + counts["in progress"]
    status, colour = (f"{open_cases} to do", "blue") if open_cases else ("All submitted", "green")
    return [{"title": "My cases", "href": work.address("my_cases"), "hint": hint, "status": status, "colour": colour}]


def _lead(work: Work) -> list[dict[str, str]]:
    hint = "Progress, cases, emerging figures, who looked"
    page = {"title": "The inspection", "href": work.address("inspection"), "hint": hint, "status": ""}
    asked = _questions(work, work.asked.open, "open")
    return [page, _evidence(work), *asked, *(_my_cases(work) if work.states else [])]


def _quality_lead(work: Work) -> list[dict[str, str]]:
    hint = "Progress, cases and emerging figures"
    page = {"title": "The inspection", "href": work.address("inspection"), "hint": hint, "status": ""}
    return [page, _evidence(work)]


def _panel(work: Work) -> list[dict[str, str]]:
    hint = "Figures, what is open to discretion, decisions, the overall score"
    return [{"title": "Ratings", "href": work.address("ratings"), "hint": hint, "status": ""}, _evidence(work)]


def _report(work: Work) -> list[dict[str, str]]:
    hint = "Its sections, and whether each is up to date"
    return [{"title": "The report", "href": work.address("report"), "hint": hint, "status": ""}]


def _stand_in(work: Work) -> list[dict[str, str]]:
    hint = "Sign off for the lead that a case fell out, and what takes its place"
    page = {"title": "The sample", "href": work.address("sample"), "hint": hint, "status": ""}
    return [page, _evidence(work)]


def _service_contact(work: Work) -> list[dict[str, str]]:
    hint = "Send the cases that can be inspected, from the template. Later you check the facts of the report here."
    page = {"title": "Eligible cases", "href": work.address("eligible"), "hint": hint, "status": "To send"}
    if work.upload:
        page["status"] = UPLOAD_STATE_NAMES[work.upload]
    evidence = {"title": "Evidence", "href": work.address("evidence_sent"), "status": ""}
    evidence["hint"] = "Send documents and your presentation, and see what your service sent"
    return [page | {"colour": UPLOAD_COLOURS.get(work.upload, "blue") if work.upload else "blue"}, evidence]


TASKS: dict[Role, Callable[[Work], list[dict[str, str]]]] = {
    Role.LEAD: _lead,
    Role.STAND_IN: _stand_in,
    Role.INSPECTOR: _inspector,
    Role.QUALITY_LEAD: _quality_lead,
    Role.PANEL: _panel,
    Role.EDITOR: _report,
    Role.SIGNATORY: _report,
    Role.SERVICE_CONTACT: _service_contact,
}


def works_of(person: Person) -> list[Work]:
    """Every inspection of a person, newest fieldwork first, in as few queries for many as for one."""
    works: dict[int, Work] = {}
    members = TeamMember.objects.filter(person=person).select_related("inspection__service", "inspection__edition")
    for member in members.order_by("-inspection__fieldwork_starts", "inspection__name"):
        works.setdefault(member.inspection_id, Work(member.inspection)).roles.append(Role(member.role))
    for work in works.values():
        work.roles.sort(key=list(Role).index)
    _add_leads(works)
    _add_states(works, person)
    _add_asked(works, person)
    _add_uploads(works)
    return list(works.values())


def _add_leads(works: dict[int, Work]) -> None:
    leads = TeamMember.objects.filter(inspection__in=works, role=Role.LEAD).select_related("person").order_by()
    for member in leads:
        works[member.inspection_id].lead = member.person.name


def _add_states(works: dict[int, Work], person: Person) -> None:
    reads = [pk for pk, work in works.items() if {Role.LEAD, Role.INSPECTOR}.intersection(work.roles)]
    counts = (
        CaseReview.objects.filter(inspection__in=reads, reader=person, case__in_sample=True)
        .order_by()
        .values_list("inspection_id", "state")
        .annotate(reviews=Count("pk"))
    )
    for inspection_id, state, reviews in counts:
        works[inspection_id].states[state] = reviews


def _add_asked(works: dict[int, Work], person: Person) -> None:
    """Nothing is asked of the database for who neither leads nor reads."""
    reads = [pk for pk, work in works.items() if {Role.LEAD, Role.INSPECTOR}.intersection(work.roles)]
    if not reads:
        return
    is_answered = Q(asked_by=person, ruling__isnull=False, seen_at=None)
    is_open = Q(ruling=None, withdrawn_at=None)
    rows = Question.objects.filter(is_open | is_answered, inspection__in=reads).order_by().values_list("inspection_id")
    for inspection_id, waiting, answered in rows.annotate(
        waiting=Count("pk", filter=is_open), answered=Count("pk", filter=is_answered)
    ):
        works[inspection_id].asked = Asked(waiting, answered)


def _add_uploads(works: dict[int, Work]) -> None:
    """Asked for the contacts of services alone: a file that waits for them, else the one that is taken."""
    theirs = [pk for pk, work in works.items() if Role.SERVICE_CONTACT in work.roles]
    if not theirs:
        return
    uploads = EligibleUpload.objects.filter(inspection__in=theirs, state__in={*OPEN, UploadState.TAKEN})
    for inspection_id, state in uploads.order_by("pk").values_list("inspection_id", "state"):
        works[inspection_id].upload = UploadState(state)


def _administrators(works: Iterable[Work]) -> list[Person]:
    """Whom to ask, where there is nothing yet."""
    return [] if works else list(Person.objects.filter(is_administrator=True, is_active=True).order_by("name")[:3])


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    works = works_of(request.user)
    request.user.leads.update(work.inspection.pk for work in works if Role.LEAD in work.roles)
    return render(
        request,
        "accounts/home.html",
        {
            "current": [work for work in works if not work.is_finished],
            "finished": [work for work in works if work.is_finished],
            "administrators": _administrators(works),
            "has_asides": ReceivedChange.objects.kept_aside_of(request.user.pk).exists(),
        },
    )
