"""inspection_import, demo_load and demo_people as commands: what they print, and what they refuse."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from casereviews.models import CaseReview
from inspections.models import Inspection, TeamMember
from inspections.rules import NOT_TOGETHER, Role
from inspections.services import team_member_remove
from published.demo import FALLOWDALE, PASSWORD, PEOPLE, PUBLISHED, fallowdale
from ratings.figures import ratings_page
from ratings.models import Proposal
from standards.models import Edition
from tests.published.files import FOLDER, shipped, written
from tests.published.test_checks import UNREADABLE


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_import_says_what_it_did_and_the_same_again_changes_nothing(db: None) -> None:
    path = str(FOLDER / "rotherham-2020.json")
    assert run("inspection_import", path) == (
        "Imported rotherham-2020: 10 synthetic cases that add up to the printed figures (An inspection of youth "
        "offending services in Rotherham, HM Inspectorate of Probation, December 2020 (Open Government Licence "
        "v3.0)).\n"
    )
    assert run("inspection_import", path) == (
        "rotherham-2020 is already imported from the same figures. Nothing was changed.\n"
    )


def test_import_replaces_only_when_told_to(db: None, tmp_path: Path) -> None:
    document = shipped("rotherham-2020")
    run("inspection_import", str(written(tmp_path, document)))
    path = str(written(tmp_path, document | {"meetings": 1}))
    with pytest.raises(CommandError, match="Give --replace to delete it and make it anew"):
        run("inspection_import", path)
    assert run("inspection_import", path, "--replace").startswith("Imported anew madeup-2023: 10 synthetic cases")


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_import_refuses_what_does_not_read(db: None, tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r".+"):
        run("inspection_import", str(path))
    assert not Inspection.objects.exists()
    assert not Person.objects.exists()


def test_import_tells_every_problem_on_a_line_of_its_own(db: None, tmp_path: Path) -> None:
    document = shipped("rotherham-2020")
    document["overall"] = {"score": 12, "out_of": 30, "rating": "requires_improvement"}
    with pytest.raises(CommandError) as refused:
        run("inspection_import", str(written(tmp_path, document)))
    assert str(refused.value).splitlines() == [
        "overall: the score is 12, but the standards that count add up to 11.",
        "overall: out_of is 30, but the standards that count can reach 36.",
    ]


@pytest.mark.parametrize("path", ["", ".", "/", "/dev/null", "no-such-file.json", "x" * 5000, "a\nb.json"])
def test_import_refuses_any_path_that_is_no_file(db: None, path: str) -> None:
    with pytest.raises(CommandError):
        run("inspection_import", path)


def test_demo_people_are_listed_for_the_program_that_prints_them() -> None:
    people = json.loads(run("demo_people", "--json"))
    assert all(person.keys() == {"name", "email", "password", "does"} for person in people)
    assert len({person["email"] for person in people}) == len(people) == 11
    table = run("demo_people")
    assert all(person["email"] in table and person["does"] in table for person in people)
    assert table.startswith(f"Everybody's password: {PASSWORD}\n")


def test_the_demo_password_passes_our_own_rules() -> None:
    for person in PEOPLE:
        validate_password(PASSWORD, Person(name=person.name, email=person.email))


def test_the_figures_behind_fallowdale_fit_its_cases() -> None:
    printed = fallowdale(date(2026, 3, 16))
    assert sum(printed.cases.values()) == 12
    for number, standard in printed.rated.items():
        assert all(q.yes <= q.relevant == printed.cases[f"D{number[0]}"] for q in standard.questions)


def test_demo_load_is_refused_where_it_is_no_demo(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="people whose password is public"):
        run("demo_load")
    assert not Person.objects.exists()


def test_demo_load_brings_the_demo_and_a_second_time_nothing(db: None) -> None:
    """Also where one of its inspections was imported before there was a demo."""
    Edition.objects.all().delete()
    run("inspection_import", str(FOLDER / "rotherham-2020.json"))
    printed = run("demo_load")
    assert "Loaded youth-2021" in printed
    assert "Added the demo's people to the team of rotherham-2020." in printed
    assert "Added 11 people to sign in as." in printed
    assert set(Inspection.objects.values_list("name", flat=True)) == {*PUBLISHED, FALLOWDALE}
    check_people()
    check_published()
    check_fallowdale()
    check_kept()


def check_people() -> None:
    for person in PEOPLE:
        found = authenticate(email=person.email, password=PASSWORD)
        assert found is not None, person.email
        assert found.is_administrator is (person.role is None)
    for name in (*PUBLISHED, FALLOWDALE):
        team = TeamMember.objects.filter(inspection__name=name)
        roles: dict[int, set[Role]] = {}
        for member in team:
            roles.setdefault(member.person_id, set()).add(Role(member.role))
        assert not any(NOT_TOGETHER.get(role, frozenset()) & held for held in roles.values() for role in held)
        wanted = set(Role) if name == FALLOWDALE else set(Role) - {Role.SERVICE_CONTACT}
        assert {role for held in roles.values() for role in held} == wanted
        inactive = set(team.filter(person__is_active=False).values_list("person__name", flat=True))
        assert all(held.startswith("Synthetic") for held in inactive)
        assert bool(inactive) is (name == "rotherham-2020")


def check_published() -> None:
    for name, score in (("doncaster-2024", 16), ("rotherham-2020", 11), ("dorset-2022", 24)):
        inspection = Inspection.objects.with_names().get(name=name)
        assert ratings_page(inspection).overall.score == score
        assert inspection.team.get(role=Role.LEAD).person.email == "lead@demo.example"
    assert CaseReview.objects.filter(reader__email="inspector1@demo.example", inspection__name="dorset-2022").exists()


def check_fallowdale() -> None:
    inspection = Inspection.objects.get(name=FALLOWDALE)
    assert (inspection.phase, inspection.synthetic, inspection.fieldwork_starts.weekday()) == ("fieldwork", True, 0)
    reviews = CaseReview.objects.filter(inspection=inspection)
    states = {state: reviews.filter(state=state).count() for state in ("submitted", "in_progress", "not_started")}
    assert states == {"submitted": 4, "in_progress": 4, "not_started": 4}
    assert sorted(reviews.filter(reader__email=f"inspector{n}@demo.example").count() for n in (1, 2, 3)) == [4, 4, 4]
    done, required = (sum(reviews.values_list(column, flat=True)) for column in ("done", "required"))
    assert 0.4 < done / required < 0.7
    proposals = Proposal.objects.filter(inspection=inspection)
    assert sorted(proposals.values_list("standard__number", flat=True)) == ["1.1", "1.2"]


def check_kept() -> None:
    """What people changed stays: a password, a name, a role that was taken away, an answer."""
    admin = Person.objects.get(email="admin@demo.example")
    editor = Person.objects.get(email="editor@demo.example")
    editor.name = "Somebody else"
    editor.set_password("a-password-of-their-own")
    editor.save()
    team_member_remove(by=admin, member=editor.memberships.get(inspection__name=FALLOWDALE))
    people = Person.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert run("demo_load") == "The demo's data is already there. Nothing was changed.\n"
    assert len(queries) <= 14
    editor.refresh_from_db()
    assert (editor.name, editor.check_password("a-password-of-their-own")) == ("Somebody else", True)
    assert not editor.memberships.filter(inspection__name=FALLOWDALE).exists()
    assert Person.objects.count() == people
