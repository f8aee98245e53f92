"""One case, as the lead sees to it: who reads it, its disposal, the sample; adding cases; who looked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import Person
from casereviews.models import CaseOpening, CaseReview, Judgement
from casereviews.rules import Change
from casereviews.services import case_opened, changes_apply, review_submit
from inspections.forms import CaseNewForm
from inspections.models import Case
from inspections.rules import Role
from inspections.services import team_member_add
from standards.outline import outline_of
from tests.factories import NOW, PersonFactory, World, fill
from tests.inspections.pages import day, error_links
from tests.reading import text_of

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026/"


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.lead)


@pytest.fixture
def second(world: World) -> Person:
    person = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    return person


def page_of(case: Case) -> str:
    return f"{AT}cases/{case.pk}/"


def test_case_gives_it_to_a_reader(browser: Client, world: World, second: Person) -> None:
    case = world.case("A1", gender="female")
    says = text_of(browser.get(page_of(case)))
    assert "Case A1 In the sample No reader yet" in says and "Gender Female" in says
    shown = browser.post(page_of(case), {"reader": second.pk}, follow=True)
    assert "Zoe Second now reads case A1." in text_of(shown)
    assert CaseReview.objects.get(case=case).reader == second


def test_case_gives_it_to_somebody_else_with_all_that_is_answered(
    browser: Client, world: World, second: Person
) -> None:
    review = world.review("A1")
    fill(review, by=world.inspector)
    browser.post(page_of(review.case), {"reader": second.pk})
    review.refresh_from_db()
    assert (review.reader, review.state) == (second, "in_progress")
    assert Judgement.objects.filter(review=review).count() > 0


def test_case_offers_only_who_reads_cases(browser: Client, world: World) -> None:
    case = world.case("A1")
    shown = browser.post(page_of(case), {"reader": world.panel.pk})
    assert error_links(shown) == [("#id_reader", "Choose an inspector of this team")]
    assert error_links(browser.post(page_of(case), {})) == [("#id_reader", "Choose who reads this case")]


def test_what_the_service_said_is_no_progress_of_the_reader(browser: Client, world: World) -> None:
    review = world.review("A1", gender="female", ethnicity="mixed")
    required = f"of {review.required}"
    assert "A1 Not started D2 Referral order inspector of testley-2026 Nothing yet Never" in text_of(browser.get(AT))
    assert required not in text_of(browser.get(AT)) and required not in text_of(browser.get(page_of(review.case)))
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "yes")], by=world.inspector, at=NOW)
    assert f"In progress D2 Referral order inspector of testley-2026 3 {required}" in text_of(browser.get(AT))
    assert f"3 {required} given" in text_of(browser.get(page_of(review.case)))


def test_case_preselects_nobody(browser: Client, world: World) -> None:
    body = browser.get(page_of(world.review("A1").case)).content.decode()
    assert '<option value="" selected>Choose an inspector' in body
    assert body.count(" selected>") == 1


def test_case_sample_speaks_of_answers_only_where_there_are_some(browser: Client, world: World) -> None:
    for case, answered in ((world.review("A1").case, False), (world.submitted("A2").case, True)):
        at = f"{page_of(case)}sample/"
        assert ("What is answered is kept" in text_of(browser.get(at))) is answered
        browser.post(at, {"wanted": "out", "because": "Missing."})
        says = text_of(browser.get(at))
        assert ("All that is answered counts again" in says, "Nothing is answered yet" in says) == (
            answered,
            not answered,
        )


def test_case_that_is_submitted_stays_with_its_reader(browser: Client, world: World, second: Person) -> None:
    review = world.review("A1")
    fill(review, by=world.inspector)
    review_submit(review_id=review.pk, by=world.inspector, at=NOW)
    assert "It is submitted, so it stays with inspector of testley-2026." in text_of(browser.get(page_of(review.case)))
    shown = browser.post(page_of(review.case), {"reader": second.pk})
    assert "Reopen it before giving it to somebody else." in text_of(shown)
    review.refresh_from_db()
    assert review.reader == world.inspector


def test_case_of_another_inspection_is_not_found(browser: Client, world_2018: World) -> None:
    theirs = world_2018.case("B1")
    for below in ("", "disposal/", "sample/"):
        assert browser.get(f"{page_of(theirs)}{below}").status_code == 404


def test_case_disposal_is_put_right(browser: Client, world: World) -> None:
    case = world.case("A1")
    at = f"{page_of(case)}disposal/"
    assert '<option value="referral_order" selected>' in browser.get(at).content.decode()
    told = {"disposal_type": "detention_and_training_order", "disposal_local_name": "DTO"}
    told |= day("began", date(2025, 6, 2))
    assert "The disposal of case A1 is saved." in text_of(browser.post(at, told, follow=True))
    case.refresh_from_db()
    assert (case.disposal_type.code, case.disposal_local_name, case.began) == (
        "detention_and_training_order", "DTO", date(2025, 6, 2),
    )  # fmt: skip


def test_case_disposal_of_another_domain_is_not_offered(browser: Client, world: World) -> None:
    case = world.case("A1")
    shown = browser.post(f"{page_of(case)}disposal/", {"disposal_type": "community_resolution"})
    assert error_links(shown) == [("#id_disposal_type", "Choose a disposal of the list")]


def test_case_disposal_says_first_which_review_it_opens_again(world_2018: World, sign_in: SignIn) -> None:
    review = world_2018.submitted("A1", domain="D3", disposal_type="youth_caution")
    client, reader = sign_in(world_2018.lead), world_2018.inspector
    at = f"/inspections/testley-2018/cases/{review.case_id}/disposal/"
    assert "you are asked before" in text_of(client.get(at))
    told = {"disposal_type": "youth_conditional_caution", "disposal_local_name": "YCC"}
    asked = client.post(at, told)
    assert f"This opens the review of {reader} again" in text_of(asked)
    says = text_of(asked)
    assert "Key question 3.4.2 is now asked of this case." in says and "Nothing is saved yet." in says
    assert 'name="reopens" value="youth_conditional_caution"' in asked.content.decode()
    other = client.post(at, told | {"reopens": "community_resolution"})
    assert "Nothing is saved yet." in text_of(other), "said of another disposal"
    shown = text_of(client.post(at, told | {"reopens": "youth_conditional_caution"}, follow=True))
    assert "The disposal of case A1 is saved." in shown
    assert f"The review of {reader} is open again. Its disposal is youth conditional caution" in shown
    assert "In progress" in shown and "Reopened: Its disposal is youth conditional caution" in shown
    theirs = text_of(sign_in(reader).get(f"/reviews/{review.pk}/"))
    assert "The lead inspector reopened this review. Its disposal is youth conditional caution" in theirs


def test_case_falls_out_of_the_sample_and_comes_back(browser: Client, world: World) -> None:
    review = world.submitted("A1")
    at = f"{page_of(review.case)}sample/"
    assert "percentages, bands and the report’s case mix change as soon as you press the button" in text_of(
        browser.get(at)
    )
    assert error_links(browser.post(at, {"wanted": "out"})) == [
        ("#id_because", "Say why the case falls out of the sample")
    ]
    shown = browser.post(at, {"wanted": "out", "because": "The file is missing."}, follow=True)
    assert "Case A1 is out of the sample." in text_of(shown)
    assert "Fell out of the sample The file is missing." in text_of(shown)
    assert not Judgement.objects.filter(review=review, counts=True).exists()
    assert "Case A1 is in the sample." in text_of(browser.post(at, {"wanted": "in"}, follow=True))
    assert Judgement.objects.filter(review=review, counts=True).exists()


def test_case_stays_out_when_the_button_is_pressed_twice(browser: Client, world: World) -> None:
    case = world.case("A1")
    for _ in range(2):
        browser.post(f"{page_of(case)}sample/", {"wanted": "out", "because": "Missing."})
    case.refresh_from_db()
    assert (case.in_sample, case.fell_out_because) == (False, "Missing.")


def new_case(**more: str) -> dict[str, str]:
    told = {"reference": "N1", "disposal": "D3:community_resolution", "disposal_local_name": "Outcome 22"}
    return told | day("began", date(2025, 9, 1)) | more


@pytest.mark.parametrize("role", ["lead", "administrator"])
def test_case_new_adds_a_case_with_what_the_service_said(world: World, sign_in: SignIn, role: str) -> None:
    client = sign_in(getattr(world, role))
    told = new_case(**{"fact.gender": "male", "fact.area": "North", "service.risk_of_serious_harm": "high"})
    shown = client.post(f"{AT}cases/new/", told, follow=True)
    assert "Case N1 is in the sample." in text_of(shown)
    case = Case.objects.get()
    assert (case.domain.code, case.disposal_words, case.began) == ("D3", "Outcome 22", date(2025, 9, 1))
    assert case.given == {"fact.gender": "male", "fact.area": "North", "service.risk_of_serious_harm": "high"}
    assert shown.redirect_chain[-1][0] == (page_of(case) if role == "lead" else AT)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"reference": ""}, ("#id_reference", "Enter the reference of the case")),
        ({"reference": "A0"}, ("#id_reference", "A0: another case of this inspection has this reference.")),
        ({"disposal": ""}, ("#id_disposal", "Choose the disposal")),
        ({"disposal": "D2:community_resolution"}, ("#id_disposal", "Choose a disposal of the list")),
        ({"fact.gender": "blue"}, ("#id_fact.gender", "Choose an answer of the list")),
        (day("began", ("1", "13", "2025")), ("#id_began_0", "Enter a date that exists, such as 16 3 2026")),
    ],
)
def test_case_new_says_what_to_mend(
    browser: Client, world: World, told: dict[str, str], expected: tuple[str, str]
) -> None:
    world.case("A0")
    assert error_links(browser.post(f"{AT}cases/new/", new_case(**told))) == [expected]
    assert Case.objects.count() == 1


def test_case_new_refuses_a_fact_that_the_domain_does_not_ask(world: World) -> None:
    """No fact that a service gives is of one domain alone in the shipped editions; another edition may have one."""
    outline = outline_of(world.inspection.edition)
    of_d2 = tuple(replace(fact, domains=frozenset({"D2"})) for fact in outline.facts)
    form = CaseNewForm(new_case(**{"fact.gender": "male"}), outline=replace(outline, facts=of_d2))
    assert form.errors == {"fact.gender": ["This is not asked of cases in D3: leave it empty"]}


def test_opening_a_case_goes_on_record(browser: Client, world: World) -> None:
    case = world.case("A1")
    browser.get(page_of(case))
    assert [(o.case, o.person, o.page) for o in CaseOpening.objects.all()] == [(case, world.lead, "case")]


def looks(found: World, count: int) -> tuple[Case, Case]:
    first, second = found.case("A1"), found.case("A2")
    for number in range(count):
        case, person = (first, found.inspector) if number % 3 else (second, found.panel)
        case_opened(case_id=case.pk, page="standard 2.1", by=person, at=NOW + timedelta(minutes=number))
    return first, second


def test_who_looked_tells_each_hour_of_a_person_at_a_case_the_newest_first(browser: Client, world: World) -> None:
    looks(world, 60)
    says = text_of(browser.get(f"{AT}who-looked/"))
    assert "60 looks" in says and says.count("Standard 2.1") == 4
    inspector, panel = world.inspector.name, world.panel.name
    assert says.index(f"16 March 2026, 11:01 to 11:29 {inspector} A1 20 Standard 2.1") < says.index(
        f"16 March 2026, 11:00 to 11:27 {panel} A2 10 Standard 2.1"
    )
    assert f"16 March 2026, 10:31 to 10:59 {inspector} A1 20" in says


def test_who_looked_narrows_to_a_case_and_a_person(browser: Client, world: World) -> None:
    first, _ = looks(world, 6)
    at = f"{AT}who-looked/"
    assert "4 looks found." in text_of(browser.get(at, {"case": first.pk}))
    assert "2 looks found." in text_of(browser.get(at, {"person": world.panel.pk}))
    assert "Nobody looked No look by this person" in text_of(
        browser.get(at, {"case": first.pk, "person": world.panel.pk})
    )


def test_who_looked_names_the_pages_opened_and_comes_in_pages_of_fifty(browser: Client, world: World) -> None:
    case = world.case("A1")
    for hours in range(51):
        for page in ("whole case", "facts"):
            case_opened(case_id=case.pk, page=page, by=world.inspector, at=NOW + timedelta(hours=hours))
    says = text_of(browser.get(f"{AT}who-looked/"))
    assert "102 looks" in says and says.count("Facts and classifications and The whole case") == 50
    assert text_of(browser.get(f"{AT}who-looked/?page=2")).count("Facts and classifications") == 1


@pytest.mark.parametrize("query", ["case=x", "case=99999999999999999999", "person=0", "page=-1", "page=x", "case=%00"])
def test_who_looked_bears_any_address(browser: Client, world: World, query: str) -> None:
    looks(world, 2)
    assert browser.get(f"{AT}who-looked/?{query}").status_code == 200


def test_who_looked_says_when_nobody_did(browser: Client) -> None:
    assert "Nobody has looked at a case yet" in text_of(browser.get(f"{AT}who-looked/"))


def test_who_looked_takes_as_many_queries_for_one_look_as_for_many(
    browser: Client, world: World, django_assert_num_queries: Callable
) -> None:
    looks(world, 3)
    with django_assert_num_queries(11):
        browser.get(f"{AT}who-looked/")
    for number in range(30):
        case = world.case(f"B{number}")
        case_opened(case_id=case.pk, page="facts", by=PersonFactory(), at=NOW)
    with django_assert_num_queries(11):
        browser.get(f"{AT}who-looked/")


def test_who_looked_shows_who_joined_the_team_looked_and_left(browser: Client, world: World, sign_in: SignIn) -> None:
    case = world.case("A1")
    ada, at = world.administrator, f"{AT}team/"
    theirs = sign_in(ada)
    theirs.post(at, {"person": ada.pk, "role": "quality_lead"})
    case_opened(case_id=case.pk, page="case", by=ada, at=NOW)
    theirs.post(f"{at}{world.inspection.team.get(person=ada).pk}/remove/")
    says = text_of(browser.get(f"{AT}who-looked/"))
    joined, left = f"{ada} Joined as quality lead {ada}", f"{ada} Left as quality lead {ada}"
    assert says.index(left) < says.index(joined) < says.index(f"{world.lead} Joined as lead inspector {ada}")


@pytest.mark.parametrize("field", ["reference", "disposal_local_name", "case_manager"])
def test_case_new_takes_names_of_one_line_only(browser: Client, world: World, field: str) -> None:
    told = {"reference": "A1", "disposal": "D2:referral_order"} | {field: "A1\nB2"}
    shown = browser.post(f"{AT}cases/new/", told)
    assert error_links(shown) == [
        (f"#id_{field}", "Write it on one line: take out line breaks and characters that do not show")
    ]
    assert not world.inspection.cases.exists()
