"""The pages of a case review, and the door that its scripts send changes to."""

from casereviews.views.alerts import alert, alert_close, alerts, alerts_open, review_alert
from casereviews.views.aside import kept_aside, review_aside
from casereviews.views.devices import (
    device_clear,
    device_contact,
    inspection_devices,
    person_devices,
    review_sheet,
    this_device,
)
from casereviews.views.door import review_changes, review_receipt
from casereviews.views.history import review_history
from casereviews.views.interview import review_interview
from casereviews.views.offline import offline, service_worker, skeleton
from casereviews.views.questions import question_withdraw, questions, review_ask, ruling
from casereviews.views.reviews import (
    my_cases,
    review,
    review_facts,
    review_reopen,
    review_standard,
    review_submit,
    review_whole,
)

__all__ = [
    "alert",
    "alert_close",
    "alerts",
    "alerts_open",
    "device_clear",
    "device_contact",
    "inspection_devices",
    "kept_aside",
    "my_cases",
    "offline",
    "person_devices",
    "question_withdraw",
    "questions",
    "review",
    "review_alert",
    "review_aside",
    "review_ask",
    "review_changes",
    "review_facts",
    "review_history",
    "review_interview",
    "review_receipt",
    "review_reopen",
    "review_sheet",
    "review_standard",
    "review_submit",
    "review_whole",
    "ruling",
    "service_worker",
    "skeleton",
    "this_device",
]
