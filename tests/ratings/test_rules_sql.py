"""The rating rules a second time, in SQL with whole numbers only, against ratings.rules on standards drawn at random.

The SQL is written from docs/rules.md, not from the Python: rounding by quotient and remainder, the band by counting
boundaries, flips by trying every subset of a case's judgements.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from random import Random

import pytest
from django.db import connection

from ratings.rules import Direction, Tally, Trigger, flips, standard_result, triggers_of
from standards.rules import Band, Discretion, Figures, Rating, Rounding
from tests.ratings.rules_material import YOUTH, Votes, counted

pytestmark = pytest.mark.django_db

SEED = 0.2024

# Standards 1 to 8,000 hold every yes/relevant up to 125 alone, the others one to four questions drawn at random:
# each with up to 125 relevant cases, often few, sometimes none.
DRAW_STANDARDS = """
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT standard, place, floor(random() * (relevant + 1))::int AS yes, relevant
  FROM (SELECT standard, place,
               CASE floor(random() * 4)::int
               WHEN 0 THEN floor(random() * 7)::int
               WHEN 1 THEN floor(random() * 31)::int
               ELSE floor(random() * 126)::int END AS relevant
          FROM (SELECT standard, floor(random() * 4)::int + 1 AS questions
                  FROM generate_series(8001, %(size)s) AS standard) AS sized
         CROSS JOIN LATERAL generate_series(1, questions) AS place) AS asked
 UNION ALL
SELECT row_number() OVER (ORDER BY relevant, yes), 1, yes, relevant
  FROM generate_series(1, 125) AS relevant, generate_series(0, relevant) AS yes
"""

RESULTS = """
WITH printed AS (
    SELECT *, CASE WHEN relevant > 0 THEN
                   (100 * yes) / relevant + CASE WHEN 2 * ((100 * yes) %% relevant) >= relevant THEN 1 ELSE 0 END
              END AS percent
      FROM drawn
     WHERE standard > %(after)s AND standard <= %(upto)s
), compared AS (
    SELECT *, min(percent) OVER (PARTITION BY standard) AS lowest FROM printed
), decided AS (
    SELECT standard, lowest,
           array_agg(yes ORDER BY place) AS yes,
           array_agg(relevant ORDER BY place) AS relevant,
           array_agg(percent ORDER BY place) AS percentages,
           coalesce(array_agg(place ORDER BY place) FILTER (WHERE percent = lowest), '{}') AS deciding,
           min(relevant) FILTER (WHERE percent = lowest) AS smallest
      FROM compared
     GROUP BY standard, lowest
)
SELECT yes, relevant, percentages, lowest, deciding,
       CASE WHEN lowest IS NOT NULL THEN (%(ratings)s::text[])[
           1 + (SELECT count(*) FROM unnest(%(boundaries)s::int[]) AS boundary WHERE lowest >= boundary)
       ] END AS band,
       EXISTS (SELECT FROM unnest(%(boundaries)s::int[]) AS boundary
                WHERE lowest BETWEEN boundary - %(points)s AND boundary + %(points)s) AS points,
       coalesce(smallest <= %(small)s, false) AS small
  FROM decided
 ORDER BY standard
"""

# One to eight cases and one to three questions per standard; a judgement is yes, no, or null for not counted.
DRAW_VOTES = """
CREATE TEMPORARY TABLE vote ON COMMIT DROP AS
SELECT standard, item, place,
       CASE WHEN random() < 0.15 THEN NULL ELSE random() < mostly END AS yes
  FROM (SELECT standard, floor(random() * 8)::int + 1 AS items, floor(random() * 3)::int + 1 AS questions,
               random() AS mostly
          FROM generate_series(1, %(size)s) AS standard) AS sized
 CROSS JOIN LATERAL generate_series(1, items) AS item
 CROSS JOIN LATERAL generate_series(1, questions) AS place
"""

FLIPS = """
WITH tally AS (
    SELECT standard, place, count(*) FILTER (WHERE yes) AS yes, count(yes) AS relevant
      FROM vote
     WHERE standard > %(after)s AND standard <= %(upto)s
     GROUP BY standard, place
), turned AS (
    SELECT standard, item, mask, place, relevant,
           tally.yes + CASE WHEN (mask >> place) %% 2 = 0 OR vote.yes IS NULL THEN 0
                            WHEN vote.yes THEN -1 ELSE 1 END AS yes
      FROM vote JOIN tally USING (standard, place) CROSS JOIN generate_series(0, 14, 2) AS mask
), printed AS (
    SELECT standard, item, mask,
           (100 * yes) / relevant + CASE WHEN 2 * ((100 * yes) %% relevant) >= relevant THEN 1 ELSE 0 END AS percent
      FROM turned
     WHERE relevant > 0
), banded AS (
    SELECT standard, item, mask,
           (SELECT count(*) FROM unnest(%(boundaries)s::int[]) AS boundary WHERE min(percent) >= boundary) AS level
      FROM printed
     GROUP BY standard, item, mask
), reached AS (
    SELECT standard, item, min(level) AS worst, max(level) FILTER (WHERE mask = 0) AS now, max(level) AS best
      FROM banded
     GROUP BY standard, item
)
SELECT standard, item, array_agg(yes ORDER BY place) AS judged,
       CASE WHEN best > now THEN (%(ratings)s::text[])[1 + best] END AS up,
       CASE WHEN worst < now THEN (%(ratings)s::text[])[1 + worst] END AS down
  FROM vote LEFT JOIN reached USING (standard, item)
 WHERE standard > %(after)s AND standard <= %(upto)s
 GROUP BY standard, item, best, now, worst
 ORDER BY standard, item
"""


@dataclass(frozen=True)
class Slice:
    """Standards after one number up to another, rated under one edition."""

    after: int
    upto: int
    figures: Figures

    def parameters(self) -> dict[str, object]:
        bands, discretion = self.figures.key_question_bands, self.figures.discretion
        return {
            "after": self.after,
            "upto": self.upto,
            "ratings": [band.rating for band in bands],
            "boundaries": [band.start for band in bands[1:]],
            "points": discretion.points_from_boundary,
            "small": discretion.small_sample,
        }

    def rows(self, query: str) -> Iterator[tuple]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(query, self.parameters())
            while batch := cursor.fetchmany(5000):
                yield from batch


def edition_drawn(random: Random) -> Figures:
    """Figures of an edition that might be."""
    steps = random.randint(2, 6)
    starts = [0, *sorted(random.sample(range(1, 101), steps - 1))]
    return Figures(
        scale=tuple(Rating(f"r{n}", f"Rating {n}", n) for n in range(steps)),
        rounding=Rounding.HALF_UP,
        key_question_bands=tuple(Band(start, f"r{n}") for n, start in enumerate(starts)),
        overall_bands=tuple(Band(7 * n, f"r{n}") for n in range(steps)),
        discretion=Discretion(random.randint(0, 12), cases_that_flip=1, small_sample=random.randint(0, 12)),
    )


def slices(size: int, editions: int) -> list[Slice]:
    """The first half of the standards under the shipped editions' figures, the rest shared among drawn editions."""
    random, half = Random(SEED), size // 2
    steps = [half + (size - half) * n // editions for n in range(editions + 1)]
    drawn = [Slice(after, upto, edition_drawn(random)) for after, upto in pairwise(steps)]
    return [Slice(0, half, YOUTH), *drawn]


def draw(query: str, size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
        cursor.execute(query, {"size": size})


@pytest.fixture
def size(long_run: bool) -> int:
    """How many standards: a million with --long, otherwise what takes a few seconds."""
    return 1_000_000 if long_run else 60_000


Record = Callable[[str, object], None]


def test_results_agree_with_sql(size: int, record_property: Record) -> None:
    draw(DRAW_STANDARDS, size)
    seen, pairs = 0, set()
    for part in slices(size, editions=20):
        for yes, relevant, percentages, lowest, deciding, band, points, small in part.rows(RESULTS):
            result = standard_result([Tally(*tally) for tally in zip(yes, relevant, strict=True)], part.figures)
            found = (result.percentages, result.lowest, result.deciding, result.band)
            assert found == (tuple(percentages), lowest, tuple(deciding), band), (yes, relevant, part.figures)
            seen += 1
            if part.figures is YOUTH and len(yes) == 1:
                pairs.add((yes[0], relevant[0]))
            if seen % 20 == 0:  # triggers want judgements, which take longer to lay out than to count
                holding = {finding.trigger for finding in triggers_of(judged(yes, relevant), part.figures)}
                assert (Trigger.POINTS in holding, Trigger.SMALL in holding) == (points, small), (yes, relevant)
    assert seen == size
    assert pairs >= {(yes, relevant) for relevant in range(1, 126) for yes in range(relevant + 1)}
    record_property("printed result", f"{seen:,} standards agree, every yes/relevant to 125 among them")


def judged(yes: list[int], relevant: list[int]) -> Votes:
    return counted(*zip(yes, relevant, strict=True))


def test_flips_agree_with_sql(size: int, record_property: Record) -> None:
    draw(DRAW_VOTES, size // 10)
    seen = 0
    for part in slices(size // 10, editions=20):
        for _, rows in groupby(part.rows(FLIPS), key=lambda row: row[0]):
            cases = list(rows)
            votes = {item: tuple(judged) for _, item, judged, _, _ in cases}
            found = {(flip.case, flip.direction): flip.rating for flip in flips(votes, part.figures)}
            expected = {(item, Direction.UP): up for _, item, _, up, _ in cases if up}
            expected |= {(item, Direction.DOWN): down for _, item, _, _, down in cases if down}
            assert found == expected, (votes, part.figures)
            seen += 1
    assert seen == size // 10
    record_property("printed result", f"{seen:,} standards agree on every case that flips them")
