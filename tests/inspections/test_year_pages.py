"""The year as a list and a calendar, phases, one's own page, contextual facts and imports, in the browser."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from accounts.models import Person
from inspections.models import ConflictOfInterest, ContextFigure, Inspection, Service
from inspections.rules import Phase, Role
from inspections.services import conflict_declare, context_save, phase_adjust, team_member_add, team_member_change
from reports.bodies import section_body
from reports.live import LiveFigures
from reports.rules import notes_in
from tests import factories
from tests.factories import MONDAY, NOW, PersonFactory, World
from tests.inspections.pages import day, error_links
from tests.reading import text_of

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026/"


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.administrator)


@pytest.fixture
def leading(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.lead)


# The year -----------------------------------------------------------------------------------------------------------
def test_the_list_narrows_to_a_year_a_phase_and_what_is_overdue(browser: Client) -> None:
    factories.world(name="later-2090", monday=date(2090, 3, 13))
    assert "2 inspections" in text_of(browser.get("/inspections/"))
    for query, own, other in (
        ("year=2026", True, False), ("year=2090", False, True), ("phase=announced", True, True),
        ("phase=overdue", True, False), ("phase=panel", False, False),
    ):  # fmt: skip
        says = text_of(browser.get(f"/inspections/?{query}"))
        assert ("Testley-2026 March 2026" in says, "Later-2090 March 2090" in says) == (own, other), query
    assert "No inspection like that" in says


def test_the_calendar_writes_out_what_it_draws_and_names_clashes(browser: Client, world: World) -> None:
    other = factories.world(name="other-2026", monday=MONDAY)
    team_member_add(by=other.administrator, inspection=other.inspection, person=world.inspector, role=Role.INSPECTOR)
    says = text_of(browser.get("/inspections/calendar/?year=2026"))
    assert (
        "inspector of testley-2026, 16 to 20 March 2026: fieldwork in Other-2026 and fieldwork in Testley-2026" in says
        or "inspector of testley-2026, 16 to 20 March 2026: fieldwork in Testley-2026 and fieldwork in Other-2026"
        in says
    )
    assert "23 March to 3 April Testley-2026 : quality assurance Overdue" in says
    assert "Quality assurance: 23 March to 3 April 2026, overdue" in says
    assert "16 to 20 March 2026" in text_of(browser.get(f"{AT}team/"))


def test_the_calendar_of_a_year_without_inspections_says_so(browser: Client) -> None:
    assert "No inspection in this year" in text_of(browser.get("/inspections/calendar/?year=2050"))
    assert f"Inspections in {localdate().year}" in text_of(browser.get("/inspections/calendar/?year=nonsense"))


@pytest.mark.parametrize(("at", "queries"), [("/inspections/calendar/?year=2026", 6), ("/inspections/", 7)])
def test_the_year_takes_as_many_queries_for_one_as_for_many(
    browser: Client, django_assert_num_queries: Callable, at: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        browser.get(at)
    for n in range(3):
        factories.world(name=f"more-{n}")
    with django_assert_num_queries(queries):
        browser.get(at)


# Fieldwork on another day -------------------------------------------------------------------------------------------
def test_a_start_on_another_day_is_asked_about_and_then_taken(browser: Client, world: World) -> None:
    tuesday = day("fieldwork_starts", MONDAY + timedelta(days=1))
    told = {"fieldwork_weeks": "1", "fieldwork_mode": "remote", "joint_with": "police", "seen": "1"} | tuesday
    shown = browser.post(f"{AT}edit/", told)
    assert "17 March 2026 is a Tuesday" in error_links(shown)[0][1]
    assert "It starts on another day than a Monday, and that is right" in text_of(shown)
    says = text_of(browser.post(f"{AT}edit/", told | {"other_day": "on"}, follow=True))
    assert "All its phases have moved with it." in says
    assert Inspection.objects.get().fieldwork_starts == MONDAY + timedelta(days=1)
    assert "Where Remote" in says and "Colleague inspectors Police" in says
    assert "another day than a Monday" not in text_of(browser.get("/inspections/new/"))


def test_moving_fieldwork_says_which_phases_stay(browser: Client, world: World) -> None:
    panel = world.inspection.planned_phases.get(phase=Phase.PANEL)
    phase_adjust(by=world.lead, planned=panel, first=MONDAY, last=MONDAY)
    told = {"fieldwork_weeks": "2", "fieldwork_mode": "on_site", "seen": "1"} | day("fieldwork_starts")
    says = text_of(browser.post(f"{AT}edit/", told, follow=True))
    assert "but for those that somebody adjusted: ratings panel." in says


# Phases -------------------------------------------------------------------------------------------------------------
def test_phases_are_adjusted_and_worked_out_again(leading: Client, world: World) -> None:
    told = day("first", (20, 3, 2026)) | day("last", (20, 3, 2026)) | {"seen": "1"}
    says = text_of(leading.post(f"{AT}phases/panel/", told, follow=True))
    assert "Ratings panel is planned for 20 March 2026." in says
    assert f"Adjusted by {world.lead}; worked out: 16 April 2026" in says
    assert "Out of order It should not begin or end before quality assurance does." in says
    again = text_of(leading.get(f"{AT}phases/panel/again/"))
    assert "Worked out from 16 March 2026: 16 April 2026." in again
    says = text_of(leading.post(f"{AT}phases/panel/again/", {"seen": "2"}, follow=True))
    assert "Ratings panel is planned for 16 April 2026." in says and "Adjusted" not in says


def test_days_in_the_wrong_order_are_told(leading: Client) -> None:
    told = day("first", (20, 3, 2026)) | day("last", (19, 3, 2026)) | {"seen": "1"}
    shown = leading.post(f"{AT}phases/panel/", told)
    assert error_links(shown) == [
        ("#id_last_0", "The last day comes before the first: enter the same day or a later one")
    ]
    assert leading.get(f"{AT}phases/fieldwork/").status_code == 404


def test_days_that_somebody_else_changed_are_told(leading: Client, world: World) -> None:
    panel = world.inspection.planned_phases.get(phase=Phase.PANEL)
    phase_adjust(by=world.administrator, planned=panel, first=MONDAY, last=MONDAY)
    told = day("first", (20, 4, 2026)) | day("last", (20, 4, 2026)) | {"seen": "1"}
    shown = leading.post(f"{AT}phases/panel/", told)
    assert f"{world.administrator} saved this while you had it open." in error_links(shown)[0][1]
    shown = leading.post(f"{AT}phases/panel/again/", {"seen": "1"})
    assert "Somebody else changed this meanwhile" in text_of(shown)


def test_moving_on_is_one_click_with_a_confirmation(leading: Client, world: World) -> None:
    assert "Move on to evidence in advance" in text_of(leading.get(f"{AT}phases/"))
    at = f"{AT}phases/evidence/move/"
    assert "No answer, judgement or decision changes, and you can go back." in text_of(leading.get(at))
    says = text_of(leading.post(at, {"seen": "announced"}, follow=True))
    assert "Testley-2026, March 2026 is now in: evidence in advance." in says
    shown = leading.post(f"{AT}phases/panel/move/", {"seen": "announced"})
    assert "Somebody else changed this meanwhile" in text_of(shown)
    assert "Go back to announced?" in text_of(leading.get(f"{AT}phases/announced/move/"))
    assert leading.get(f"{AT}phases/lunch/move/").status_code == 404


def test_what_is_overdue_stands_on_the_page_of_the_inspection(browser: Client, world: World, sign_in: SignIn) -> None:
    assert "Overdue: evidence in advance (planned until 13 February 2026)" in text_of(browser.get(AT))
    assert "Overdue" in text_of(sign_in(world.people[Role.QUALITY_LEAD]).get(f"{AT}phases/"))


# Services -----------------------------------------------------------------------------------------------------------
def upload(browser: Client, text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    response = browser.post("/services/import/", {"file": SimpleUploadedFile("services.csv", content)})
    assert response.status_code == 200
    return response.content.decode()


def test_a_file_is_mended_previewed_and_taken(browser: Client) -> None:
    shown = upload(browser, "place,region\nWells,Narnia\n,London\n")
    assert "2 cells of the file must be mended" in shown and "“Narnia” is no region" in shown
    shown = upload(browser, "place,region\nWells,London\nTestley-2026,London\n")
    assert not Service.objects.filter(place="Wells").exists()
    token = shown.split('name="token" value="')[1].split('"')[0]
    told = {"text": "place,region\r\nWells,London\r\nTestley-2026,London\r\n", "token": token}
    assert "Two services are saved." in text_of(browser.post("/services/import/", told, follow=True))
    assert Service.objects.get(place="Wells").region == "london"
    assert "nothing was done" in text_of(browser.post("/services/import/", told))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04rest", "This is a workbook"),
        (b"place\n" + b"x" * 600_000, "larger than 500 rows can be"),
        (b"place\n\0\n", "This is no CSV file"),
        (b"", "The file is empty"),
    ],
)
def test_what_is_no_csv_file_is_refused_with_a_sentence(browser: Client, content: bytes, expected: str) -> None:
    assert expected in upload(browser, content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("begins", ["", "sep=;\r\n"])
def test_a_file_is_read_as_spreadsheets_write_it(browser: Client, encoding: str, begins: str) -> None:
    shown = upload(browser, f"{begins}place;board_name\r\nCaffè;“Wells, and Bath”\r\n".encode(encoding))
    assert "Caffè" in shown and "“Wells, and Bath”" in shown and "Take all of this" in shown


def test_the_template_names_every_column(browser: Client) -> None:
    content = browser.get("/services/import/template/").content.decode()
    assert content.startswith("\ufeffplace,full_name,") and content.endswith("report_source\r\n")


def test_contacts_and_earlier_inspections_come_and_go(browser: Client, world: World) -> None:
    at = f"/services/{world.inspection.service_id}/"
    assert error_links(browser.post(f"{at}contacts/new/", {"name": "Dora"})) == [
        ("#id_email", "Enter an e-mail address or a telephone number: a contact must be reachable")
    ]
    browser.post(f"{at}contacts/new/", {"name": "Dora", "phone": "01632 960001"})
    told = {"held_on": "March 2019", "rating": "Good", "score": "20"}
    says = text_of(browser.post(f"{at}earlier/new/", told, follow=True))
    assert "Dora Not given Not given 01632 960001" in says and "March 2019 Not given Good (20 of 36)" in says
    assert error_links(browser.post(f"{at}earlier/new/", told))[0][1].startswith("An inspection of March 2019")
    service = world.inspection.service
    for path in (
        f"/contacts/{service.contacts.get().pk}/",
        f"/earlier-inspections/{service.earlier_inspections.get().pk}/",
    ):
        assert browser.get(path).status_code == 200
        browser.post(f"{path}remove/", {"seen": "1"})
    assert not service.contacts.exists() and not service.earlier_inspections.exists()


# Teams and people ---------------------------------------------------------------------------------------------------
def test_somebody_new_joins_by_e_mail(browser: Client, world: World) -> None:
    told = {"who": "new", "name": "Nia", "email": "nia@example.test", "role": "inspector"}
    says = text_of(browser.post(f"{AT}team/", told, follow=True))
    assert (
        "Nia is now inspector of this inspection. A mail tells nia@example.test, with a link to set a password." in says
    )
    assert "Nia No password yet Inspector All of fieldwork All No limit" in says
    assert "Lead inspector Reads no cases Days and cases" in says  # without days of their own (rule 128)
    own = world.inspection.team.get(role="lead")
    assert "Empty: the lead reads no cases." in text_of(browser.get(f"{AT}team/{own.pk}/"))
    assert error_links(browser.post(f"{AT}team/", {"who": "new", "role": "editor"})) == [
        ("#id_name", "Enter the person’s name"), ("#id_email", "Enter the person’s e-mail address"),
    ]  # fmt: skip


def test_the_address_of_somebody_known_means_them(browser: Client, world: World) -> None:
    told = {"who": "new", "name": "X", "email": world.stranger.email.upper(), "role": "editor"}
    browser.post(f"{AT}team/", told)
    assert world.inspection.team.filter(person=world.stranger, role=Role.EDITOR).exists()


def test_the_lead_sets_days_and_names_a_stand_in(leading: Client, world: World) -> None:
    member = world.inspection.team.get(role=Role.INSPECTOR)
    told = {"days": "2.5", "domains": ["D2"], "most": "6", "seen": "1"}
    says = text_of(leading.post(f"{AT}team/{member.pk}/", told, follow=True))
    assert f"{world.inspector} Inspector 2.5 D2 6" in says
    shown = leading.post(f"{AT}team/{member.pk}/", told | {"days": "99", "seen": "2"})
    assert error_links(shown) == [("#id_days", "Days available may be from 0 to 60")]
    says = text_of(leading.post(f"{AT}team/", {"person": world.inspector.pk}, follow=True))
    assert f"{world.inspector} is now stand-in for the lead of this inspection." in says
    assert "Add somebody" not in says


def test_conflicts_are_declared_listed_and_withdrawn(leading: Client, world: World, sign_in: SignIn) -> None:
    at = f"{AT}team/conflicts/new/"
    told = {"person": world.inspector.pk, "about": "case", "because": "Knows the family."}
    assert error_links(leading.post(at, told)) == [("#id_reference", "Enter the reference")]
    says = text_of(leading.post(at, told | {"reference": "A1"}, follow=True))
    assert f"{world.inspector} Case A1 Knows the family. {world.lead}," in says
    admin = sign_in(world.administrator)
    says = text_of(admin.get(f"{AT}team/"))
    assert "One case Knows the family." in says and "A1" not in says
    assert "A1" not in text_of(admin.get(f"/people/{world.inspector.pk}/"))
    conflict = ConflictOfInterest.objects.get()
    assert "A1" not in text_of(admin.get(f"/conflicts/{conflict.pk}/withdraw/"))
    own = sign_in(world.inspector)
    assert "Case A1" in text_of(own.get("/people/me/"))
    says = text_of(own.post(f"/conflicts/{conflict.pk}/withdraw/", {"because": "A mistake."}, follow=True))
    assert "Withdrawn: A mistake." in says


def test_ones_own_page_shows_roles_dates_cases_and_conflicts(world: World, sign_in: SignIn) -> None:
    world.submitted("A1")
    world.review("A2")
    member = world.inspection.team.get(role=Role.INSPECTOR)
    team_member_change(by=world.lead, member=member, days=Decimal("2.5"), domains=["D2"], most=None)
    own = sign_in(world.inspector)
    says = text_of(own.get("/people/me/"))
    assert "Testley-2026, March 2026 Inspector 2.5 days and cases of D2 only Announced" in says
    assert "16 to 20 March 2026 16 April 2026 1 of 2 submitted" in says and "A1" not in says
    told = {"service": world.inspection.service_id, "about": "whole", "because": "Worked there."}
    says = text_of(own.post("/people/me/conflicts/new/", told, follow=True))
    assert "Testley-2026 The whole service Worked there." in says
    stranger = sign_in(world.stranger)
    assert "You are on no inspection yet" in text_of(stranger.get("/people/me/conflicts/new/"))


def test_ones_own_page_takes_as_many_queries_for_one_as_for_many(
    world: World, sign_in: SignIn, django_assert_num_queries: Callable
) -> None:
    own = sign_in(world.inspector)
    with django_assert_num_queries(7):
        own.get("/people/me/")
    for n in range(3):
        other = factories.world(name=f"more-{n}")
        join = {"inspection": other.inspection, "person": world.inspector, "role": Role.INSPECTOR}
        team_member_add(by=other.administrator, **join)
        conflict_declare(
            by=world.inspector, at=NOW, service=other.inspection.service, person=world.inspector, because="There."
        )
    with django_assert_num_queries(7):
        own.get("/people/me/")


def test_a_service_contact_reads_nothing_of_the_panel_and_declares_no_conflict(world: World, sign_in: SignIn) -> None:
    contact = sign_in(world.people[Role.SERVICE_CONTACT])
    says = text_of(contact.get("/people/me/"))
    assert "16 April 2026" not in says and "Conflicts of interest" not in says
    assert world.inspection.service.place not in text_of(contact.get("/people/me/conflicts/new/"))
    offered = sign_in(world.lead).get(f"{AT}team/conflicts/new/").context["form"].fields["person"].queryset
    assert world.inspector in offered and world.people[Role.SERVICE_CONTACT] not in offered


# Contextual facts ---------------------------------------------------------------------------------------------------
FIGURE = {
    "kind": "staff", "label": "Vacancies", "unit": "per_cent", "value": "12%", "numerator": "3", "denominator": "25",
    "national": "8", "period": "2025 to 2026", "source": "The service’s workforce return", "direction": "up",
} | day("as_at")  # fmt: skip


def test_a_figure_is_offered_saved_changed_and_removed(world: World, sign_in: SignIn) -> None:
    editor = sign_in(world.editor)
    assert "Reports usually print:" in text_of(editor.get(f"{AT}context/"))
    assert 'value="Share of posts that are vacant"' in editor.get(f"{AT}context/new/?figure=vacancies").content.decode()
    says = text_of(editor.post(f"{AT}context/new/?figure=vacancies", FIGURE, follow=True))
    assert "Vacancies 12% 3 of 25 Up 8% 2025 to 2026 The service’s workforce return, as at 16 March 2026" in says
    assert "Share of posts that are vacant" not in says
    figure = ContextFigure.objects.get()
    assert figure.code == "vacancies"
    shown = editor.post(f"{AT}context/{figure.pk}/", FIGURE | {"value": "13", "seen": "1"})
    assert error_links(shown) == [
        ("#id_value", "3 of 25 makes 12, and the figure says 13: change the figure, or the counts")
    ]
    editor.post(f"{AT}context/{figure.pk}/", FIGURE | {"source": "A letter", "seen": "1"})
    assert "A letter" in text_of(sign_in(world.panel).get(f"{AT}context/"))
    editor.post(f"{AT}context/{figure.pk}/remove/", {"seen": "2"})
    assert not ContextFigure.objects.exists()
    assert "No figure yet" in text_of(sign_in(world.panel).get(f"{AT}context/"))


@pytest.mark.parametrize("typed", ["45,3", "1,50", "4.500,5", "1e3", "12 3", "NaN", "--4"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(world: World, sign_in: SignIn, typed: str) -> None:
    shown = sign_in(world.editor).post(f"{AT}context/new/", FIGURE | {"value": typed})
    assert error_links(shown) == [("#id_value", "Figure here must be a number, such as 1,250 or 45.3")]


@pytest.mark.parametrize(("typed", "read"), [("£1,250.5", "1250.5"), ("−4", "-4"), ("12,345,678", "12345678")])
def test_numbers_are_read_as_people_write_them(world: World, sign_in: SignIn, typed: str, read: str) -> None:
    told = {"value": typed, "unit": "pounds", "national": ""}
    sign_in(world.editor).post(f"{AT}context/new/", FIGURE | told)
    assert ContextFigure.objects.get().value == Decimal(read)


def test_a_figure_is_not_read_on_a_day_to_come(world: World, sign_in: SignIn) -> None:
    shown = sign_in(world.editor).post(f"{AT}context/new/", FIGURE | {"as_at_2": "2099"})
    assert [words for _, words in error_links(shown)] == [
        "This day is still to come: enter the day the figure was read or published"
    ]


def test_the_report_cites_figures_with_source_period_and_day(world: World) -> None:
    told = {"inspection": world.inspection, "as_at": MONDAY, "source": "Youth Justice Board", "period": "2025"}
    for label, unit, value in (("Custody", "rate", 6), ("First-time entrants", "rate", 148), ("Girls", "per_cent", 12)):
        kind = "caseload" if label == "Girls" else "performance"
        counts = {"numerator": Decimal(3), "denominator": Decimal(25)}
        more = {"source": "The service", **counts} if label == "Girls" else {}
        figure = ContextFigure(label=label, unit=unit, value=Decimal(value), kind=kind, **told | more)
        context_save(by=world.lead, figure=figure)
    html = section_body(LiveFigures(Inspection.objects.with_names().get()), "context")
    assert html.index("Girls") < html.index("Custody (rate per 100,000)") < html.index("First-time entrants")
    sources = [note for note in notes_in(html) if note.startswith("Source")]
    assert sources == [
        "Source: The service, 2025, as at 16 March 2026.",
        "Source: Youth Justice Board, 2025, as at 16 March 2026.",
    ]
    assert "12%<br>" in html and "3 of 25" in html


def test_a_person_page_of_an_administrator_counts_and_names_no_case(browser: Client, world: World) -> None:
    world.submitted("SECRET-1")
    says = text_of(browser.get(f"/people/{world.inspector.pk}/"))
    assert "1 of 1 submitted" in says and "SECRET-1" not in says
    assert PersonFactory().name not in says
