"""What the house text of an edition says that a reading for slips needs to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseWords:
    """Abbreviations that need no spelling out, and names that may stand in every report."""

    abbreviations: frozenset[str]
    names: tuple[str, ...]


def house_words(edition_code: str) -> HouseWords:
    """The same for every edition, until its house text is read here."""
    return HouseWords(
        frozenset({"HM", "HMI", "ISBN", "YJS", "YOS", "YOT", "UK"}),
        (
            "HM Inspectorate of Probation",
            "HM Chief Inspector of Probation",
            "Youth Justice Board",
            "Probation Service",
            "Crown Prosecution Service",
            "Ministry of Justice",
            "England and Wales",
            "Open Government Licence",
            "Care Quality Commission",
            "Youth Justice Service",
            "Youth Offending Team",
            "Youth Offending Service",
        ),
    )
