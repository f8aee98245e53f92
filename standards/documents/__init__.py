"""An edition file: from bytes to a checked document, and back to YAML.

`document_read` says everything that is wrong with a file at once (EditionInvalid); what it returns can be loaded.
docs/editions.md lists every key.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from standards.documents.domains import check_domains
from standards.documents.figures import check_figures
from standards.documents.interview import check_interview
from standards.documents.keys import EDITION
from standards.documents.names import Check
from standards.documents.parsing import NOT_AN_EDITION, yaml_read
from standards.documents.problems import EditionInvalid, Problem, Report
from standards.documents.relevance import check_relevance
from standards.documents.writing import yaml_written

__all__ = ["EditionDocument", "EditionInvalid", "Problem", "document_read", "yaml_written"]


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """A checked edition file: `parsed` as it stands, `complete` with every optional key filled in."""

    source: str
    parsed: dict[str, Any]
    complete: dict[str, Any]

    @property
    def as_json(self) -> str:
        """The parsed file with its keys in their order: what is kept, and exported again."""
        return json.dumps(self.parsed, ensure_ascii=False)

    @property
    def content_hash(self) -> str:
        """The same for two files that parse equal, whatever their comments, layout and order of keys."""
        canonical = json.dumps(self.parsed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def document_read(content: bytes, *, source: str) -> EditionDocument:
    """The edition that `content` holds; `source` names the file in sentences.

    Raises EditionInvalid with every problem found, in the order of the lines.
    """
    report = Report()
    parsed = yaml_read(content, report)
    if isinstance(parsed, dict) and not parsed.keys() & EDITION.required.keys():
        raise EditionInvalid(source, (Problem("", 0, NOT_AN_EDITION),))
    if not isinstance(parsed, dict):
        raise EditionInvalid(source, report.problems(parsed))
    complete = EDITION.clean(parsed, (), report)
    check = Check(complete, report)
    check_figures(check)
    check_relevance(check)
    check_domains(check)
    check_interview(check)
    problems = report.problems(parsed)
    if problems:
        raise EditionInvalid(source, problems)
    return EditionDocument(source=source, parsed=parsed, complete=complete)
