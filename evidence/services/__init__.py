"""The only writers of evidence, its files, surveys, quotes, and the strengths and areas that rest on it."""

from evidence.services.checks import EvidenceRefused
from evidence.services.files import FileNotTaken, SentFile, file_take, why_not_taken
from evidence.services.pieces import FIELDS, document_send, piece_add, piece_change, piece_withdraw
from evidence.services.scanning import file_scan, files_sweep
from evidence.services.strengths import strength_move, strength_save, strength_withdraw
from evidence.services.surveys import question_save, question_withdraw, quote_save, quote_withdraw

__all__ = [
    "FIELDS",
    "EvidenceRefused",
    "FileNotTaken",
    "SentFile",
    "document_send",
    "file_scan",
    "file_take",
    "files_sweep",
    "piece_add",
    "piece_change",
    "piece_withdraw",
    "question_save",
    "question_withdraw",
    "quote_save",
    "quote_withdraw",
    "strength_move",
    "strength_save",
    "strength_withdraw",
    "why_not_taken",
]
