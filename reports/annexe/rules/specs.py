"""The data dictionary: every table of the annexe and every column, with what it means and where its rule stands."""

from reports.annexe.rules.tables import Column, Kind, Spec

SERVICE = "Recorded for the inspection"
MET = "Recorded for the inspection, else in submitted reviews (docs/rules.md, 235)"
SAMPLE = "The sample (docs/rules.md, 79 to 97)"
CASES = "Submitted reviews of the sample’s cases (docs/rules.md, 3 to 8)"
PERCENTAGES = "docs/rules.md, 15 to 21"
BANDS = "docs/rules.md, 17 to 20"
DISCRETION = "docs/rules.md, 30 to 41"
SCORES = "docs/rules.md, 42 to 46"
EDITION = "The edition of the standards"
FACTS = "Facts of the cases, as their readers recorded them"
HIDDEN = "docs/rules.md, 220 to 222"

DOMAIN = Column("domain", "Domain", Kind.TEXT, "", "Code of the domain of the standards, such as D2.", EDITION)
STANDARD = Column("standard", "Standard", Kind.TEXT, "", "Number of the standard, such as 2.1.", EDITION)


def text(code: str, title: str, meaning: str, source: str) -> Column:
    return Column(code, title, Kind.TEXT, "", meaning, source)


def number(code: str, title: str, unit: str, meaning: str, source: str) -> Column:
    return Column(code, title, Kind.NUMBER, unit, meaning, source)


def decimal(code: str, title: str, meaning: str) -> Column:
    return Column(code, title, Kind.DECIMAL, "as the column “Unit” says", meaning, "The source that its row names")


def day(code: str, title: str, meaning: str, source: str) -> Column:
    return Column(code, title, Kind.DATE, "", meaning, source)


def counted(of: str) -> tuple[Column, ...]:
    """Relevant, yes and percentage of `of`, a key question or a prompt."""
    return (
        number("relevant", "Relevant cases", "cases", f"Cases in which the {of} counts, as yes or as no.", CASES),
        number("yes", "Yes", "cases", "Of these, the cases in which it is yes.", CASES),
        Column(
            "percentage",
            "Percentage",
            Kind.PER_CENT,
            "per cent",
            "Yes of relevant cases, rounded half up to a whole number as printed. [z] where no case is relevant.",
            PERCENTAGES,
        ),
    )


INSPECTION = Spec(
    "inspection",
    "The inspection",
    "What was inspected, when, under which standards, and how far its report is.",
    (
        text("item", "Item", "What the row is about.", SERVICE),
        text("value", "Value", "What there is to say of it.", SERVICE),
    ),
)
CONTEXT = Spec(
    "context",
    "Contextual facts",
    "Figures about the place and the service, from elsewhere, each with its source.",
    (
        text("kind", "Kind", "Population, demographics, caseload, staff or performance.", SERVICE),
        text("figure", "Figure", "What is counted.", SERVICE),
        text("unit", "Unit", "What it is counted in: number, per cent, rate per 100,000, or pounds.", SERVICE),
        decimal("value", "Value", "The figure."),
        decimal("numerator", "Count", "The count that a share or a rate is made of. [x] where it is not known."),
        decimal("denominator", "Out of", "What that count is out of. [x] where it is not known."),
        decimal("national", "National", "The same figure for the country. [x] where there is none."),
        text("direction", "Direction", "Where it moved since the period before: up, unchanged or down.", SERVICE),
        text("period", "Period", "The time that the figure speaks of.", SERVICE),
        day("as_at", "As at", "The day on which it was so.", SERVICE),
        text("source", "Source", "Who published it.", SERVICE),
        text("address", "Address", "Where it can be read.", SERVICE),
    ),
)
METHOD = Spec(
    "method",
    "Method",
    "How the cases were chosen, domain by domain, and how many of them were read.",
    (
        DOMAIN,
        text("title", "Title", "What the domain is about.", EDITION),
        text(
            "began", "What fell in the window", "What had to happen in the window for a case to be eligible.", EDITION
        ),
        day("window_first", "Window from", "First day of the window. [z] where the edition gives none.", SAMPLE),
        day("window_last", "Window to", "Last day of the window, included.", SAMPLE),
        number("eligible", "Eligible", "cases", "Eligible cases that the service sent. [x] without a list.", SAMPLE),
        number(
            "suggested", "Suggested size", "cases", "The size that the method suggests. [x] without a list.", SAMPLE
        ),
        number("planned", "Size drawn", "cases", "The size that the sample was drawn by. [x] where none was.", SAMPLE),
        number("sample", "Sample", "cases", "Cases in the sample.", SAMPLE),
        number("fell_out", "Fell out", "cases", "Cases that were in the sample and fell out of it.", SAMPLE),
        number("submitted", "Reviews submitted", "cases", "Cases of the sample whose review is submitted.", CASES),
        number("interviews", "Interviews", "interviews", "Interviews with case managers. [x] where not told.", MET),
    ),
)
PHASES = Spec(
    "phases",
    "Phases",
    "When each part of the inspection was planned, both days included.",
    (
        text("phase", "Phase", "The part of the inspection.", "docs/rules.md, 76 to 78"),
        day("first", "From", "Its first planned day.", "docs/rules.md, 77"),
        day("last", "To", "Its last planned day.", "docs/rules.md, 77"),
    ),
)
READERS = Spec(
    "readers",
    "Who read",
    "How many people read cases. No name is given.",
    (
        text("reading", "Reading", "First reading, or the second one of quality assurance.", "docs/rules.md, 5"),
        number("people", "People", "people", "How many people read.", SERVICE),
        number("reviews", "Cases", "cases", "Cases of the sample that they were given.", SERVICE),
        number("submitted", "Submitted", "cases", "Of these, the reviews that are submitted.", SERVICE),
    ),
)
INTERVIEWS = Spec(
    "interviews",
    "Interviews",
    "Interviews held over all domains.",
    (
        text("with", "With", "Whom they were held with.", SERVICE),
        number("interviews", "Interviews", "interviews", "How many were held. [x] where not told.", MET),
    ),
)
DISPOSALS = Spec(
    "disposals",
    "Disposals",
    "The cases of the sample by disposal. Printed whole, as reports do in words.",
    (
        DOMAIN,
        text("group", "Group", "The group of disposals, where the edition has groups.", EDITION),
        text("disposal", "Disposal", "The type of disposal.", EDITION),
        text("local_name", "Local name", "What the service calls it, where that differs.", SERVICE),
        number("cases", "Cases", "cases", "Cases of the sample with this disposal.", "docs/rules.md, 50"),
    ),
)
CHILDREN = Spec(
    "children",
    "The children",
    "What was recorded of the children, and how the sample compares with the eligible cases. Counts below five are "
    "hidden in what is made public, and as many others as it takes so that none can be worked out.",
    (
        DOMAIN,
        text("characteristic", "Characteristic", "What was recorded.", EDITION),
        text("level", "Answer", "What it was. “Not given” where nothing was recorded.", EDITION),
        number(
            "eligible",
            "Eligible",
            "cases",
            "Eligible cases, as the service sent them. [z] for what the sample is not matched on.",
            HIDDEN,
        ),
        number("sample", "Sample", "cases", "Cases of the sample, as the service sent them. [z] likewise.", HIDDEN),
        number("read", "Reviews submitted", "cases", f"{FACTS}, of submitted first readings.", HIDDEN),
    ),
)
CLASSES = Spec(
    "classes",
    "Classes of the sample",
    "Every class that the sample was drawn by: most hold so few children that nothing of it is made public.",
    (
        DOMAIN,
        text("class", "Class", "The levels of every variable that the sample is matched on.", SAMPLE),
        number("eligible", "Eligible", "cases", "Eligible cases of the class.", SAMPLE),
        decimal("expected", "Expected", "The exact share of the sample, to one decimal place."),
        number("drawn", "Drawn", "cases", "Cases drawn of the class.", SAMPLE),
    ),
    inside=True,
)
OVERALL = Spec(
    "overall",
    "Overall rating",
    "The points of the standards that count, added up.",
    (
        number("score", "Score", "points", "Points of the standards. [z] while one of them is not rated.", SCORES),
        number("out_of", "Out of", "points", "The most that can be had.", SCORES),
        text("rating", "Rating", "The overall rating. [z] while there is no score.", SCORES),
        text("missing", "Not rated", "Standards that count and are not rated.", SCORES),
    ),
)
RATINGS = Spec(
    "ratings",
    "Ratings",
    "Each standard with its rating, and where the ratings panel used its discretion.",
    (
        DOMAIN,
        STANDARD,
        text("title", "Title", "What the standard is about.", EDITION),
        text("rated_by", "Rated by", "Key questions (percentages of cases) or judgement.", "docs/rules.md, 24"),
        Column(
            "lowest",
            "Lowest percentage",
            Kind.PER_CENT,
            "per cent",
            "Percentage of the lowest key question. [z] where there is none.",
            BANDS,
        ),
        text("deciding", "Deciding", "Key questions at that percentage, by number.", BANDS),
        text("band", "Band", "The rating that the lowest percentage earns by the table alone.", BANDS),
        text("rating", "Rating", "The rating given. [z]: not rated.", DISCRETION),
        number("points", "Points", "points", "Points of the rating. [z] where it is not rated or not counted.", SCORES),
        text("counts", "Counts", "Whether the standard counts towards the overall score.", SCORES),
        text("discretion", "Discretion", "Whether the panel set the rating apart from the band.", DISCRETION),
        text("set_aside", "Set aside", "Key questions that the panel set aside, by number.", DISCRETION),
        text("reason", "Reason", "Why, in the panel’s words.", DISCRETION),
        text("changed_since", "Changed since", "Whether figures changed since the panel decided.", "docs/rules.md, 40"),
    ),
)
KEY_QUESTIONS = Spec(
    "key_questions",
    "Key questions",
    "Every key question that is judged in each case, with its numbers. Printed whole.",
    (
        DOMAIN,
        STANDARD,
        text("key_question", "Key question", "Its address, such as 2.1.1.", EDITION),
        text("text", "Text", "The key question.", EDITION),
        *counted("judgement"),
        text("band", "Band", "The rating that this percentage alone would earn. [z] without one.", BANDS),
        text("lowest", "Lowest", "Whether it has the lowest percentage of its standard.", BANDS),
        text("set_aside", "Set aside", "Whether the ratings panel set it aside.", DISCRETION),
    ),
)
PROMPTS = Spec(
    "prompts",
    "Prompts",
    "Every prompt under the key questions, with its numbers. Prompts are tabulated and never rated. Printed whole.",
    (
        DOMAIN,
        STANDARD,
        text("key_question", "Key question", "Address of its key question, such as 2.1.1.", EDITION),
        text("prompt", "Prompt", "Its address, such as 2.1.1.a.", EDITION),
        text("text", "Text", "The prompt.", EDITION),
        text(
            "basis", "Basis", "What the answers rest on, as printed reports caption their tables.", "docs/rules.md, 12"
        ),
        *counted("answer"),
    ),
)
SCALE = Spec(
    "scale",
    "Rating scale",
    "Where each rating begins and ends, and what it is worth.",
    (
        text("measure", "Measure", "Percentage of the lowest key question, or overall score.", EDITION),
        text("rating", "Rating", "The rating.", EDITION),
        number("from", "From", "per cent, or points", "The lowest value that earns it.", EDITION),
        number("to", "To", "per cent, or points", "The highest value that earns it.", EDITION),
        number("points", "Points", "points", "What a standard so rated adds to the score. [z] for the score.", EDITION),
        text("words", "In words", "How prose calls such a percentage.", "docs/rules.md, 51"),
    ),
)
EXPLANATION = Spec(
    "explanation",
    "How ratings are made",
    "From cases to ratings, explained at length.",
    (
        number("number", "Number", "", "The order of the paragraphs.", EDITION),
        text("heading", "Heading", "What the paragraph is about.", EDITION),
        text("text", "Text", "The explanation.", EDITION),
    ),
)

SPECS = (
    INSPECTION,
    CONTEXT,
    METHOD,
    PHASES,
    READERS,
    INTERVIEWS,
    DISPOSALS,
    CHILDREN,
    CLASSES,
    OVERALL,
    RATINGS,
    KEY_QUESTIONS,
    PROMPTS,
    SCALE,
    EXPLANATION,
)
SPEC_BY_CODE = {spec.code: spec for spec in SPECS}

# The dictionary is a table too.
DICTIONARY = Spec(
    "dictionary",
    "Dictionary",
    "Every table and every column of this annexe.",
    (
        text("table", "Table", "Code of the table.", "This annexe"),
        text("column", "Column", "Code of the column: its heading in CSV files and its name in JSON.", "This annexe"),
        text("title", "Title", "Its heading in the workbook and on the page.", "This annexe"),
        text("type", "Type", "Text, whole number, number or date.", "This annexe"),
        text("unit", "Unit", "What it is counted in.", "This annexe"),
        text("meaning", "Meaning", "What it says.", "This annexe"),
        text("source", "Source", "Whom it comes from, or where its rule stands.", "This annexe"),
    ),
)
