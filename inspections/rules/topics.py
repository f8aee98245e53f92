"""Topics of figures_changed that are not a standard's number."""

CASE_MIX, SAMPLE, DECISIONS, CONTEXT = "case_mix", "sample", "decisions", "context"
