"""Which sections a report has, and what each of them reads."""

import pytest

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from reports.rules import section_plan, shape_of
from standards.outline import outline_of

pytestmark = pytest.mark.django_db

FRONT = "title acknowledgements role names foreword ratings recommendations context "
PLANS = {
    "youth-2018": (
        FRONT + "evidence:D1 strengths:D1 standard:1.1 standard:1.2 standard:1.3 standard:1.4 involvement diversity "
        "case_mix:D2 strengths:D2 standard:2.1 standard:2.2 standard:2.3 standard:2.4 "
        "subsamples:D3 case_mix:D3 strengths:D3 standard:3.1 standard:3.2 standard:3.3 standard:3.4 method further"
    ),
    "youth-2021": (
        FRONT + "evidence:D1 standard:1.1 standard:1.2 standard:1.3 standard:1.4 involvement diversity "
        "case_mix:D2 standard:2.1 standard:2.2 standard:2.3 standard:2.4 "
        "case_mix:D3 standard:3.1 standard:3.2 standard:3.3 standard:3.4 case_mix:D4 standard:4.1 further"
    ),
}


@pytest.mark.parametrize("code", PLANS)
def test_section_plan_follows_the_edition_in_order(editions, code):
    plan = section_plan(outline_of(editions[code]))
    assert " ".join(spec.code for spec in plan) == PLANS[code]
    assert [spec.position for spec in plan] == list(range(1, len(plan) + 1))
    assert len({spec.title for spec in plan}) == len(plan)


def test_section_plan_says_what_each_section_reads(editions):
    plan = {spec.code: spec for spec in section_plan(outline_of(editions["youth-2021"]))}
    assert plan["ratings"].topics >= {"1.1", "2.1", "3.4", "4.1", DECISIONS, CONTEXT, SAMPLE}
    assert plan["context"].topics == {CONTEXT, FACTS, SAMPLE}
    assert plan["case_mix:D2"].topics == {CASE_MIX, FACTS, SAMPLE, CONTEXT}
    assert plan["standard:2.1"].topics == {"2.1", DECISIONS, CONTEXT, SAMPLE, EVIDENCE}
    assert plan["standard:1.1"].topics == {"1.1", DECISIONS, CONTEXT, EVIDENCE}
    assert plan["involvement"].topics == {EVIDENCE, CONTEXT}
    assert {spec.code for spec in plan.values() if not spec.domain} == {*FRONT.split(), "further"}
    assert (plan["ratings"].domain, plan["standard:2.1"].domain) == ("", "D2")
    assert plan["case_mix:D3"].title == "Out-of-court disposals: cases inspected"


def test_strengths_stand_by_domain_in_2018(editions):
    plan = {spec.code: spec for spec in section_plan(outline_of(editions["youth-2018"]))}
    assert plan["strengths:D2"].topics == {EVIDENCE, CONTEXT}
    assert plan["standard:2.1"].topics == {"2.1", DECISIONS, CONTEXT, SAMPLE}


def test_section_plan_says_where_people_write(editions):
    plans = {code: section_plan(outline_of(editions[code])) for code in PLANS}
    written = {
        code: {spec.code: [part.code for part in spec.parts] for spec in plan if spec.parts}
        for code, plan in plans.items()
    }
    assert written["youth-2018"]["standard:1.1"] == ["1.1.1", "1.1.2", "1.1.3"]
    assert written["youth-2021"]["standard:1.1"] == written["youth-2018"]["standard:2.1"] == [""]
    assert written["youth-2018"]["foreword"] == [""]
    assert not {"title", "ratings", "case_mix:D2", "strengths:D2", "method", "further"} & written["youth-2018"].keys()
    for plan in plans.values():
        assert all(part.title and part.hint for spec in plan for part in spec.parts)
        assert all(len(part.code) <= 20 for spec in plan for part in spec.parts)
    titles = {code: {spec.code: spec.title for spec in plan} for code, plan in plans.items()}
    assert (titles["youth-2018"]["foreword"], titles["youth-2021"]["foreword"]) == ("Introduction", "Foreword")


def test_shape_of_is_the_editions_own_and_the_newest_where_it_has_none():
    assert (shape_of("youth-2018").counts, shape_of("youth-2018").prompts) == (True, True)
    assert (shape_of("youth-2021").counts, shape_of("youth-2021").prompts) == (False, False)
    assert shape_of("youth-2030") == shape_of("youth-2021")
