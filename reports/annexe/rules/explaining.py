"""How ratings are made, at length, from the figures of an edition: no number of an edition stands here."""

from reports.rules.bands import steps_of
from standards.rules import Figures
from standards.wording import joined, number_words, per_cent, plural, sentence

Paragraph = tuple[str, str]  # heading, text


def paragraphs_of(
    figures: Figures, *, counting: int, apart: tuple[str, ...], judged: tuple[str, ...]
) -> list[Paragraph]:
    """`counting` standards make the score; those rated `apart` do not; `judged` ones are rated without percentages."""
    return [
        ("Judgements", _judgements()),
        ("Which answers count", _counting()),
        ("Percentages", _percentages()),
        ("Bands", _bands(figures)),
        ("The lowest key question", _lowest()),
        ("Standards rated by judgement", _judged(judged)),
        ("Professional discretion", _discretion(figures)),
        ("The overall rating", _overall(figures, counting, apart)),
    ]


def most_points(figures: Figures, counting: int) -> int:
    return max(figures.points.values(), default=0) * counting


def _judgements() -> str:
    return (
        "In each case of the sample an inspector judges every key question yes or no, with a reason, or not relevant. "
        "Prompts under a key question guide the inspector; the judgement is the inspector’s own and is not worked out "
        "from the prompts."
    )


def _counting() -> str:
    return (
        "Counted are submitted reviews of cases in the sample. A question counts where it is relevant to the case: "
        "the table of prompts says what each rests on. Where a second inspector read a case again, the first reading "
        "counts until the two are settled, and then what was settled."
    )


def _percentages() -> str:
    return (
        "The percentage of a key question is the share of its relevant cases that were judged yes, rounded half up to "
        "a whole number. Without a relevant case there is no percentage. Percentages of few cases move a good deal "
        "with each of them, so read them with the number of relevant cases beside them."
    )


def _bands(figures: Figures) -> str:
    steps = [
        f"{figures.names[band.rating]} from {band.start} to {per_cent(last)}"
        for band, last in steps_of(figures.key_question_bands, 100)
    ]
    return f"A rounded percentage falls into a band: {joined(steps)}."


def _lowest() -> str:
    return (
        "A standard takes the band of its lowest key question, so that good work in one part of it does not make up "
        "for poor work in another. There are no weights. A key question without a relevant case is left out."
    )


def _judged(judged: tuple[str, ...]) -> str:
    if not judged:
        return "Every standard is rated from cases."
    be, have = ("is", "has") if len(judged) == 1 else ("are", "have")
    return (
        f"{joined(judged)} {be} not judged case by case and {have} no percentages. The lead inspector proposes a "
        "rating from all the evidence, and the ratings panel confirms or changes it."
    )


def _discretion(figures: Figures) -> str:
    by = figures.discretion
    doors = [
        f"the lowest percentage is within {plural(by.points_from_boundary, 'point', 'points')} of a boundary",
        f"{plural(by.cases_that_flip, 'case', 'cases')} judged the other way would change the rating",
        f"the lowest key question rests on {number_words(by.small_sample)} relevant cases or fewer",
    ]
    return sentence(
        f"the ratings panel may consider a rating above or below the band where any of these holds: {'; '.join(doors)}."
        " It weighs the sizes of sub-samples, the other key questions and how far apart they are. The table of ratings "
        "shows where it used its discretion, the band by the table alone, and why."
    )


def _overall(figures: Figures, counting: int, apart: tuple[str, ...]) -> str:
    worth = [f"{figures.names[step.code]} {step.points}" for step in figures.scale]
    most = most_points(figures, counting)
    bands = [
        f"{figures.names[band.rating]} from {band.start} to {last}"
        for band, last in steps_of(figures.overall_bands, most)
    ]
    rest = f" {joined(apart)} {'is' if len(apart) == 1 else 'are'} rated apart and left out." if apart else ""
    return (
        f"Each of the {number_words(counting)} standards that count is worth points: {joined(worth)}. Added up, they "
        f"make a score out of {most}: {joined(bands)}.{rest} While one of them is not rated there is no score."
    )
