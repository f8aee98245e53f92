"""When things were done in an inspection that is replayed: in working hours, and never later than now. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

SATURDAY = 5
PROPOSED_AFTER, DECIDED_AFTER = timedelta(days=9), timedelta(days=37)  # after the last day of fieldwork


@dataclass(frozen=True, slots=True)
class Schedule:
    starts: date
    weeks: int
    zone: tzinfo
    now: datetime

    @property
    def days(self) -> list[date]:
        """The working days of fieldwork; at least the day it starts."""
        every = [self.starts + timedelta(days=n) for n in range(7 * self.weeks)]
        return [day for day in every if day.weekday() < SATURDAY] or [self.starts]

    @property
    def sample_drawn(self) -> datetime:
        return self._at(self.starts - timedelta(days=21), 10)

    @property
    def eligible_sent(self) -> datetime:
        return self._at(self.starts - timedelta(days=28), 10)

    @property
    def allocated(self) -> datetime:
        return self._at(self.starts - timedelta(days=4), 14)

    @property
    def proposed(self) -> datetime:
        return self._at(self.days[-1] + PROPOSED_AFTER, 11)

    @property
    def decided(self) -> datetime:
        return self._at(self.days[-1] + DECIDED_AFTER, 10, 30)

    def read(self, place: int, of: int, chance: Random) -> datetime:
        """When a reader recorded the case that is their `place`th, from 0, of so many."""
        days = self.days
        return self._at(days[place * len(days) // of], chance.randint(9, 15), chance.randint(0, 59))

    def submitted(self, read: datetime, chance: Random) -> datetime:
        return min(read + timedelta(minutes=chance.randint(20, 75)), self.now)

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return min(datetime.combine(day, time(hour, minute), self.zone), self.now)
