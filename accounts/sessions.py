"""Sessions in the database, as Django keeps them; reading one is asked by every request, so it is compiled once.

A session ends SESSION_COOKIE_AGE after the last request, give or take PROLONG_AFTER: so rarely is it written.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.compiled import CompiledRow

SESSION: CompiledRow[Session] = CompiledRow(
    "sessions.Session", session_key="any key", expire_date__gt=datetime(9999, 1, 1, tzinfo=UTC)
)


PROLONG_AFTER = timedelta(minutes=15)


class SessionStore(DatabaseSessions):
    ends: datetime | None = None  # as it was read; None until then

    def _get_session_from_db(self) -> Session | None:
        session = SESSION.get(self.session_key, timezone.now())
        if session is None:
            self._session_key = None
        else:
            self.ends = session.expire_date
        return session

    def prolong(self) -> None:
        """Puts the end off, where it is worth it. The data is not written: another request may have changed it."""
        ends = self.get_expiry_date()
        if self.ends and ends - self.ends > PROLONG_AFTER:
            Session.objects.filter(session_key=self.session_key).update(expire_date=ends)
