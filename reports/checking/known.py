"""What is so: the live figures, ratings and counts that typed ones are held against, and the names that may stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspections.models import TeamMember
from inspections.rules import REGION_NAMES, Region, Role
from reports.checking.named import dates_of, named_of
from reports.live import LiveFigures
from reports.models import DeclaredName, PracticeExample, RecommendationBody
from reports.rules import NameKind
from reports.rules.lint import Counts, LiveCount, LiveDates, LiveFigure, LiveRating, Named, spelled_in
from standards.structure import filled
from standards.wording import MONTHS

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Known:
    figures: Mapping[str, LiveFigure]  # by address
    ratings: Mapping[str, LiveRating]  # by number, "" the overall one
    counts: Counts
    statements: Mapping[str, str]  # by number
    names: frozenset[str]
    pseudonyms: frozenset[str]
    bodies: frozenset[str]
    abbreviations: frozenset[str]
    named: Named
    dates: LiveDates
    long_forms: Mapping[str, str]  # by what is short for them, as house text and the edition spell them out


def known_of(live: LiveFigures) -> Known:
    """In five queries, beside what the live figures read."""
    outline, house = live.outline, live.house
    service = live.inspection.service
    bodies = frozenset(RecommendationBody.objects.filter(inspection=live.inspection).values_list("name", flat=True))
    declared, pseudonyms = _people(live)
    short = frozenset(word for name in (service.short_name, service.generic_term) for word in name.split())
    return Known(
        _figures(live),
        _ratings(live),
        _counts(live),
        {number: filled(one.statement, live.service_word) for number, one in outline.standards.items()},
        _names(live)
        | declared
        | bodies
        | {house.inspectorate, house.signed_as, *house.known_names, *house.colleagues.values()},
        pseudonyms,
        bodies,
        frozenset({*house.abbreviations, *short, live.service_word}),
        named_of(live),
        dates_of(live),
        _long_forms(live),
    )


def _figures(live: LiveFigures) -> dict[str, LiveFigure]:
    found: dict[str, LiveFigure] = {}
    for standard in live.page.standards:
        if not standard.by_cases:
            continue
        about = live.outline.domain_by_code[live.outline.standards[standard.number].domain].title
        for question, figures in zip(standard.outline.questions, standard.questions, strict=True):
            title = f"{standard.number}, key question {question.number}"
            told = (question.address, title, standard.number, figures.tally)
            found[question.address] = LiveFigure(*told, text=filled(question.text, live.service_word), about=about)
            for prompt in question.prompts:
                tally = live.readings.prompts[prompt.address]
                text = filled(prompt.text, live.service_word)
                title = f"prompt {prompt.address}"
                found[prompt.address] = LiveFigure(
                    prompt.address, title, standard.number, tally, text=text, about=about
                )
    return found


def _ratings(live: LiveFigures) -> dict[str, LiveRating]:
    names = live.outline.figures.names
    found = {
        one.number: LiveRating(one.number, one.title, names.get(one.rating or "", "")) for one in live.page.standards
    }
    return found | {"": LiveRating("", "The service overall", names.get(live.page.overall.rating or "", ""))}


def _counts(live: LiveFigures) -> Counts:
    domains = [domain for domain in live.outline.domains if domain.has_cases]
    overall = live.page.overall
    sizes = {len(domain.standards) for domain in live.outline.domains}
    all_cases = _count(live, "cases:all", "the number of all cases")
    all_interviews = _count(live, "interviews:all", "the number of interviews")
    cases = [_count(live, f"cases:{one.code}", f"the number of cases of {one.title}", one.code) for one in domains]
    held = [
        _count(live, f"interviews:{one.code}", f"the number of interviews of {one.title}", one.code) for one in domains
    ]
    return Counts(
        cases=[one for one in (*cases, all_cases) if one and one.number],
        interviews=[one for one in (*held, all_interviews) if one and one.number],
        meetings=_count(live, "meetings:number", "the number of meetings"),
        standards=_count(live, "overall:standards", "the number of standards that count"),
        standards_known=frozenset({*sizes, len(overall.contributions), len(live.outline.standards)}),
        score=_count(live, "overall:score", "the overall score"),
        out_of=_count(live, "overall:out_of", "the highest score there can be"),
        recommendations=_count(live, "recommendations:all", "the number of recommendations"),
    )


def _count(live: LiveFigures, source: str, title: str, domain: str = "") -> LiveCount | None:
    told = live.say(source, "figures").replace(",", "")
    return LiveCount(source, title, int(told), domain) if told else None


def _names(live: LiveFigures) -> frozenset[str]:
    inspection, outline = live.inspection, live.outline
    service = inspection.service
    team = TeamMember.objects.filter(inspection=inspection).exclude(role=Role.SERVICE_CONTACT)
    named = [
        *team.values_list("person__name", flat=True),
        *(service.place, service.full_name, service.short_name, service.board_name, *service.authorities),
        *([REGION_NAMES[Region(service.region)]] if service.region else []),
        *(standard.title for standard in outline.standards.values()),
        *(domain.title for domain in outline.domains),
        *(disposal.many for domain in outline.domains for disposal in domain.disposal_types),
        *(disposal.one for domain in outline.domains for disposal in domain.disposal_types),
        *outline.figures.names.values(),
        *MONTHS,
        *DAYS,
    ]
    return frozenset(name for name in named if name)


def _long_forms(live: LiveFigures) -> dict[str, str]:
    outline, house = live.outline, live.house
    texts = [
        *(text for chapter in house.method for text in chapter.text),
        *(one.term for one in house.glossary),
        *(one.says for one in house.glossary),
        *house.role,
        *(question.text for question in outline.questions.values()),
        *(prompt.text for prompt in outline.prompts.values()),
    ]
    return spelled_in(texts)


def _people(live: LiveFigures) -> tuple[frozenset[str], frozenset[str]]:
    """Names declared that are whole, and pseudonyms; two queries."""
    rows = DeclaredName.objects.filter(inspection=live.inspection).standing().values_list("name", "kind")
    declared = list(rows)
    placed = PracticeExample.objects.filter(inspection=live.inspection).standing().exclude(pseudonym="")
    aliases = [*placed.values_list("pseudonym", flat=True), *_of_kind(declared, pseudonyms=True)]
    return frozenset(_of_kind(declared, pseudonyms=False)), frozenset(aliases)


def _of_kind(declared: Iterable[tuple[str, str]], *, pseudonyms: bool) -> list[str]:
    return [name for name, kind in declared if (kind == NameKind.PSEUDONYM) is pseudonyms]
