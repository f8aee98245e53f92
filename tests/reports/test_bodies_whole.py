"""What the sections around the ratings say: from the title page to further information."""

from decimal import Decimal
from uuid import uuid4

import pytest

from inspections.models import ContextFigure, Inspection
from inspections.rules import Phase, Role
from inspections.services import context_save, team_member_add
from reports.bodies import section_body
from reports.live import LiveFigures
from reports.models import Paragraph
from reports.rules import notes_in
from reports.services import recommendation_save
from tests.evidence.material import document, meeting, quote, strength, texts
from tests.factories import MONDAY, NOW, PersonFactory, World
from tests.reports.material import Reader, read, section

pytestmark = pytest.mark.django_db


def said(world: World, code: str) -> Reader:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    return read(section_body(LiveFigures(inspection, today=NOW.date()), code))


def changed(world: World, **told: object) -> None:
    Inspection.objects.filter(pk=world.inspection.pk).update(**told)


def write(world: World, code: str, text: str, part: str = "") -> None:
    Paragraph.objects.create(
        section=section(world.inspection, code), part=part, key=uuid4(), rank=1, changed_at=NOW, by=world.editor,
        node={"type": "paragraph", "content": [{"type": "text", "text": text}]},
    )  # fmt: skip


# Before the findings ------------------------------------------------------------------------------------------------
def test_the_title_page_names_service_month_lead_and_imprint(world):
    found = said(world, "title")
    assert found.text.startswith(
        "An inspection of a youth justice service Testley-2026 YJS HM Inspectorate of Probation"
    )
    assert "Draft, fieldwork March 2026" in found.text
    assert f"led by {world.lead.name}." in found.text
    assert "© Crown copyright 2026" in found.text
    assert "An ISBN is given" in found.text
    changed(world, published="January 2027", phase=Phase.PUBLISHED)
    found = said(world, "title")
    assert "January 2027" in found.text and "Crown copyright 2027" in found.text
    assert "Draft" not in found.text and "ISBN" not in found.text


def test_an_isbn_stands_in_the_imprint_once_there_is_one(world, world_2018):
    for found in (world, world_2018):
        changed(found, isbn="978-0-306-40615-7")
        assert "© Crown copyright 2026 ISBN 978-0-306-40615-7 HM Inspectorate" in said(found, "title").text
        changed(found, phase=Phase.PUBLISHED)
        assert "ISBN 978-0-306-40615-7" in said(found, "title").text


def test_a_joint_inspection_says_so(world):
    assert "joint" not in said(world, "title").text + said(world, "context").text
    changed(world, joint_with=["police", "yachting"])
    for code in ("title", "acknowledgements", "context"):
        text = said(world, code).text
        assert "of police (His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services) and yachting" in text


def test_acknowledgements_name_the_lead_the_team_and_colleague_inspectors_once(world):
    colleague = PersonFactory(name="Ann Arbour")
    more = {"by": world.administrator, "inspection": world.inspection}
    team_member_add(**more, person=colleague, role=Role.INSPECTOR, field="health")
    team_member_add(**more, person=world.inspector, role=Role.STAND_IN)
    text = said(world, "acknowledgements").text
    assert f"led by {world.lead.name}, with " in text
    assert text.count(world.inspector.name) == 1
    assert text.count("Ann Arbour") == 1 and "Ann Arbour (the Care Quality Commission)" in text
    assert "It was a joint inspection, with colleague inspectors of health" in text
    assert world.panel.name not in text and world.editor.name not in text


def test_the_foreword_is_signed(world, world_2018):
    write(world, "foreword", "Children here are <heard>.")
    found = said(world, "foreword")
    assert found.text.startswith("Children here are <heard>.")
    assert found.text.endswith(f"{world.people[Role.SIGNATORY].name} HM Chief Inspector of Probation")
    assert said(world_2018, "foreword").text.endswith("Director of Operations, HM Inspectorate of Probation")


def test_role_names_and_further_information_are_house_text(world):
    role = said(world, "role")
    assert "independent of government" in role.text
    assert "section 7 of the Criminal Justice and Court Services Act 2000" in role.notes[0]
    assert "names in this report have been changed" in said(world, "names").text
    assert "data annexe" in said(world, "further").text and "Referral order" in said(world, "further").text


def test_the_background_says_dates_windows_interviews_and_figures(world):
    changed(world, interviews={"case_manager": 8, "other": 1}, interviews_by_domain={"D2": 5, "D3": 3})
    found = said(world, "context")
    assert (
        "Testley-2026 YJS works with children who have offended, or are at risk of it, in Testley-2026." in found.text
    )
    assert "Fieldwork began on 16 March 2026, took one week and was on site." in found.text
    assert (
        "We held eight interviews with case managers (five on court disposals and three on out-of-court disposals) and "
        "one interview with others who stood in for them." in found.text
    )
    assert [row[0] for row in found.tables[0][1:]] == ["Court disposals", "Out-of-court disposals", "Resettlement"]
    assert found.tables[0][1][2] == "17 March 2025 to 9 January 2026"
    assert "No contextual facts are on record." in found.text


def figure(world: World, label: str, kind: str, value: int, unit: str = "per_cent") -> None:
    row = ContextFigure(
        inspection=world.inspection, label=label, kind=kind, unit=unit, value=Decimal(value), as_at=MONDAY, source="YJB"
    )
    context_save(by=world.lead, figure=row)


def test_shares_beside_each_other_say_that_they_may_not_total_100(world):
    figure(world, "Girls", "demographics", 12)
    assert not any("100" in note for note in said(world, "context").notes)
    figure(world, "Boys", "demographics", 87)
    found = said(world, "context")
    assert "Percentages are rounded to whole numbers, so they may not total 100." in found.notes
    assert (
        notes_in(section_body(LiveFigures(world.inspection), "context")).count("Source: YJB, as at 16 March 2026.") == 1
    )


def test_2018_has_figures_about_staff_in_1_2(world, world_2018):
    for found in (world, world_2018):
        figure(found, "Vacancies", "staff", 12)
    assert "Vacancies" in said(world, "context").text and "Vacancies" not in said(world, "standard:1.2").text
    assert "Vacancies" not in said(world_2018, "context").text
    assert said(world_2018, "standard:1.2").captions == ["Key staffing data"]


# The domains --------------------------------------------------------------------------------------------------------
def test_the_evidence_sentence_counts_what_was_considered_and_who_was_met(world):
    assert "We " not in said(world, "evidence:D1").text.split("that we read.")[1]
    document(world)
    meeting(world, with_whom=["police", "board_chair"])
    meeting(world, kind="interview")
    text = said(world, "evidence:D1").text
    assert (
        "We considered one document and one interview. We held one meeting, with the chair of the board and the police."
        in text
    )


def test_the_number_of_meetings_alone_is_known_of_a_printed_report(world):
    changed(world, meetings_held=9)
    assert said(world, "evidence:D1").text.endswith("We held nine meetings.")


def test_strengths_stand_by_standard_and_in_2018_by_domain(world, world_2018):
    for found in (world, world_2018):
        strength(found, words="Of the standard.")
        strength(found, about="D1", words="Of the domain.")
    assert "Strengths Of the standard." in said(world, "standard:1.1").text
    assert "Of the domain." in said(world, "evidence:D1").text
    assert said(world_2018, "strengths:D1").text == "Strengths Of the domain. Of the standard."
    assert "Strengths" not in said(world_2018, "standard:1.1").text + said(world_2018, "evidence:D1").text
    assert "No strengths" in said(world_2018, "strengths:D2").text


def test_involvement_says_consents_replies_scores_and_quotes_as_printed(world):
    assert "No text survey" in said(world, "involvement").text
    quote(world, texts(world), "Jo helped me loads", "[The worker] helped me …")
    found = said(world, "involvement")
    assert (
        "Of 30 children and parents or carers who were asked, 20 agreed to be texted. We had 10 replies: eight from "
        "children and two from parents or carers. Of the 10 who scored the service from 1 to 10, eight gave 8 or more."
    ) in found.text
    assert found.tables[0][1] == ["Replies", "0", "0", "0", "0", "1", "0", "1", "2", "2", "4"]
    assert "“[The worker] helped me …” A child" in found.text and "Jo" not in found.text
    assert len(found.notes) == 1


def test_diversity_says_what_was_considered(world):
    assert "Nothing on diversity is on record." in said(world, "diversity").text
    document(world, positions=["diversity"])
    assert said(world, "diversity").text == "On diversity we considered one document."


def test_resettlement_is_evidence_and_no_percentage(world):
    for code in ("case_mix:D4", "standard:4.1"):
        assert any("never a percentage" in note for note in said(world, code).notes), code
    assert not any("never a percentage" in note for note in said(world, "standard:3.4").notes)


def test_2018_says_of_which_cases_a_question_is_asked(world_2018):
    found = said(world_2018, "standard:2.2")
    assert found.notes[1:] == [
        "Asked only where there are factors related to keeping the child safe.",
        "Asked only where the inspector does not judge the child’s risk of serious harm to others to be low.",
    ]
    assert "not asked of every case" in said(world_2018, "subsamples:D3").text


def test_prose_stands_under_its_standard_and_in_2018_under_each_question_of_d1(world, world_2018):
    write(world, "standard:2.1", "Assessment was thorough.")
    assert "Assessment was thorough." in said(world, "standard:2.1").text
    write(world_2018, "standard:1.1", "The vision is clear.", part="1.1.2")
    text = said(world_2018, "standard:1.1").text
    assert text.endswith(
        "Do the partnership arrangements actively support effective service delivery? The vision is clear."
    )
    assert "Is there a clear local vision" not in text  # nothing stands under it


def test_2018_explains_method_and_ratings_in_an_annexe(world_2018):
    world_2018.submitted("A")
    changed(world_2018, meetings_held=9)
    found = said(world_2018, "method")
    assert (
        "We read one case of court disposals. We held one interview with case managers (one on court disposals). "
        "We held nine meetings." in found.text
    )
    assert found.tables[0][1:] == [
        ["0 to 49", "Inadequate"], ["50 to 64", "Requires improvement"],
        ["65 to 79", "Good"], ["80 to 100", "Outstanding"],
    ]  # fmt: skip
    assert found.tables[1][-1] == ["31 to 36", "Outstanding"]


def test_every_standard_explains_its_rating_and_the_ratings_page_the_score(world):
    by_cases, judged = (said(world, f"standard:{number}").notes[0] for number in ("2.1", "1.1"))
    assert "under 50 per cent is Inadequate" in by_cases and "proposes a rating" in judged
    assert "out of 36" in said(world, "ratings").notes[0]


def test_recommendations_are_none_yet(world):
    write(world, "recommendations", "We expect much.")
    assert said(world, "recommendations").text == "We have made no recommendations. We expect much."


def test_recommendations_speak_of_services_as_their_edition_does(world, world_2018):
    for found, services in ((world, "youth justice services"), (world_2018, "youth offending services")):
        more = {"by": found.lead, "at": NOW}
        recommendation_save(inspection=found.inspection, words="Listen.", to=None, rests_on=[], **more)
        expected = f"We have made one recommendation, so that {services} in {found.inspection.service.place} become"
        assert expected in said(found, "recommendations").text
