"""The case mix in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import case_mix_in_words, disposals_in_words, read_so_far_in_words
from standards.structure import DisposalOutline, DomainOutline
from standards.wording import WORDS


def kind(code: str, one: str, group: str = "", many: str = "") -> DisposalOutline:
    return DisposalOutline(0, code, one, many or f"{one}s", group)


COURT = DomainOutline(
    pk=2,
    code="D2",
    number=2,
    title="Court disposals",
    cases="court_disposals",
    began="",
    counts_towards_overall=True,
    groups=(kind("community", "community sentence"), kind("custodial", "custodial sentence")),
    disposal_types=(
        kind("referral_order", "referral order", "community"),
        kind("youth_rehabilitation_order", "youth rehabilitation order", "community"),
        kind("other_community_sentence", "other community sentence", "community"),
        kind("detention_and_training_order", "detention and training order", "custodial"),
        kind("other_custodial_sentence", "other custodial sentence", "custodial"),
    ),
    standards=(),
)
OUT_OF_COURT = DomainOutline(
    pk=3,
    code="D3",
    number=3,
    title="Out-of-court disposals",
    cases="out_of_court_disposals",
    began="",
    counts_towards_overall=True,
    groups=(),
    disposal_types=(
        kind("youth_conditional_caution", "youth conditional caution"),
        kind("youth_caution", "youth caution"),
        kind("community_resolution", "community resolution"),
        kind("other_out_of_court_disposal", "other disposal"),
    ),
    standards=(),
)
RESETTLEMENT = DomainOutline(
    pk=4,
    code="D4",
    number=4,
    title="Resettlement",
    cases="resettlement_cases",
    began="",
    counts_towards_overall=False,
    groups=(),
    disposal_types=(kind("resettlement", "custodial sentence"),),
    standards=(),
)
RO, YRO, OTHER, DTO, CUSTODY = (disposal.code for disposal in COURT.disposal_types)
YCC, YC, CR, LOCAL = (disposal.code for disposal in OUT_OF_COURT.disposal_types)

DONCASTER = "11 community sentences, which included nine referral orders and two youth rehabilitation orders"
COURT_WORDS = [
    ({RO: 9, YRO: 2}, DONCASTER),
    ({YRO: 2, RO: 9}, DONCASTER),
    ({OTHER: 23, CUSTODY: 1}, "23 community sentences and one custodial sentence"),
    ({OTHER: 5, CUSTODY: 1}, "five community sentences and one custodial sentence"),
    ({RO: 9, OTHER: 2}, "11 community sentences, which included nine referral orders"),
    ({RO: 1}, "one community sentence, a referral order"),
    ({RO: 2}, "two community sentences, both referral orders"),
    ({RO: 5, DTO: 1}, "five community sentences, all referral orders, and one custodial sentence, "
                      "a detention and training order"),
    ({RO: 3, YRO: 1, CUSTODY: 2}, "four community sentences, which included three referral orders and one youth "
                                  "rehabilitation order, and two custodial sentences"),
    ({CUSTODY: 10}, "10 custodial sentences"),
    ({RO: 0, CUSTODY: 1}, "one custodial sentence"),
    ({RO: 0}, "no cases"),
    ({}, "no cases"),
]  # fmt: skip


@pytest.mark.parametrize(("cases", "words"), COURT_WORDS)
def test_disposals_in_words_by_group_and_then_by_type_where_known(cases, words):
    assert disposals_in_words({(code, ""): n for code, n in cases.items()}, COURT) == words


OUT_OF_COURT_WORDS = [
    ({(YCC, ""): 5, (CR, ""): 12}, "five youth conditional cautions and 12 community resolutions"),
    (
        {(YCC, ""): 13, (YC, ""): 16, (CR, ""): 6},
        "13 youth conditional cautions, 16 youth cautions and six community resolutions",
    ),
    ({(CR, ""): 1}, "one community resolution"),
    ({(LOCAL, ""): 2}, "two other disposals"),
    ({(CR, ""): 3, (LOCAL, "Outcome 22"): 2}, "three community resolutions and two Outcome 22 disposals"),
    ({(LOCAL, "Route 22"): 1}, "one Route 22 disposal"),
    ({(LOCAL, "deferred caution"): 2}, "two deferred cautions"),
    ({(LOCAL, "Turnaround"): 1, (LOCAL, "Outcome 22"): 1, (LOCAL, ""): 1},
     "one Outcome 22 disposal, one Turnaround disposal and one other disposal"),
    ({(CR, "Route 22"): 2, (CR, ""): 1}, "three community resolutions"),  # the edition's own word where it has one
]  # fmt: skip


@pytest.mark.parametrize(("cases", "words"), OUT_OF_COURT_WORDS)
def test_disposals_in_words_without_groups_and_with_local_names(cases, words):
    assert disposals_in_words(cases, OUT_OF_COURT) == words


def test_a_local_name_makes_a_group_known():
    cases = {(OTHER, "Enhanced order"): 2, (OTHER, ""): 1}
    assert disposals_in_words(cases, COURT) == "three community sentences, which included two Enhanced orders"


@given(st.dictionaries(st.sampled_from([disposal.code for disposal in COURT.disposal_types]), st.integers(0, 300)))
def test_disposals_in_words_count_every_case_once_by_group(cases):
    words = disposals_in_words({(code, ""): n for code, n in cases.items()}, COURT)
    groups = re.findall(r"([a-z]+|[0-9,]+) (?:community|custodial) sentence", words)
    assert sum(map(number_of, groups)) == sum(cases.values())


@given(
    st.dictionaries(
        st.sampled_from([disposal.code for disposal in OUT_OF_COURT.disposal_types]), st.integers(1, 2000), min_size=1
    )
)
def test_disposals_in_words_name_every_type_with_its_number(cases):
    words = disposals_in_words({(code, ""): n for code, n in cases.items()}, OUT_OF_COURT)
    assert [number_of(word) for word in re.findall(r"(?:^|, | and )([a-z]+|[0-9][0-9,]*) ", words)] == [
        cases[disposal.code] for disposal in OUT_OF_COURT.disposal_types if disposal.code in cases
    ]
    assert "  " not in words


def number_of(word: str) -> int:
    return WORDS.index(word) if word in WORDS else int(word.replace(",", ""))


SENTENCES = [
    (COURT, {(RO, ""): 2}, 0, ("We took a detailed look at two community sentences, both referral orders.",)),
    (COURT, {}, 3, ("No case of this domain is in the sample yet.",)),
    (
        OUT_OF_COURT,
        {(YCC, ""): 5, (CR, ""): 12},
        12,
        (
            "We inspected 17 cases managed by the YJS that had received an out-of-court disposal. "
            "These consisted of five youth conditional cautions and 12 community resolutions.",
            "We also conducted 12 interviews with the relevant case managers.",
        ),
    ),
    (
        OUT_OF_COURT,
        {(CR, ""): 1},
        1,
        (
            "We inspected one case managed by the YJS that had received an out-of-court disposal. "
            "This was one community resolution.",
            "We also conducted one interview with the relevant case manager.",
        ),
    ),
    (
        RESETTLEMENT,
        {("resettlement", ""): 2},
        0,
        ("We inspected two cases managed by the YJS. These consisted of two custodial sentences.",),
    ),
]


@pytest.mark.parametrize(("domain", "cases", "interviews", "sentences"), SENTENCES)
def test_case_mix_in_words(domain, cases, interviews, sentences):
    assert case_mix_in_words(cases, domain, interviews=interviews, service_word="YJS") == sentences


def test_case_mix_in_words_while_cases_are_read():
    def said(domain, cases):
        return case_mix_in_words(cases, domain, interviews=0, service_word="YJS", being_read=True)

    assert said(COURT, {(RO, ""): 2}) == ("The sample is made up of two community sentences, both referral orders.",)
    assert said(OUT_OF_COURT, {(CR, ""): 2}) == (
        "The sample is made up of two cases managed by the YJS that had received an out-of-court disposal. "
        "These consist of two community resolutions.",
    )
    assert said(OUT_OF_COURT, {(CR, ""): 1})[0].endswith("This is one community resolution.")
    assert said(OUT_OF_COURT, {}) == ("No case of this domain is in the sample yet.",)


def test_a_published_report_says_what_was_and_not_what_is_still_to_come():
    said = case_mix_in_words({}, RESETTLEMENT, interviews=0, service_word="YJS", is_out=True)
    assert said == ("We inspected no case of this domain.",)


@pytest.mark.parametrize(
    ("submitted", "cases", "words"),
    [
        (0, 1, "This case has not been read and submitted so far."),
        (0, 7, "So far none of these seven cases has been read and submitted."),
        (1, 7, "So far one of these seven cases has been read and submitted."),
        (9, 10, "So far nine of these 10 cases have been read and submitted."),
    ],
)
def test_read_so_far_in_words(submitted, cases, words):
    assert read_so_far_in_words(submitted, cases) == words
