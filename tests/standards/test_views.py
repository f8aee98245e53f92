"""The pages of editions: for administrators, with every problem of a file listed, and few queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from standards.models import Edition
from tests.factories import PersonFactory
from tests.standards.material import SMALL, changed, parsed, problems_of, shipped_text

pytestmark = pytest.mark.django_db

PAGES = [("edition_list", {}), ("edition_detail", {"code": "small-1"}), ("edition_export", {"code": "small-1"})]


@pytest.fixture
def administrator(sign_in: Callable[..., Client]) -> Client:
    return sign_in(PersonFactory(is_administrator=True))


@pytest.fixture
def somebody(sign_in: Callable[..., Client]) -> Client:
    return sign_in(PersonFactory())


def upload(client: Client, content: bytes | str, name: str = "next.yaml", **extra: Any) -> Any:
    body = content.encode() if isinstance(content, str) else content
    return client.post(reverse("edition_list"), {"file": SimpleUploadedFile(name, body)}, **extra)


def errors_of(response: HttpResponse) -> list[str]:
    """Each sentence stands in the summary, linked to the field, and at the field."""
    page = response.content.decode()
    errors = list(response.context["form"].errors["file"])  # type: ignore[attr-defined]
    for error in errors:
        assert f'<a href="#id_file">{escape(error)}</a>' in page
        assert page.count(escape(error)) == 2
    assert "<title>Error: Editions" in page
    assert "There is a problem" in page
    return errors


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_pages_of_editions_are_refused_to_others(
    somebody: Client, small: Edition, name: str, arguments: dict[str, str]
) -> None:
    assert somebody.get(reverse(name, kwargs=arguments)).status_code == 403


def test_edition_list_refuses_an_upload_by_others(somebody: Client) -> None:
    assert upload(somebody, SMALL).status_code == 403
    assert not Edition.objects.filter(code="small-1").exists()


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_pages_of_editions_ask_to_sign_in(client: Client, small: Edition, name: str, arguments: dict[str, str]) -> None:
    address = reverse(name, kwargs=arguments)
    assert client.get(address).headers["Location"] == f"{reverse('account_login')}?next={address}"


def test_edition_list_shows_what_is_loaded_and_how_many_use_it(
    administrator: Client, editions: Any, small_in_use: Edition
) -> None:
    page = administrator.get(reverse("edition_list")).content.decode()
    assert "<title>Editions – " in page
    for words in ("Youth justice services 2021", "Youth offending services 2018", "Small services 1", "youth-2018"):
        assert words in page
    assert "1 inspection" in page
    assert "No inspection yet" in page


def test_edition_list_says_how_to_load_the_first(administrator: Client) -> None:
    Edition.objects.all().delete()
    page = administrator.get(reverse("edition_list")).content.decode()
    assert "No editions yet" in page
    assert "./run manage edition_load youth-2021" in page


def test_edition_list_loads_an_uploaded_file(administrator: Client) -> None:
    response = upload(administrator, SMALL, follow=True)
    assert response.redirect_chain == [(reverse("edition_detail", args=["small-1"]), 302)]
    assert "Loaded small-1: Small services 1." in response.content.decode()
    assert Edition.objects.filter(code="small-1").exists()


def test_edition_list_lists_every_problem_of_an_uploaded_file(administrator: Client) -> None:
    broken = changed(changed(SMALL, "rating: fair, phrase", "rating: far, phrase"), "title: Leading", "titel: Leading")
    errors = errors_of(upload(administrator, broken))
    assert errors == [f"next.yaml: {said}" for said in problems_of(broken.encode())]
    assert len(errors) == 2
    assert not Edition.objects.filter(code="small-1").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty. Choose the YAML file of the edition"),
        (bytes(range(256)), "next.yaml: The file is not text in UTF-8. Save it as UTF-8 and load it again."),
        (
            b"#" * 3_000_000,
            "next.yaml: The file is larger than 500 kB. An edition takes far less: is it the right file?",
        ),
    ],
    ids=["empty", "binary", "large"],
)
def test_edition_list_says_what_is_wrong_with_a_file(administrator: Client, content: bytes, said: str) -> None:
    assert errors_of(upload(administrator, content)) == [said]


def test_edition_list_asks_for_a_file_when_none_is_chosen(administrator: Client) -> None:
    for body in ({}, {"file": "a word, no file"}):
        response = administrator.post(reverse("edition_list"), body)
        assert errors_of(response) == ["Choose the YAML file of the edition"]  # type: ignore[arg-type]


def test_edition_list_shows_a_hostile_name_and_text_as_text(administrator: Client) -> None:
    response = upload(administrator, changed(SMALL, "rating: fair", 'rating: "<b>bad</b>"'), name="<i>x.yaml")
    errors_of(response)
    assert "<b>bad" not in response.content.decode()


def test_edition_list_refuses_to_change_an_edition_in_use(administrator: Client, small_in_use: Edition) -> None:
    errors = errors_of(upload(administrator, changed(SMALL, "Leadership", "Governance")))
    assert len(errors) == 1
    assert errors[0].startswith("small-1 is used by an inspection and cannot change any more")


def test_edition_detail_shows_figures_facts_rules_and_questions(administrator: Client, small: Edition) -> None:
    page = administrator.get(reverse("edition_detail", args=["small-1"])).content.decode()
    for words in (
        "<title>Small services 1 – ",
        "40 to 89%",
        "3 to 8",
        "from a score out of 9",
        "within 4 percentage points of a boundary",
        "50% D2 and 50% D3",
        "yes needs an alert",
        "Only cases where the answer to “Did it change?” is yes",
        "The team is led.",
        "Yes means a plan that is used.",
        "Nobody is left behind.",
        "Yes means in writing.",
        "it does not count towards the overall score",
        "May be left unrated.",
        "Were you trained in the team?",
        "1.1, question 1",
    ):
        assert words in page
    assert "{service_word}" not in page


def test_edition_detail_shows_every_question_of_a_shipped_edition(administrator: Client, editions: Any) -> None:
    page = administrator.get(reverse("edition_detail", args=["youth-2018"])).content.decode()
    for domain in parsed(shipped_text("youth-2018"))["domains"]:
        for standard in domain["standards"]:
            for question in standard["key_questions"]:
                for text in [question["text"], *(prompt["text"] for prompt in question.get("prompts", []))]:
                    assert escape(text.replace("{service_word}", "YOT")) in page


def test_edition_detail_and_export_of_an_unknown_edition_are_not_found(administrator: Client, db: None) -> None:
    for name in ("edition_detail", "edition_export"):
        assert administrator.get(reverse(name, args=["nothing"])).status_code == 404


def test_edition_export_is_a_file_that_parses_equal(administrator: Client, editions: Any) -> None:
    response = administrator.get(reverse("edition_export", args=["youth-2021"]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="youth-2021.yaml"'
    assert parsed(response.content.decode()) == parsed(shipped_text("youth-2021"))


def test_pages_of_editions_take_few_queries(
    administrator: Client, editions: Any, small: Edition, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    """Two for who is asking; as many for 93 prompts as for two, and for three editions as for one."""
    limits = {"edition_list": 3, "edition_detail": 14, "edition_export": 3}
    for name, arguments in PAGES:
        with django_assert_max_num_queries(limits[name]):
            administrator.get(reverse(name, kwargs=arguments))
    with django_assert_max_num_queries(14):
        administrator.get(reverse("edition_detail", args=["youth-2018"]))
