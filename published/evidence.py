"""What the demo's inspection has for evidence. Made up, plain data; published/services/evidence.py records it."""

from typing import Any

DOCUMENTS: dict[str, dict[str, Any]] = {
    "plan": {"title": "Youth justice plan", "kind": "document", "positions": ["1.1", "1.1.1", "1.3", "diversity"]},
    "board": {"title": "Minutes of the board, last four meetings", "kind": "document", "positions": ["1.1", "1.1.2"]},
    "policy": {"title": "Resettlement policy", "kind": "document", "positions": ["4.1"]},
    "protocol": {"title": "Out-of-court disposals: joint protocol", "kind": "document", "positions": ["3.4"]},
    "slides": {"title": "Fallowdale at a glance", "kind": "presentation", "positions": ["1.1", "1.2", "1.3"]},
}
MEETINGS: dict[str, dict[str, Any]] = {
    "chair": {
        "kind": "meeting",
        "title": "The chair of the board",
        "days_before": 3,
        "with_whom": ["board_chair", "head_of_service"],
        "positions": ["1.1", "1.1.2", "1.1.3"],
        "notes": "The chair knows the figures. Two partners have sent nobody for a year.",
    },
    "partners": {
        "kind": "meeting",
        "title": "Partners on services for children",
        "days_before": 2,
        "with_whom": ["police", "health", "education", "social_care"],
        "positions": ["1.3", "1.3.2", "diversity"],
        "notes": "Speech and language therapy has no waiting list. Places in education are found late.",
    },
    "manager": {
        "kind": "interview",
        "title": "The manager of the out-of-court team",
        "days_before": 2,
        "with_whom": ["managers"],
        "positions": ["1.2", "3.4"],
        "notes": "Supervision is monthly and written down. Training on the new protocol is still to come.",
    },
}
AGREE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
QUESTIONS: tuple[tuple[str, str, tuple[str, ...], tuple[int, ...]], ...] = (
    ("My workload is manageable", "yes_no", ("Yes", "No"), (10, 6)),
    ("My supervision helps me in my work", "agree", AGREE, (5, 7, 2, 1, 0)),
    ("How well do you know the vision of the service?", "labels", ("Very well", "Quite well", "Not well"), (4, 8, 4)),
)
QUOTES = (
    ("child", "my worker listend to me he was allways on time n he got me in to boxing", ""),
    (
        "parent_carer",
        "Jo has been brilliant with him, really patient, we had three workers before that and nobody told us why",
        "[The worker] has been brilliant with him … we had three workers before that and nobody told us why",
    ),
)
STRENGTHS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("1.1", "strength", "The board has a clear vision, and its chair knows what the figures say.", ("plan", "chair")),
    ("1.1", "area", "Not every partner takes part in the board.", ("board", "chair")),
    ("1.2", "strength", "Staff are supervised every month, and most say that it helps them.", ("staff", "manager")),
    ("1.2", "area", "Six of 16 members of staff who answered say that their workload is not manageable.", ("staff",)),
    ("involvement", "strength", "Children and parents who replied rate the help they had highly.", ("texts",)),
)


def text_of(title: str) -> str:
    return f"{title}\n\nMade up for the demo: there is no such place as Fallowdale, and no such document.\n"
