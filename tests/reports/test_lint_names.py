"""Names of people in prose: told, unless they are whole names that somebody declared or that everybody knows."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.lint import Passage, Spot, unknown_names

KNOWN = {
    "Sarah Jones",  # leads the inspection
    "Emma",  # a word of a body: no person
    "Doncaster",
    "Doncaster Youth Justice Service",
    "Youth Justice Board",
    "Governance and leadership",
    "Children’s Services",
    "Requires improvement",
    "March",
}
PSEUDONYMS = {"Jack", "Asha Begum"}


def names_in(text: str, *spots: Spot) -> list[str]:
    passage = Passage("foreword", 0, text, spots)
    return [one.found for one in unknown_names([passage], KNOWN - {"Emma"}, PSEUDONYMS)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We spoke to Callum Brightwell about it.", ["Callum Brightwell"]),
        ("Sarah Miller met the child weekly.", ["Sarah Miller"]),  # Sarah Jones is on the team
        ("Sarah Jones led this inspection.", []),
        ("For Emma Clarke, the plan was late.", ["Emma Clarke"]),
        ("In Jack Thompson’s case it was not.", ["Jack Thompson"]),
        ("In Jack Thompson's case it was not.", ["Jack Thompson"]),
        ("Jack was seen weekly by Doncaster Youth Justice Service.", []),
        ("Jack’s plan was late. For Jack, it was.", []),
        ("Asha Begum was heard; Asha Khan was not.", ["Asha Khan"]),
        ("We spoke to Mr Brightwell and Ms. O’Brien.", ["Mr Brightwell", "Ms. O’Brien"]),
        ("Ms Jones leads the inspection, with Dr Sarah Jones.", []),
        ("Chief Inspector Martin Hale wrote to us.", ["Martin Hale"]),
        ("Sarah Jones Miller was there.", ["Sarah Jones Miller"]),
        ("However Niamh McDonald agreed.", ["Niamh McDonald"]),
        ("When Zoë Müller was sentenced.", ["Zoë Müller"]),
        ("Callum was heard, and Kit was.", ["Callum"]),
        ("Emma’s mother was not asked.", ["Emma"]),
        ("Sarah said so.", ["Sarah"]),  # whole names are known, not their words
        ("Two boys, Liam and Noah, were moved.", ["Liam", "Noah"]),
        ("The Youth Justice Board answered.", []),
        ("Governance and leadership is rated Requires improvement.", []),
        ("Staff from Children’s Services and South Yorkshire Police met in March.", []),
        ("The Wakefield Metropolitan District Council and the Great Yarmouth Partnership.", []),
        ("St John’s Academy and the George Street Centre.", []),
        ("The Director of Public Health and the Youth Custody Service.", []),
        ("Across Leeds, staff agreed. Visiting Leeds, we agreed.", []),
        ("May and Grace are words.", []),
        ("", []),
        ("45 – 50.", []),
        ("Nothing of the kind. YJS staff use AssetPlus.", []),
    ],
)
def test_what_looks_like_a_persons_name_is_told(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_what_is_live_is_nobodys_name() -> None:
    assert names_in("rated as Requires Improvement here", Spot(9, 29, "rating")) == []


WORDS = st.text(string.ascii_lowercase, min_size=3, max_size=8)


@given(
    st.sampled_from(["", "For ", "In ", "When ", "Before this, ", "The case of "]),
    WORDS,
    st.sampled_from(["", "’s", "'s"]),
)
def test_a_real_name_is_told_wherever_it_stands(before: str, surname: str, after: str) -> None:
    """A team member and a pseudonym share its first name."""
    whole = f"Sarah Q{surname}"
    assert names_in(f"{before}{whole}{after} case was read.") == [whole]
    assert names_in(f"{before}Jack Q{surname}{after} case was read.") == [f"Jack Q{surname}"]


def test_a_very_long_text_is_read_to_its_end() -> None:
    assert names_in("Ab " * 7000 + "mr. Emma") != []
    assert names_in("A’" * 10_000 + " and Callum Robson.") == ["Callum Robson"]
