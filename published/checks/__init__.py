"""Whether a published-inspection/1 file can be replayed: it reads, fits the schema, and does not contradict itself.

Pure: no Django. Every problem is a sentence that says where; all are told at once, by FileRefused.
"""

from published.checks.contradictions import contradictions_of
from published.checks.reading import FileRefused, document_read, problems_told
from published.checks.shape import shape_problems

__all__ = ["FileRefused", "contradictions_of", "document_read", "problems_told", "shape_problems"]
