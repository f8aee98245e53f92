"""Which sections a report has, and what each of them reads."""

import pytest

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, SAMPLE
from reports.rules import section_plan, shape_of
from standards.outline import outline_of

pytestmark = pytest.mark.django_db

PLANS = {
    "youth-2018": (
        "ratings context standard:1.1 standard:1.2 standard:1.3 standard:1.4 "
        "case_mix:D2 standard:2.1 standard:2.2 standard:2.3 standard:2.4 "
        "case_mix:D3 standard:3.1 standard:3.2 standard:3.3 standard:3.4"
    ),
    "youth-2021": (
        "ratings context standard:1.1 standard:1.2 standard:1.3 standard:1.4 "
        "case_mix:D2 standard:2.1 standard:2.2 standard:2.3 standard:2.4 "
        "case_mix:D3 standard:3.1 standard:3.2 standard:3.3 standard:3.4 case_mix:D4 standard:4.1"
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
    assert plan["context"].topics == {CONTEXT}
    assert plan["case_mix:D2"].topics == {CASE_MIX, SAMPLE, CONTEXT}
    assert plan["standard:2.1"].topics == {"2.1", DECISIONS, CONTEXT, SAMPLE}
    assert plan["standard:1.1"].topics == {"1.1", DECISIONS, CONTEXT}
    assert (plan["ratings"].domain, plan["standard:2.1"].domain) == ("", "D2")
    assert plan["case_mix:D3"].title == "Out-of-court disposals: cases inspected"


def test_shape_of_is_the_editions_own_and_the_newest_where_it_has_none():
    assert (shape_of("youth-2018").counts, shape_of("youth-2018").prompts) == (True, True)
    assert (shape_of("youth-2021").counts, shape_of("youth-2021").prompts) == (False, False)
    assert shape_of("youth-2030") == shape_of("youth-2021")
