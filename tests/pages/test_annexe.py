"""From a changed judgement to the annexe, in a real browser: its table and its document follow by themselves."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reports.annexe.services import annexe_build
from tests import factories
from tests.factories import fill
from tests.faults.conftest import valkey, worker  # noqa: F401 - fixtures
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_annexe_follows_a_changed_judgement(open_page, live_server, worker):  # noqa: F811
    world = factories.world()
    world.submitted("C1")
    review = world.review("C2")
    fill(review, by=world.inspector, answers={"2.1.3": "no"})
    annexe_build(inspection_id=world.inspection.pk, at=timezone.now(), waited=True)

    annexe = signed_in(open_page(), world.editor, live_server.url)
    annexe.goto(f"/inspections/{world.inspection.name}/report/")
    annexe.get_by_role("link", name="Data annexe").click()
    annexe.get_by_role("link", name="Key questions", exact=True).click()
    row = annexe.get_by_role("row").filter(has_text="how to keep other people safe").first
    expect(row).to_contain_text("100%")

    case = signed_in(open_page(), world.inspector, live_server.url)
    case.goto(f"/reviews/{review.pk}/")
    case.get_by_role("button", name="Submit this review").click()
    expect(case.get_by_text("You submitted C2.")).to_be_visible()

    expect(row).to_contain_text("50%", timeout=30_000)
    expect(annexe.get_by_text("Up to date: no figure changed since")).to_be_visible(timeout=30_000)
    annexe.get_by_role("link", name="All tables and files").click()
    with annexe.expect_download() as download:
        annexe.get_by_role("link", name="One document (JSON").click()
    told = json.loads(Path(download.value.path()).read_text("utf-8"))
    questions = next(table["rows"] for table in told["tables"] if table["code"] == "key_questions")
    found = next(one for one in questions if one["key_question"] == "2.1.3")
    assert (found["relevant"], found["yes"], found["percentage"]) == (2, 1, 50)
