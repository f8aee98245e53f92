"""Topics of figures_changed that are not a standard's number.

`FACTS` are what is known of the cases beside their questions, `EVIDENCE` what was gathered for the whole service and
the strengths and areas that rest on it.
"""

CASE_MIX, SAMPLE, DECISIONS, CONTEXT = "case_mix", "sample", "decisions", "context"
EVIDENCE, FACTS = "evidence", "facts"
