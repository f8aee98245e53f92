"""From where to where a rating goes."""

from collections.abc import Iterator

from standards.rules import Band, Figures
from standards.wording import joined


def steps_of(bands: tuple[Band, ...], most: int) -> Iterator[tuple[Band, int]]:
    """Each band with the last whole value that earns it."""
    for place, band in enumerate(bands):
        yield band, bands[place + 1].start - 1 if place + 1 < len(bands) else most


def bands_in_words(figures: Figures) -> str:
    """As "under 50 per cent is Inadequate, 50 to 64 Requires improvement, … and 80 and over Outstanding"."""
    bands = figures.key_question_bands
    said = []
    for place, (band, last) in enumerate(steps_of(bands, 100)):
        name = figures.names[band.rating]
        if place == len(bands) - 1:
            said.append(f"{band.start} and over {name}")
        elif place == 0:
            said.append(f"under {last + 1} per cent is {name}")
        else:
            said.append(f"{band.start} to {last} {name}")
    return joined(said)
