"""Services and inspections, as an administrator sets them up in the browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import Person
from inspections.models import Inspection, Service
from tests.factories import MONDAY, PersonFactory, ServiceFactory, World, load_edition, world
from tests.inspections.pages import day, error_links
from tests.reading import text_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def browser(sign_in: SignIn, db: None) -> Client:
    return sign_in(PersonFactory(is_administrator=True))


WEEKS = ("#id_fieldwork_weeks", "Weeks of fieldwork must be a whole number from 1 to 8")


def new_inspection(**more: Any) -> dict[str, Any]:
    told = {
        "service": Service.objects.get_or_create(place="Great Yarmouth")[0].pk,
        "edition": load_edition("youth-2021").pk,
        "fieldwork_weeks": "2",
        "fieldwork_mode": "mixed",
        "joint_with": ["police", "health"],
        "name": "",
    }
    return told | day("fieldwork_starts") | more


def test_service_list_says_what_to_do_where_there_is_none(browser: Client) -> None:
    assert "No service yet Add the first one" in text_of(browser.get("/services/"))


def test_service_new_saves_every_name(browser: Client) -> None:
    names = {
        "place": "Doncaster",
        "full_name": "Doncaster Youth Justice Service",
        "short_name": "Doncaster YJS",
        "generic_term": "YJS",
        "board_name": "Youth Justice Partnership Board",
    }
    assert "Doncaster is saved." in text_of(browser.post("/services/new/", names, follow=True))
    assert Service.objects.values(*names).get() == names


def test_service_refuses_a_place_that_is_taken_whatever_its_letters(browser: Client) -> None:
    ServiceFactory(place="Doncaster")
    shown = browser.post("/services/new/", {"place": "DONCASTER"})
    assert error_links(shown) == [("#id_place", "There is a service for DONCASTER already: enter another place")]


def test_service_shows_what_is_saved_and_its_inspections(browser: Client, world: World) -> None:
    service = world.inspection.service
    says = text_of(browser.get(f"/services/{service.pk}/"))
    assert "March 2026 Youth justice services 2021 Announced Not published yet" in says
    browser.post(f"/services/{service.pk}/edit/", {"place": "Testley", "short_name": "Testley YOT", "seen": "1"})
    service.refresh_from_db()
    assert (service.place, service.short_name) == ("Testley", "Testley YOT")


def test_inspection_new_names_it_after_place_and_year(browser: Client) -> None:
    for name in ("great-yarmouth-2026", "great-yarmouth-2026-2"):
        shown = browser.post("/inspections/new/", new_inspection(), follow=True)
        assert "Great Yarmouth, March 2026 is set up. Now choose its team." in text_of(shown)
        assert shown.redirect_chain == [(f"/inspections/{name}/team/", 302)]
    made = Inspection.objects.get(name="great-yarmouth-2026")
    assert (made.fieldwork_starts, made.fieldwork_weeks, made.fieldwork_mode, made.joint_with) == (
        MONDAY, 2, "mixed", ["police", "health"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"service": ""}, ("#id_service", "Choose the service")),
        ({"edition": "0"}, ("#id_edition", "Choose an edition of the list")),
        (
            day("fieldwork_starts", date(2026, 3, 18)),
            (
                "#id_fieldwork_starts_0",
                "Fieldwork starts on a Monday, and 18 March 2026 is a Wednesday. The Monday of that week is "
                "16 March 2026: enter that day, or say below that it starts on another.",
            ),
        ),
        (
            day("fieldwork_starts", ("31", "2", "2026")),
            ("#id_fieldwork_starts_0", "Enter a date that exists, such as 16 3 2026"),
        ),
        (
            day("fieldwork_starts", ("9" * 5000, "2", "2026")),
            ("#id_fieldwork_starts_0", "Enter a date that exists, such as 16 3 2026"),
        ),
        (
            day("fieldwork_starts", ("16", "3", "26")),
            ("#id_fieldwork_starts_0", "Enter a year from 2000 to 2099, with four digits"),
        ),
        (
            day("fieldwork_starts", ("16", "", "2026")),
            ("#id_fieldwork_starts_0", "Enter the day, month and year of the Monday"),
        ),
        ({"fieldwork_weeks": "0"}, WEEKS),
        (
            {"fieldwork_weeks": "9" * 5000},
            WEEKS,
        ),
        ({"fieldwork_mode": ""}, ("#id_fieldwork_mode", "Choose where fieldwork takes place")),
        (
            {"name": "Great Yarmouth"},
            ("#id_name", "Enter a name of letters, figures and hyphens, such as doncaster-2026"),
        ),
        ({"name": "new"}, ("#id_name", "new is taken: enter another name, such as new-2")),
        ({"name": "taken-2026"}, ("#id_name", "taken-2026 is taken: enter another name, such as taken-2026-2")),
    ],
)
def test_inspection_new_says_what_to_mend(browser: Client, told: dict[str, str], expected: tuple[str, str]) -> None:
    world(name="taken-2026")
    shown = browser.post("/inspections/new/", new_inspection(**told))
    assert error_links(shown) == [expected]
    assert "<title>Error: Set up an inspection" in shown.content.decode()
    assert Inspection.objects.count() == 1


def test_inspection_new_says_that_a_service_is_needed_first(browser: Client) -> None:
    assert "There is no service to inspect yet." in text_of(browser.get("/inspections/new/"))


def test_inspection_list_shows_the_plan_and_who_leads(browser: Client, world: World) -> None:
    says = text_of(browser.get("/inspections/"))
    assert "Testley-2026 March 2026 16 March 2026 Announced Overdue : Evidence in advance, presentation" in says
    assert "On site Youth justice services 2021 lead of testley-2026" in says


def test_inspection_list_takes_as_many_queries_for_one_as_for_many(
    browser: Client, django_assert_num_queries: Callable
) -> None:
    world(name="first-2026")
    with django_assert_num_queries(7):
        browser.get("/inspections/")
    world(name="second-2026")
    world(name="third-2026")
    with django_assert_num_queries(7):
        browser.get("/inspections/")


def meanwhile(what: str, who: str, was: str, now: str) -> str:
    """What is said of a field that somebody else changed and that was not touched here."""
    return f"{what}: {who} changed it from {was} to {now}. You had left it alone, so {now} stands here now."


def edited(**more: Any) -> dict[str, Any]:
    told = {
        "fieldwork_weeks": "2",
        "fieldwork_mode": "remote",
        "meetings_held": "14",
        "seen": "1",
    }
    return told | day("fieldwork_starts") | more


def test_inspection_edit_saves_the_plan(browser: Client, world: World) -> None:
    at = f"/inspections/{world.inspection.name}/edit/"
    told = edited(interviews_case_manager="23", published="July 2026", joint_with=["probation"])
    shown = browser.post(at, told, follow=True)
    assert "Testley-2026, March 2026 is saved." in text_of(shown)
    saved = Inspection.objects.get()
    assert (saved.phase, saved.fieldwork_mode, saved.meetings_held, saved.published, saved.joint_with) == (
        "announced", "remote", 14, "July 2026", ["probation"],
    )  # fmt: skip
    assert saved.interviews == {"case_manager": 23}
    again = browser.get(at).content.decode()
    assert 'value="23"' in again and 'value="remote" checked' in again


def test_inspection_edit_shows_the_edition_and_why_it_stays(browser: Client, world: World) -> None:
    says = text_of(browser.get(f"/inspections/{world.inspection.name}/edit/"))
    assert "Edition Youth justice services 2021. It stays: cases are read against its questions" in says
    at = f"/inspections/{world.inspection.name}/edit/"
    browser.post(at, edited(edition=load_edition("youth-2018").pk))
    assert Inspection.objects.get().edition_id == world.inspection.edition_id


def test_inspection_edit_keeps_fields_of_colleagues_that_came_from_elsewhere(browser: Client, world: World) -> None:
    Inspection.objects.update(joint_with=["drug treatment"])  # without a version, as it came
    at = f"/inspections/{world.inspection.name}/edit/"
    assert 'value="drug treatment" checked' in browser.get(at).content.decode()
    browser.post(at, edited(joint_with=["drug treatment", "police"]))
    assert Inspection.objects.get().joint_with == ["drug treatment", "police"]


def test_inspection_edit_takes_an_isbn_whose_digits_go_together(browser: Client, world: World) -> None:
    at = f"/inspections/{world.inspection.name}/edit/"
    shown = browser.post(at, edited(isbn="978-0-306-40615-8"))
    assert error_links(shown) == [
        ("#id_isbn", "The digits of this ISBN do not go together: compare them with the one that was given")
    ]
    assert 'value="978-0-306-40615-8"' in shown.content.decode()
    assert (Inspection.objects.get().isbn, Inspection.objects.get().version) == ("", 1)
    assert "is saved." in text_of(browser.post(at, edited(isbn=" ISBN 978 0 306 40615 7 "), follow=True))
    assert Inspection.objects.get().isbn == "978-0-306-40615-7"
    assert "ISBN 978-0-306-40615-7" in text_of(browser.get(f"/inspections/{world.inspection.name}/"))
    browser.post(at, edited(isbn="", seen="2"))
    assert Inspection.objects.get().isbn == ""


@pytest.mark.parametrize("isbn", ["978-0-306-4061", "977-0-306-40615-7", "978--0306406157", "9780306406157-", "x"])
def test_the_database_holds_no_other_isbn(world: World, isbn: str) -> None:
    with pytest.raises(IntegrityError, match="an_isbn_has_13_digits"):
        Inspection.objects.update(isbn=isbn)


@pytest.mark.parametrize("told", [{"meetings_held": "-1"}, {"fieldwork_mode": "lunch"}, {"joint_with": ["army"]}])
def test_inspection_edit_saves_nothing_while_something_is_wrong(
    browser: Client, world: World, told: dict[str, Any]
) -> None:
    shown = browser.post(f"/inspections/{world.inspection.name}/edit/", edited(**told))
    assert len(error_links(shown)) == 1
    assert Inspection.objects.get().version == 1


def test_inspection_edit_shows_what_somebody_else_saved_meanwhile_and_keeps_what_was_typed(
    browser: Client, world: World, sign_in: SignIn
) -> None:
    at = f"/inspections/{world.inspection.name}/edit/"
    as_shown = edited(fieldwork_weeks="1", fieldwork_mode="on_site", meetings_held="")
    monday = day("fieldwork_starts", date(2026, 3, 23))
    theirs = as_shown | monday | {"fieldwork_mode": "remote", "joint_with": ["police", "health"], "meetings_held": "3"}
    sign_in(world.administrator).post(at, theirs)
    shown = browser.post(at, as_shown | {"meetings_held": "14", "published": "July 2026"})
    who = world.administrator.name
    assert error_links(shown) == [
        (
            "#id_fieldwork_starts_0",
            f"{who} saved this while you had it open. Nothing of yours is saved yet: look again, then save.",
        ),
        (
            "#id_fieldwork_starts_0",
            meanwhile("Monday on which fieldwork starts", who, "16 March 2026", "23 March 2026"),
        ),
        ("#id_fieldwork_mode", meanwhile("Where fieldwork takes place", who, "“On site”", "“Remote”")),
        ("#id_joint_with", meanwhile("Colleague inspectors", who, "nothing", "“Police and Health”")),
        (
            "#id_meetings_held",
            f"Meetings held: {who} changed it from nothing to “3”. You entered “14”, which still stands here.",
        ),
    ]
    body = shown.content.decode()
    assert 'value="remote" checked' in body and 'value="police" checked' in body
    assert 'value="23"' in body and 'value="14"' in body and 'value="July 2026"' in body
    assert Inspection.objects.get().meetings_held == 3
    mine = theirs | {"meetings_held": "14", "published": "July 2026", "seen": "2"}
    assert "is saved." in text_of(browser.post(at, mine, follow=True))
    saved = Inspection.objects.get()
    assert (saved.fieldwork_mode, saved.joint_with, saved.meetings_held, saved.published, saved.version) == (
        "remote", ["police", "health"], 14, "July 2026", 3,
    )  # fmt: skip


def test_the_page_of_a_conflict_keeps_the_inspections_own_heading(
    browser: Client, world: World, sign_in: SignIn
) -> None:
    at = f"/inspections/{world.inspection.name}/edit/"
    sign_in(world.administrator).post(at, edited())
    april = day("fieldwork_starts", date(2026, 4, 13))
    assert "Testley-2026, March 2026 Change the plan" in text_of(browser.post(at, edited(meetings_held="1", **april)))


def test_service_shows_what_somebody_else_saved_meanwhile(browser: Client, world: World, sign_in: SignIn) -> None:
    at = f"/services/{world.inspection.service_id}/edit/"
    as_shown = {"place": "Testley-2026", "seen": "1"}
    sign_in(world.administrator).post(at, as_shown | {"board_name": "The Board"})
    grace = sign_in(PersonFactory(name="Grace", is_administrator=True))
    grace.post(at, as_shown | {"board_name": "The Board of Testley", "seen": "2"})
    shown = browser.post(at, as_shown | {"short_name": "Testley YJS"})
    first, second = error_links(shown)
    assert first[1].startswith(f"{world.administrator.name} and Grace saved this while you had it open.")
    assert second == ("#id_board_name", meanwhile("Name of its board", "Grace", "nothing", "“The Board of Testley”"))
    assert 'value="Testley YJS"' in shown.content.decode() and 'name="seen" value="3"' in shown.content.decode()
    assert Service.objects.get(pk=world.inspection.service_id).short_name == ""


def test_what_was_changed_and_changed_back_is_named_no_more(browser: Client, world: World, sign_in: SignIn) -> None:
    at, theirs = f"/services/{world.inspection.service_id}/edit/", sign_in(world.administrator)
    as_shown = {"place": "Testley-2026", "seen": "1"}
    theirs.post(at, as_shown | {"board_name": "The Board"})
    theirs.post(at, as_shown | {"seen": "2"})
    shown = browser.post(at, as_shown | {"board_name": "Another Board"})
    assert len(error_links(shown)) == 1


@pytest.mark.parametrize("field", ["place", "full_name", "short_name", "generic_term", "board_name"])
def test_service_takes_names_of_one_line_only(browser: Client, field: str) -> None:
    shown = browser.post("/services/new/", {"place": "Doncaster"} | {field: "Don\ncaster"})
    assert error_links(shown) == [
        (f"#id_{field}", "Write it on one line: take out line breaks and characters that do not show")
    ]
    assert not Service.objects.exists()


def test_inspection_edit_takes_the_month_of_publication_on_one_line(browser: Client, world: World) -> None:
    shown = browser.post(f"/inspections/{world.inspection.name}/edit/", edited(published="July\r\n2026"))
    assert [at for at, _ in error_links(shown)] == ["#id_published"]


def test_inspection_new_takes_no_name_of_two_lines(browser: Client) -> None:
    shown = browser.post("/inspections/new/", new_inspection(name="great\nyarmouth"))
    assert error_links(shown) == [("#id_name", "Enter a name of letters, figures and hyphens, such as doncaster-2026")]
