"""What the tests of the rating rules share: the shipped editions' figures, and editions and judgements drawn."""

from collections.abc import Mapping

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from standards.rules import Band, Discretion, Figures, Rating, Rounding

# For property tests: a busy machine is slow, not wrong.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

INADEQUATE, REQUIRES, GOOD, OUTSTANDING = "inadequate", "requires_improvement", "good", "outstanding"

# Both shipped editions have these figures (held by test_shipped_editions_have_the_figures_tested_here).
YOUTH = Figures(
    scale=(
        Rating(INADEQUATE, "Inadequate", 0),
        Rating(REQUIRES, "Requires improvement", 1),
        Rating(GOOD, "Good", 2),
        Rating(OUTSTANDING, "Outstanding", 3),
    ),
    rounding=Rounding.HALF_UP,
    key_question_bands=(Band(0, INADEQUATE), Band(50, REQUIRES), Band(65, GOOD), Band(80, OUTSTANDING)),
    overall_bands=(Band(0, INADEQUATE), Band(7, REQUIRES), Band(19, GOOD), Band(31, OUTSTANDING)),
    discretion=Discretion(points_from_boundary=5, cases_that_flip=1, small_sample=5),
)

Votes = Mapping[int, tuple[bool | None, ...]]


@st.composite
def editions(draw: st.DrawFn) -> Figures:
    """Figures of an edition that might be: two to five ratings, bands anywhere, any discretion figures."""
    steps = draw(st.integers(2, 5))
    starts = draw(st.lists(st.integers(1, 100), min_size=steps - 1, max_size=steps - 1, unique=True))
    scores = draw(st.lists(st.integers(1, 36), min_size=steps - 1, max_size=steps - 1, unique=True))
    points = draw(st.lists(st.integers(0, 9), min_size=steps, max_size=steps, unique=True))
    return Figures(
        scale=tuple(Rating(f"r{n}", f"Rating {n}", point) for n, point in enumerate(sorted(points))),
        rounding=Rounding.HALF_UP,
        key_question_bands=tuple(Band(start, f"r{n}") for n, start in enumerate([0, *sorted(starts)])),
        overall_bands=tuple(Band(start, f"r{n}") for n, start in enumerate([0, *sorted(scores)])),
        discretion=Discretion(draw(st.integers(0, 12)), draw(st.integers(0, 3)), draw(st.integers(0, 9))),
    )


@st.composite
def votes(draw: st.DrawFn, max_cases: int = 6, max_questions: int = 4) -> Votes:
    """Judgements of up to `max_cases` cases on the same one to `max_questions` key questions."""
    questions = draw(st.integers(1, max_questions))
    judged = st.tuples(*[st.sampled_from([True, False, None])] * questions)
    return dict(enumerate(draw(st.lists(judged, max_size=max_cases))))


def cases(*columns: str) -> Votes:
    """Judgements written by key question, a letter per case: cases("yyn", "y-n") is three cases, two questions."""
    meaning = {"y": True, "n": False, "-": None}
    return dict(enumerate(zip(*([meaning[letter] for letter in column] for column in columns), strict=True)))


def counted(*tallies: tuple[int, int]) -> Votes:
    """Judgements with these (yes, relevant) counts per key question: the yeses first, then the noes, then the rest."""
    size = max(relevant for _, relevant in tallies)
    return cases(*("y" * yes + "n" * (relevant - yes) + "-" * (size - relevant) for yes, relevant in tallies))
