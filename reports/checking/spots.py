"""Where a passage of a report stands, so that a finding leads to it."""

from dataclasses import dataclass

from reports.models import Paragraph

At = tuple[str, int]  # the section of a passage, and its place there


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a paragraph, or of a row that has a page of its own; `domain` is that of its cases, "" for none."""

    key: str
    title: str
    address: str
    anchor: str = ""
    paragraph: Paragraph | None = None
    line: int = 0
    domain: str = ""
