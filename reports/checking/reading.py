"""Every finding of a report with where it is, how serious it is and how it can be mended; those dismissed apart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.checking.former import figures_by_passage
from reports.checking.known import Known, known_of
from reports.checking.passages import EXAMPLES, RECOMMENDED, Spot, Texts, texts_of
from reports.live import LiveFigures
from reports.models import CheckSeverity, Dismissal
from reports.rules import Node, fingerprint
from reports.rules.lint import (
    CHECK_NAMES,
    SEVERITIES,
    SEVERITY_NAMES,
    Check,
    Finding,
    Severity,
    abbreviations,
    lost_figures,
    personal_details,
    recommendations_to_nobody,
    typed_figures,
    unknown_names,
    wrong_band_words,
    wrong_counts,
    wrong_ratings,
    wrong_statements,
    wrong_sums,
)
from reports.rules.mending import Inline, figure_put, mended, text_put
from standards.models import Edition

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
    """In the order of the report."""

    slips: Sequence[Slip]
    dismissed: Sequence[Slip]

    def of(self, anchor: str) -> "Checked":
        """Those of one section, by its name in addresses."""
        mine = [[one for one in some if one.spot.anchor.lower() == anchor] for some in (self.slips, self.dismissed)]
        return Checked(*mine)

    def by_fingerprint(self, wanted: str) -> Slip | None:
        return next((slip for slip in (*self.slips, *self.dismissed) if slip.fingerprint == wanted), None)

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
    for finding in _in_order(findings_in(texts, known, live), texts):
        severity = severities[finding.check]
        spot = texts.spots.get((finding.passage.section, finding.passage.place))
        if severity is Severity.OFF or spot is None:
            continue
        slips.append(_slip(live, finding, spot, severity, naming))
    return Checked(
        [slip for slip in slips if slip.dismissal is None], [slip for slip in slips if slip.dismissal is not None]
    )


def severities_of(edition: Edition) -> dict[Check, Severity]:
    """As somebody set them, else the defaults; one query."""
    rows = CheckSeverity.objects.filter(edition=edition).values_list("check_code", "severity")
    own = {Check(check): Severity(severity) for check, severity in rows}
    return {check: own.get(check, SEVERITIES[check]) for check in Check}


def findings_in(texts: Texts, known: Known, live: LiveFigures) -> Iterator[Finding]:
    figures, then = live.outline.figures, figures_by_passage(texts, known, live)
    for passage in texts.authored:
        domain = texts.domains.get(passage.section, "")
        told = then.get((passage.section, passage.place), list(known.figures.values()))
        yield from typed_figures(passage, told, figures)
        yield from wrong_counts(passage, known.counts, domain)
        yield from wrong_ratings(passage, known.ratings, figures.names)
        yield from wrong_band_words(passage, known.figures, figures)
        yield from lost_figures(passage)
    for passage in texts.written:
        yield from personal_details(passage)
    yield from wrong_statements(texts.authored, known.statements)
    yield from unknown_names(texts.written, known.names, known.pseudonyms)
    yield from abbreviations([*texts.report, *texts.recommended], known.abbreviations)
    yield from wrong_sums(texts.report)
    yield from recommendations_to_nobody(texts.recommended, known.bodies)
    yield from _resting_on_nothing(texts)
    yield from _uncleared(texts)


def _resting_on_nothing(texts: Texts) -> Iterator[Finding]:
    for passage in texts.recommended:
        if not texts.rests[passage.section, passage.place]:
            words = "This recommendation rests on no finding: say on which."
            yield Finding(Check.RESTS_ON_NOTHING, passage, 0, len(passage.text), words)


def _uncleared(texts: Texts) -> Iterator[Finding]:
    """Examples that are placed in the report and not cleared."""
    waiting = {row.pk for row in texts.uncleared if row.pk in texts.placed}
    by_key = {f"{EXAMPLES}{pk}" for pk in waiting}
    for passage in texts.examples:
        if texts.spots[passage.section, passage.place].key in by_key:
            words = "This example stands in the report and waits to be cleared; until then it is not printed."
            yield Finding(Check.NOT_CLEARED, passage, 0, len(passage.text), words)


def _in_order(findings: Iterator[Finding], texts: Texts) -> list[Finding]:
    """As the report reads; of what is found twice at one place, the first."""
    order = {passage.section: place for place, passage in enumerate((*texts.authored, *texts.written))}
    order |= {RECOMMENDED: len(order) + 1, EXAMPLES: len(order) + 2}
    known: dict[tuple[str, int, int, int, Check], Finding] = {}
    for one in findings:
        known.setdefault((one.passage.section, one.passage.place, one.start, one.end, one.check), one)
    return sorted(
        known.values(), key=lambda one: (order.get(one.passage.section, 0), one.passage.place, one.start, one.end)
    )


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
