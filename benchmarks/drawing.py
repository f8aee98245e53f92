"""A sample drawn from 10,000 eligible cases, against pandas' groupby-sample of the same size in the same run.

The yardstick draws the same share of the same rows from its frame, which is made beforehand, by the classes crossed and
not merged: no exact total (few classes have a case to give, so it draws fewer), no bounds, no caps, no reserve. pandas
is no package of this project, so a Python that has it runs this: `python -m benchmarks.drawing` from the root. Without
it the draw alone is timed, and that is said. Time is that of the processor: both work alone.
"""

from collections.abc import Callable
from datetime import date
from random import Random
from statistics import median
from time import process_time
from typing import Any

from samples.rules import DrawRequest, EligibleCase, Variable, draw, inputs_hash, sample_figures, suggested_sizes

CASES, RUNS, LIMIT = 10_000, 15, 3
LEVELS = ("low", "medium", "high", "very_high")
GENDERS = ("female", "male", "another", "not_known")
TYPES = tuple(f"type_{n}" for n in range(12))
SAMPLE = {
    "confidence": 0.8,
    "margin_of_error": 0.05,
    "sized_on": "all",
    "split": {"D2": 0.4, "D3": 0.6},
    "match_on": ["gender", "disposal_type", "risk_of_serious_harm", "safety_and_wellbeing"],
    "eligible_days_before_fieldwork": [364, 66],
}
VARIABLES = (
    Variable("gender", GENDERS),
    Variable("disposal_type", TYPES),
    Variable("risk_of_serious_harm", LEVELS, ordered=True),
    Variable("safety_and_wellbeing", LEVELS, ordered=True),
)


def cases_made(count: int) -> tuple[EligibleCase, ...]:
    chance = Random(4)
    return tuple(
        EligibleCase(
            reference=f"C{n:05}",
            person_ref=f"P{n:05}",
            domain=chance.choice(("D2", "D3")),
            disposal_type=chance.choices(TYPES, range(12, 0, -1))[0],
            began=date(2025, 6, 1),
            case_manager=f"Manager {chance.randrange(60)}",
            classes={
                "gender": chance.choices(GENDERS, (15, 82, 2, 1))[0],
                "risk_of_serious_harm": chance.choices(LEVELS, (30, 45, 20, 5))[0],
                "safety_and_wellbeing": chance.choices(LEVELS, (20, 45, 25, 10))[0],
            },
        )
        for n in range(count)
    )


def seconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def frame_of(cases: tuple[EligibleCase, ...], pandas: Any) -> Any:
    rows = [(case.reference, case.domain, *case.cell(VARIABLES)) for case in cases]
    return pandas.DataFrame(rows, columns=["reference", "domain", *SAMPLE["match_on"]])


def main() -> None:
    cases = cases_made(CASES)
    eligible = {domain: sum(case.domain == domain for case in cases) for domain in ("D2", "D3")}
    sizes = suggested_sizes(sample_figures(SAMPLE), eligible).sizes
    for drawn, words in ((sizes, "the suggested size"), ({d: n // 5 for d, n in eligible.items()}, "a fifth")):
        request = DrawRequest(cases, drawn, dict.fromkeys(drawn, VARIABLES), cap=50)
        measured(request, f"{sum(drawn.values())} of {CASES:,} cases, {words}")


def measured(request: DrawRequest, words: str) -> None:
    """Ours and theirs turn by turn, so that what else the machine does falls on both."""
    try:
        import pandas
    except ImportError:
        pandas = None  # type: ignore[assignment]
    frame = frame_of(request.cases, pandas) if pandas else None
    by, share = ["domain", *SAMPLE["match_on"]], sum(request.sizes.values()) / len(request.cases)
    ours, hashed, theirs = [], [], []
    for run in range(RUNS):
        ours.append(seconds(lambda run=run: draw(request, seed=str(run))))
        hashed.append(seconds(lambda: inputs_hash(request)))
        if frame is not None:
            theirs.append(seconds(lambda run=run: frame.groupby(by).sample(frac=share, random_state=run)))
    print(words)
    print(f"  draw {median(ours) * 1000:.0f} ms, hash of its inputs {median(hashed) * 1000:.0f} ms")
    if not theirs:
        print("  pandas is not installed here: nothing to compare with")
        return
    ratio = median(ours) / median(theirs)
    verdict = "within" if ratio <= LIMIT else "OVER"
    rows = len(frame.groupby(by).sample(frac=share, random_state=0))
    print(f"  groupby-sample of pandas {pandas.__version__} {median(theirs) * 1000:.0f} ms for {rows} cases")
    print(f"  ratio {ratio:.2f}, limit {LIMIT}: {verdict}")


if __name__ == "__main__":
    main()
