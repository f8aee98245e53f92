"""Every finding of a report with where it is, how serious it is and how it can be mended; those dismissed apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.checking.known import known_of
from reports.checking.passages import texts_of
from reports.checking.seeing import findings_in
from reports.checking.spots import Spot
from reports.live import LiveFigures
from reports.models import CheckSeverity, Dismissal
from reports.rules import Node, fingerprint
from reports.rules.lint import CHECK_NAMES, SEVERITIES, SEVERITY_NAMES, Check, Finding, Severity
from reports.rules.mending import Inline, figure_put, mended, text_put
from standards.models import Edition
from standards.wording import joined

LONGEST_FOUND = 300


@dataclass(frozen=True)
class Slip:
    """A finding on the page. `before` and `after` are the rest of its sentence; `put` is what mends it, if anything."""

    severity: Severity
    finding: Finding
    spot: Spot
    fingerprint: str
    before: str
    after: str
    put: Inline | None
    put_words: str
    node: Node | None  # the block as the mend leaves it
    dismissal: Dismissal | None = None

    @property
    def name(self) -> str:
        return CHECK_NAMES[self.finding.check]

    @property
    def severity_name(self) -> str:
        return SEVERITY_NAMES[self.severity]

    @property
    def is_live(self) -> bool:
        return self.put is not None and self.put["type"] == "figure"

    @cached_property
    def found(self) -> str:
        return self.finding.found[:LONGEST_FOUND]


@dataclass(frozen=True, slots=True)
class Checked:
    """In the order of the report. `broken`: where a check itself broke, so that something may have gone unseen."""

    slips: Sequence[Slip]
    dismissed: Sequence[Slip]
    broken: Sequence[str] = ()

    def of(self, anchor: str) -> "Checked":
        """Those of one section, by its name in addresses."""
        slips, dismissed = (
            [one for one in some if one.spot.anchor.lower() == anchor] for some in (self.slips, self.dismissed)
        )
        return Checked(slips, dismissed, self.broken)

    def by_fingerprint(self, wanted: str) -> Slip | None:
        return next((slip for slip in (*self.slips, *self.dismissed) if slip.fingerprint == wanted), None)

    @property
    def broken_words(self) -> str:
        return joined(self.broken)

    @property
    def counts(self) -> list[tuple[str, int]]:
        numbers = {one: sum(slip.severity is one for slip in self.slips) for one in Severity}
        return [(SEVERITY_NAMES[one], number) for one, number in numbers.items() if one is not Severity.OFF]


def check_report(live: LiveFigures) -> Checked:
    """The whole report, whatever its length, in a constant number of queries."""
    texts, known = texts_of(live), known_of(live)
    severities = severities_of(live.inspection.edition)
    rows = Dismissal.objects.filter(inspection=live.inspection, reopened_at=None).select_related("by")
    naming = _Naming({row.fingerprint: row for row in rows}, Counter())
    slips: list[Slip] = []
    findings, broken = findings_in(texts, known, live)
    for finding in findings:
        severity = severities[finding.check]
        spot = texts.spot_of(finding.passage)
        if severity is Severity.OFF or spot is None:
            continue
        slips.append(_slip(live, finding, spot, severity, naming))
    titles = {section: spot.title for (section, _), spot in texts.spots.items()}
    return Checked(
        [slip for slip in slips if slip.dismissal is None],
        [slip for slip in slips if slip.dismissal is not None],
        [titles.get(section, "the report as a whole") for section in broken],
    )


def severities_of(edition: Edition) -> dict[Check, Severity]:
    """As somebody set them, else the defaults; one query."""
    rows = CheckSeverity.objects.filter(edition=edition).values_list("check_code", "severity")
    own = {Check(check): Severity(severity) for check, severity in rows}
    return {check: own.get(check, SEVERITIES[check]) for check in Check}


@dataclass(frozen=True, slots=True)
class _Naming:
    """Findings by what makes them the same one: the check, the sentence and the words, in their paragraph."""

    dismissals: Mapping[str, Dismissal]
    seen: Counter[str]

    def name_of(self, finding: Finding, key: str, sentence: str) -> str:
        name = fingerprint(finding.check, finding.passage.section, key, sentence, finding.found)
        self.seen[name] += 1
        return fingerprint(name, self.seen[name]) if self.seen[name] > 1 else name


def _slip(live: LiveFigures, finding: Finding, spot: Spot, severity: Severity, naming: _Naming) -> Slip:
    passage = finding.passage
    start, end = passage.sentence_at(finding.start, finding.end)
    name = naming.name_of(finding, spot.key, passage.text[start:end])
    put, words = _put(live, finding)
    node = _mended(live, finding, spot, put) if put else None
    return Slip(
        severity=severity,
        finding=finding,
        spot=spot,
        fingerprint=name,
        before=passage.text[start : finding.start].lstrip(),
        after=passage.text[finding.end : end],
        put=put if node is not None else None,
        put_words=words,
        node=node,
        dismissal=naming.dismissals.get(name),
    )


def _put(live: LiveFigures, finding: Finding) -> tuple[Inline | None, str]:
    """What stands instead once it is mended, and how that reads."""
    if finding.source and (words := live.say(finding.source, finding.form)):
        return figure_put(finding.source, finding.form), words
    return (text_put(finding.mend), finding.mend) if finding.mend else (None, "")


def _mended(live: LiveFigures, finding: Finding, spot: Spot, put: Inline) -> Node | None:
    if spot.paragraph is None or spot.paragraph.node is None:
        return None
    return mended(spot.paragraph.node, line=spot.line, span=(finding.start, finding.end), put=put, say=live.say)
