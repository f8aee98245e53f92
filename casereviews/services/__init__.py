"""The only writers of case reviews and of what is saved in them."""

from casereviews.services.alerts import (
    AlertChanged,
    AlertRefused,
    alert_close,
    alert_entry_add,
    alert_raise,
    alerts_mail,
)
from casereviews.services.aside import aside_settle, aside_use
from casereviews.services.changes import Receipt, changes_apply
from casereviews.services.devices import (
    ClearingRefused,
    NotThisDevice,
    Report,
    device_clear,
    device_clear_confirm,
    device_clear_withdraw,
    device_contact,
)
from casereviews.services.questions import (
    QuestionClosed,
    QuestionRefused,
    RulingChanged,
    RulingRefused,
    question_ask,
    question_withdraw,
    questions_seen,
    ruling_make,
)
from casereviews.services.reviews import (
    ReallocationRefused,
    ReviewClosed,
    ReviewIncomplete,
    ReviewNotSubmitted,
    review_reopen,
    review_submit,
    reviews_allocate,
)
from casereviews.services.sample import (
    CaseChangeRefused,
    ReopensReviews,
    case_change,
    case_opened,
    cases_remove,
    sample_membership_set,
)

__all__ = [
    "AlertChanged",
    "AlertRefused",
    "CaseChangeRefused",
    "ClearingRefused",
    "NotThisDevice",
    "QuestionClosed",
    "QuestionRefused",
    "ReallocationRefused",
    "Receipt",
    "ReopensReviews",
    "Report",
    "ReviewClosed",
    "ReviewIncomplete",
    "ReviewNotSubmitted",
    "RulingChanged",
    "RulingRefused",
    "alert_close",
    "alert_entry_add",
    "alert_raise",
    "alerts_mail",
    "aside_settle",
    "aside_use",
    "case_change",
    "case_opened",
    "cases_remove",
    "changes_apply",
    "device_clear",
    "device_clear_confirm",
    "device_clear_withdraw",
    "device_contact",
    "question_ask",
    "question_withdraw",
    "questions_seen",
    "review_reopen",
    "review_submit",
    "reviews_allocate",
    "ruling_make",
    "sample_membership_set",
]
