"""Whether a figure of the context agrees with the counts that it is made of."""

from decimal import ROUND_HALF_UP, Decimal

from inspections.rules.context import Unit

# How many a share is of: in other units counts prove nothing about the value.
PER = {Unit.PER_CENT: 100, Unit.RATE: 100_000}
FINEST = 4  # places after the point that are kept


def share_from_counts(*, unit: Unit, value: Decimal, numerator: Decimal, denominator: Decimal) -> Decimal:
    """What the counts make, half up, with as many places as `value` was given with."""
    exponent = value.as_tuple().exponent
    places = min(-exponent, FINEST) if isinstance(exponent, int) and exponent < 0 else 0
    return (numerator * PER[unit] / denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share_differs(
    *, unit: Unit, value: Decimal, numerator: Decimal | None, denominator: Decimal | None
) -> Decimal | None:
    """What the counts make where that is not `value`; None where they agree, or where there is nothing to compare."""
    if unit not in PER or numerator is None or not denominator:
        return None
    made = share_from_counts(unit=unit, value=value, numerator=numerator, denominator=denominator)
    return None if made == value else made
