"""Which cases are eligible, and why the others are set aside."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import Aside, EligibleCase, Variable, sort_eligible, variables_of, window_of
from tests.published.editions import CODES, edition_yaml, outline_from_yaml
from tests.samples.rules_material import (
    ALL_DOMAINS,
    LEVELS,
    MONDAY,
    YOUTH_2021,
    case,
    examples,
    services,
)

WINDOWS = {domain: window_of(YOUTH_2021, domain, MONDAY) for domain in ("D2", "D3", "D4")}
LATE, EARLY, FUTURE = date(2024, 1, 13), date(2023, 3, 19), date(2024, 2, 27)
TODAY = date(2024, 2, 26)


@pytest.mark.parametrize(
    ("given_", "why", "sentence"),
    [
        ({"began": None}, Aside.IMPOSSIBLE_DATE, "No day is given that can be read as a date."),
        (
            {"began": FUTURE},
            Aside.IMPOSSIBLE_DATE,
            "It began on 27 February 2024, which was still to come when the cases were sent.",
        ),
        (
            {"began": EARLY},
            Aside.OUT_OF_WINDOW,
            "It began on 19 March 2023, before the window of 20 March 2023 to 12 January 2024.",
        ),
        (
            {"began": LATE},
            Aside.OUT_OF_WINDOW,
            "It began on 13 January 2024, after the window of 20 March 2023 to 12 January 2024.",
        ),
        ({"domain": "D9"}, Aside.OUT_OF_WINDOW, "No cases of D9 are eligible in this inspection."),
        (
            {"risk_of_serious_harm": "huge"},
            Aside.UNKNOWN_CLASSIFICATION,
            "“huge” is no risk of serious harm of D2.",
        ),
        ({"safety_and_wellbeing": ""}, Aside.UNKNOWN_CLASSIFICATION, "No safety and wellbeing is given."),
        ({"disposal_type": "prison"}, Aside.UNKNOWN_CLASSIFICATION, "“prison” is no disposal type of D2."),
        ({"began": TODAY, "gender": ""}, Aside.OUT_OF_WINDOW, None),  # the first reason that holds
        ({"began": date(2023, 3, 20)}, None, None),
        ({"began": date(2024, 1, 12)}, None, None),
        ({"gender": "not_known"}, None, None),  # an answer of the edition
    ],
)
def test_cases_are_set_aside_with_a_reason(given_: dict[str, object], why: Aside | None, sentence: str | None) -> None:
    found = sort_eligible(
        [case("C1", **given_)],  # type: ignore[arg-type]
        windows=WINDOWS,
        variables=ALL_DOMAINS,
        today=TODAY,
    )
    assert [aside.why for aside in found.aside] == ([why] if why else [])
    assert len(found.eligible) == (why is None)
    if sentence:
        assert found.aside[0].sentence == sentence


def test_the_earliest_disposal_of_a_person_in_a_domain_is_kept() -> None:
    june, july = date(2023, 6, 1), date(2023, 7, 1)
    cases = [
        case("C3", person_ref="P", began=june),
        case("C2", person_ref="P", began=june),
        case("C1", person_ref="P", began=july),
        case("C4", "D3", person_ref="P", began=july),  # another domain
        case("C0", person_ref="P", began=EARLY),  # out of the window: it displaces nobody
        case("C5", person_ref="Q", began=june, risk_of_serious_harm="?"),  # unknown: nor does this
        case("C6", person_ref="Q", began=july),
    ]
    found = sort_eligible(cases, windows=WINDOWS, variables=ALL_DOMAINS, today=TODAY)
    assert [one.reference for one in found.eligible] == ["C2", "C6", "C4"]
    assert [(aside.case.reference, aside.why) for aside in found.aside] == [
        ("C0", Aside.OUT_OF_WINDOW),
        ("C1", Aside.LATER_DISPOSAL),
        ("C3", Aside.LATER_DISPOSAL),
        ("C5", Aside.UNKNOWN_CLASSIFICATION),
    ]
    assert found.aside[1].sentence == "The same person has C2 in D2, which began on 1 June 2023 and is kept."
    assert found.aside[2].sentence == "The same person has C2 in D2, which began on the same day and is kept."
    assert found.eligible_by_domain() == {"D2": 2, "D3": 1}
    assert found.aside_by_reason() == {
        Aside.OUT_OF_WINDOW: 1,
        Aside.UNKNOWN_CLASSIFICATION: 1,
        Aside.LATER_DISPOSAL: 2,
    }


def test_every_case_is_eligible_or_aside_once(long_run: bool) -> None:
    @examples(long_run, 60, 1000)
    @given(services(), st.integers(0, 10**6))
    def holds(cases: tuple[EligibleCase, ...], seed: int) -> None:
        chance = Random(seed)
        days = [EARLY, date(2023, 6, 1), date(2023, 7, 1), LATE, None]
        sent = [
            case(one.reference, one.domain, person_ref=chance.randrange(9), began=chance.choice(days)) for one in cases
        ]
        found = sort_eligible(sent, windows=WINDOWS, variables=ALL_DOMAINS, today=TODAY)
        aside = [one.case.reference for one in found.aside]
        assert sorted([*aside, *(one.reference for one in found.eligible)]) == sorted(one.reference for one in sent)
        people = [(one.domain, one.person_ref) for one in found.eligible]
        assert len(people) == len(set(people))
        chance.shuffle(sent)
        assert sort_eligible(sent, windows=WINDOWS, variables=ALL_DOMAINS, today=TODAY) == found

    holds()


@pytest.mark.parametrize("code", CODES)
def test_variables_of_the_shipped_editions(code: str) -> None:
    outline = outline_from_yaml(code)
    gender, disposal, harm, safety = variables_of(edition_yaml(code)["sample"]["match_on"], outline, "D2")
    assert gender == Variable("gender", ("female", "male", "another", "not_known"), target="fact.gender")
    assert disposal.levels == tuple(one.code for one in outline.domain_by_code["D2"].disposal_types)
    assert disposal.levels != variables_of(["disposal_type"], outline, "D3")[0].levels
    assert harm == Variable("risk_of_serious_harm", LEVELS, ordered=True, target="service.risk_of_serious_harm")
    assert safety.target == "service.safety_and_wellbeing"
