"""What a report says and when it is rebuilt, as plain values: no Django, no clock, no I/O."""

from reports.rules.comparing import Mark, Piece, Row, blocks_of, compared
from reports.rules.disposals import Disposals, case_mix_in_words, disposals_in_words, read_so_far_in_words
from reports.rules.fingerprints import fingerprint
from reports.rules.forms import CASES, FORM_NAMES, Form, Noun, band_words, fits, forms_for, tally_words
from reports.rules.plan import (
    CASE_MIX_PREFIX,
    CONTEXT_SECTION,
    RATINGS,
    STANDARD_PREFIX,
    AuthoredPart,
    SectionSpec,
    section_plan,
)
from reports.rules.prose import BadNode, Node, Say, checked, passages_of, prose_html, sources_in, text_of
from reports.rules.rebuilding import (
    LOST_AFTER,
    SectionState,
    Seen,
    counts_as_lost,
    seconds_to_wait,
    seen_of,
    state_of,
    token_of,
)
from reports.rules.shapes import SHAPES, Shape, shape_of
from reports.rules.tables import ContextRow, PromptRow, PromptTable, caption_of

__all__ = [
    "CASES",
    "CASE_MIX_PREFIX",
    "CONTEXT_SECTION",
    "FORM_NAMES",
    "LOST_AFTER",
    "RATINGS",
    "SHAPES",
    "STANDARD_PREFIX",
    "AuthoredPart",
    "BadNode",
    "ContextRow",
    "Disposals",
    "Form",
    "Mark",
    "Node",
    "Noun",
    "Piece",
    "PromptRow",
    "PromptTable",
    "Row",
    "Say",
    "SectionSpec",
    "SectionState",
    "Seen",
    "Shape",
    "band_words",
    "blocks_of",
    "caption_of",
    "case_mix_in_words",
    "checked",
    "compared",
    "counts_as_lost",
    "disposals_in_words",
    "fingerprint",
    "fits",
    "forms_for",
    "passages_of",
    "prose_html",
    "read_so_far_in_words",
    "seconds_to_wait",
    "section_plan",
    "seen_of",
    "shape_of",
    "sources_in",
    "state_of",
    "tally_words",
    "text_of",
    "token_of",
]
