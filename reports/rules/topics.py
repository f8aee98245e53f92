"""Topics of sections that are announced within reports alone; the others are inspections.rules.topics'."""

RECOMMENDED, EXAMPLES = "recommendations", "examples"
