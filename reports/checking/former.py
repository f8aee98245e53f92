"""What figures were when somebody typed one: a figure that was right then, and no more, is stale."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ratings.past import question_tallies_at
from ratings.rules import Tally
from reports.checking.known import Known
from reports.checking.passages import Texts
from reports.checking.spots import At
from reports.live import LiveFigures
from reports.models import Paragraph
from reports.rules.lint import LiveFigure, Passage, mentions_in


def figures_by_passage(texts: Texts, known: Known, live: LiveFigures) -> Iterator[tuple[At, list[LiveFigure]]]:
    """The live figures with what they were whenever the passage was saved, of passages that hold a typed figure.

    Four queries; none where nobody typed one.
    """
    typed = {at: passage for passage in texts.authored if _holds_typed(passage) and (at := _at(passage)) in texts.spots}
    paragraphs = {at: row.pk for at in typed if (row := texts.spots[at].paragraph)}
    saved = Paragraph.objects.saved_at(set(paragraphs.values()))
    then = question_tallies_at(live.inspection, set().union(*saved.values()))
    keys = {address: question.pk for address, question in live.outline.questions.items()}
    for at, pk in paragraphs.items():
        moments = sorted(saved.get(pk, ()), reverse=True)
        tallies = [then[moment] for moment in moments]
        yield at, [_with_former(one, tallies, keys) for one in known.figures.values()]


def _at(passage: Passage) -> At:
    return passage.section, passage.place


def _holds_typed(passage: Passage) -> bool:
    return any(not passage.is_live(mention.start, mention.end) for mention in mentions_in(passage.text))


def _with_former(one: LiveFigure, then: list[Mapping[int, Tally]], keys: Mapping[str, int]) -> LiveFigure:
    """The newest first, each once, without what it is now."""
    if (pk := keys.get(one.address)) is None:
        return one
    former = dict.fromkeys(tallies[pk] for tallies in then if pk in tallies)
    former.pop(one.tally, None)
    return replace(one, former=tuple(former)) if former else one
