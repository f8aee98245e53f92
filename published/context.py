"""What the demo's inspection says of its place. Made up, plain data; published/services/context.py records it."""

THE_SERVICE, NATIONAL = "The service’s own figures, made up for the demo", "National figures, made up for the demo"
# Kind, label, unit, value, counts, national, period, direction, source.
Figure = tuple[str, str, str, str, tuple[int, int] | None, str | None, str, str, str]
FIGURES: tuple[Figure, ...] = (
    ("population", "Population aged 10 to 17", "number", "21840", None, None, "mid-2025", "up", NATIONAL),
    (
        "demographics",
        "Girls on the caseload",
        "per_cent",
        "17",
        (11, 64),
        "14",
        "April to June 2026",
        "up",
        THE_SERVICE,
    ),
    (
        "demographics",
        "Boys on the caseload",
        "per_cent",
        "83",
        (53, 64),
        "86",
        "April to June 2026",
        "down",
        THE_SERVICE,
    ),
    ("caseload", "Children with a current disposal", "number", "64", None, None, "30 June 2026", "", THE_SERVICE),
    ("staff", "Share of posts that are vacant", "per_cent", "8", (2, 25), None, "30 June 2026", "down", THE_SERVICE),
    ("staff", "Average caseload of a case manager", "number", "9", None, None, "30 June 2026", "steady", THE_SERVICE),
    ("performance", "First-time entrants", "rate", "128", None, "149", "July 2025 to June 2026", "down", NATIONAL),
    ("performance", "Reoffending", "per_cent", "31", None, "32.2", "January to March 2025", "steady", NATIONAL),
)
