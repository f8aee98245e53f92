"""Whether the rating and sample figures of an edition fit together."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from standards.documents.names import Check, Names, Part, twice
from standards.documents.problems import Where, shown
from standards.models import Domain

# Domains whose cases are a sample; those of resettlement are read on top, to illustrate.
SAMPLED = frozenset({Domain.Cases.COURT.value, Domain.Cases.OUT_OF_COURT.value})
DAYS, MONTHS = "eligible_days_before_fieldwork", "eligible_months_before_fieldwork"


def check_figures(check: Check) -> None:
    _check_scale(check)
    for key in ("key_question_bands", "overall_bands"):
        _check_lowest(check, key)
        _check_starts(check, key)
        _check_ratings(check, key)
    _check_sample(check)


def _check_scale(check: Check) -> None:
    scale: list[Part] = check.edition["rating_scale"]
    for key in ("code", "name"):
        twice([step[key] for step in scale], ("rating_scale",), key, check.report)
    last: int | None = None
    for index, step in enumerate(scale):
        points = step["points"]
        if last is not None and points is not None and points <= last:
            check.report.add(
                ("rating_scale", index),
                f"{points} points come after {last}. List the ratings from lowest to highest, each with more points.",
            )
        last = last if points is None else points


def _check_lowest(check: Check, key: str) -> None:
    starts = [band["from"] for band in check.edition[key]]
    if not starts or None in starts or min(starts) == 0:
        return
    lowest = min(starts)
    check.report.add(
        (key, starts.index(lowest)),
        f"The lowest {key} must start from 0; it starts from {lowest}. Change `from: {lowest}` to `from: 0`.",
    )


def _check_starts(check: Check, key: str) -> None:
    highest = 100 if key == "key_question_bands" else _highest_score(check)
    last: int | None = None
    for index, band in enumerate(check.edition[key]):
        start, where = band["from"], (key, index, "from")
        if start is None:
            continue
        if start == last:
            check.report.add(where, f"Two bands start from {start}. Take one out, or change where it starts.")
        elif last is not None and start < last:
            text = f"The band from {start} comes after the band from {last}. List the bands from lowest to highest."
            check.report.add(where, text)
        if highest is not None and start > highest:
            check.report.add(where, _unreachable(key, start, highest))
        last = start


def _unreachable(key: str, start: int, highest: int) -> str:
    if key == "key_question_bands":
        return f"A band from {start} starts over 100 per cent. Write a whole percentage up to 100."
    return f"A band from {start} can never be reached: the highest score is {highest}. Write {highest} or less."


def _highest_score(check: Check) -> int | None:
    """What a service reaches with the best rating everywhere; None where the file does not say."""
    scale = check.edition["rating_scale"]
    points = [step["points"] for step in scale]
    if not points or None in points or any(check.report.has(("rating_scale", index)) for index in range(len(scale))):
        return None
    counting = [domain for domain in check.edition["domains"] if domain["counts_towards_overall"]]
    return int(max(points) * sum(len(domain["standards"]) for domain in counting))


def _check_ratings(check: Check, key: str) -> None:
    """Each rating is known, has one band, and a higher band earns a higher rating."""
    bands: list[Part] = check.edition[key]
    order = [step["code"] for step in check.edition["rating_scale"]]
    for index, band in enumerate(bands):
        check.known(band["rating"], check.ratings, (key, index, "rating"), "rating of the rating_scale")
    twice([band["rating"] for band in bands], (key,), "rating", check.report)
    for index, (before, band) in enumerate(pairwise(bands), start=1):
        lower, higher = before["rating"], band["rating"]
        rising = None not in (before["from"], band["from"]) and before["from"] < band["from"]
        if rising and {lower, higher} <= set(order) and order.index(higher) < order.index(lower):
            check.report.add(
                (key, index, "rating"),
                f"From {band['from']} the rating is {shown(higher)}, lower than {shown(lower)} from {before['from']}. "
                "A higher band must earn a higher rating: exchange the two.",
            )


def _check_sample(check: Check) -> None:
    sample: Part = check.edition["sample"]
    where: Where = ("sample",)
    sized = check.domains.joined(Names(frozenset({"all"})))
    check.known(sample["sized_on"], sized, (*where, "sized_on"), "domain")
    _check_split(check, sample["split"], (*where, "split"))
    _check_window(check, sample, where)
    variables = check.facts.joined(check.kinds).joined(Names(frozenset({"disposal_type"})))
    for index, variable in enumerate(sample["match_on"]):
        check.known(variable, variables, (*where, "match_on", index), "fact, classification or `disposal_type`")
    twice(sample["match_on"], (*where, "match_on"), "", check.report)


def _check_split(check: Check, split: dict[str, float | None], where: Where) -> None:
    for code in _missing(check, split, where):
        check.report.add(where, f"{code} has cases but no share. Add `{code}: …`.")
    shares = [share for share in split.values() if share is not None]
    if split and len(shares) == len(split) and abs(sum(shares) - 1) > 1e-9:
        check.report.add(where, f"The shares add up to {sum(shares):g}. Change them so that they add up to 1.")


def _check_window(check: Check, sample: Part, where: Where) -> None:
    days, months = sample[DAYS], sample[MONTHS]
    spoilt = any(check.report.has(place) for place in (where, (*where, DAYS), (*where, MONTHS)))
    if days and months:
        check.report.add((*where, MONTHS), f"Both `{DAYS}` and `{MONTHS}` are given. Keep one of them.")
    elif not days and not months and not spoilt:
        check.report.add(where, f"Nothing says which cases are eligible. Add `{DAYS}: [364, 66]` or `{MONTHS}`.")
    if _pair(days) and days[0] <= days[1]:
        text = f"Write the earlier day first: the larger number, such as [{days[1]}, {days[0]}]."
        check.report.add((*where, DAYS), text)
    for code in _missing(check, months, (*where, MONTHS)):
        check.report.add((*where, MONTHS), f"{code} has cases but no months. Add `{code}: [8, 12]`.")
    for code, pair in months.items():
        if _pair(pair) and pair[0] >= pair[1]:
            text = f"Write the smaller number first, such as [{pair[1]}, {pair[0]}]."
            check.report.add((*where, MONTHS, code), text)


def _pair(numbers: list[int | None]) -> bool:
    return len(numbers) == 2 and None not in numbers


def _missing(check: Check, given: dict[str, Any], where: Where) -> Iterator[str]:
    """Checks that each key is a domain with sampled cases; yields those domains that have no key."""
    sampled = [d["code"] for d in check.edition["domains"] if d["cases"] in SAMPLED and d["code"]]
    unclear = {d["code"] for d in check.edition["domains"] if not d["cases"]}
    for code in given:
        check.known(code, check.domains, (*where, code), "domain")
        if code in check.domains.known - unclear and code not in sampled:
            check.report.add((*where, code), f"No cases are sampled in {code}. Take it out.")
    if given:
        yield from (code for code in sampled if code not in given)
