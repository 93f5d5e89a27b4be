"""The satisfaction ratio corrected by complaints and returns: every factor worked out by hand."""

from datetime import date, timedelta

import pytest

from lib.errors import BadQuestion
from lib.metrics.correction import satisfaction_correction
from lib.settings import Settings
from tests.drawing import draw, rows

MONTHS = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(14)]  # January 2023 to February 2024
LAST = date(2024, 2, 29)


def company(complaints=(), returns=(), units=100.0, **tables):
    """Ten customers bound by contracts, an order of `units` in each of 14 months, and so many
    complaints and returns month by month, from the first of the months on."""
    ten = [
        {"customer_id": name, "starts_on": date(2022, 1, 1), "ends_on": None}
        for name in "abcdefghij"
    ]
    sales = [
        {
            "order_id": str(month),
            "customer_id": "a",
            "ordered_on": month,
            "quantity": units,
            "revenue": 10,
        }
        for month in MONTHS
    ]
    opened = [
        {"complaint_id": f"{month}{n}", "opened_at": month + timedelta(days=n)}
        for month, count in zip(MONTHS, complaints, strict=False)
        for n in range(count)
    ]
    back = [
        {"return_id": f"{month}{n}", "returned_on": month + timedelta(days=n), "kind": kind}
        for month, count in zip(MONTHS, returns, strict=False)
        for n, kind in zip(range(count), ("return", "repair", None) * 9, strict=False)
    ]
    return draw(
        contracts=ten, orders=sales, complaints=opened, returns=back, complete_to=LAST, **tables
    )


def told(db, *columns, **asked):
    found = rows(satisfaction_correction(db, **asked), "month", *columns)
    return {
        month: tuple(round(v, 6) if isinstance(v, float) else v for v in values)
        for month, *values in found
    }


COMPLAINTS = ("complaints", "complaints_expected", "active_customers", "complaint_factor")
RETURNS = ("returns", "returns_expected", "units", "return_factor")


def test_more_complaints_than_the_year_before_lower_the_ratio():
    found = told(company(complaints=[2] * 12 + [5, 2]), *COMPLAINTS)
    # Expected 2; 1 - .1 x (5 - 2) / (2 + 10).
    assert found[date(2024, 1, 1)] == (5, 2, 10, 0.975)
    # Of the twelve months before, one now had 5: 27 / 120 x 10.
    assert found[date(2024, 2, 1)] == (2, 2.25, 10, round(1 + 0.1 * 0.25 / 12.25, 6))


def test_returns_and_repairs_count_per_unit_sold():
    found = told(company(returns=[3] * 12 + [6]), *RETURNS)
    assert found[date(2024, 1, 1)] == (6, 3, 100, round(1 - 0.1 * 3 / 13, 6))
    assert found[date(2024, 2, 1)] == (0, 3.25, 100, round(1 + 0.1 * 3.25 / 13.25, 6))


def test_a_factor_stays_within_its_bounds():
    surge = company(complaints=[1] + [0] * 11 + [28, 0])
    strong = Settings(correction_strength=1)
    assert told(surge, "complaint_factor", settings=strong)[date(2024, 1, 1)] == (0.8,)
    calm = company(complaints=[25] * 13)
    assert told(calm, "complaint_factor", settings=strong)[date(2024, 2, 1)] == (1.1,)


def test_unfounded_complaints_are_not_counted_and_undecided_ones_are():
    said = [None, True, False, None]
    complaints = [
        {"complaint_id": str(n), "opened_at": date(2024, 1, 5), "valid": valid}
        for n, valid in enumerate(said)
    ]
    db = draw(
        contracts="""
            customer_id | starts_on
            a           | 2022-01-01
        """,
        complaints=complaints,
        complete_to=LAST,
    )
    assert told(db, "complaints")[date(2024, 1, 1)] == (3,)


def test_a_short_past_corrects_nothing():
    later = company(complaints=[0] * 8 + [2] * 6)  # none known before September
    found = told(later, "complaints", "complaint_factor")
    assert found[date(2023, 8, 1)] == (None, 1)
    assert found[date(2024, 2, 1)] == (2, 1)
    # Six months before are enough: those from August on.
    enough = company(complaints=[0] * 7 + [2] * 7)
    assert told(enough, "complaints_expected")[date(2024, 2, 1)] == (2,)
    assert told(enough, "complaints_expected")[date(2024, 1, 1)] == (None,)


def test_without_exposure_or_complaints_nothing_is_corrected():
    found = told(company(units=None), *COMPLAINTS, *RETURNS)[date(2024, 2, 1)]
    assert found == (None, None, 10, 1, None, None, None, 1)
    unknown_units = told(company(returns=[3] * 14, units=None), *RETURNS)[date(2024, 2, 1)]
    assert unknown_units == (3, None, None, 1)


def test_a_reference_rate_takes_the_place_of_the_past():
    given = Settings(reference_complaints=100, reference_returns=20)
    found = told(company(complaints=[2] * 2, returns=[3]), *COMPLAINTS, *RETURNS, settings=given)
    # 100 per 1,000 of 10 customers, 20 per 1,000 of 100 units.
    assert found[date(2023, 1, 1)] == (
        2,
        1,
        10,
        round(1 - 0.1 / 11, 6),
        3,
        2,
        100,
        round(1 - 0.1 / 12, 6),
    )


def test_both_factors_correct_what_the_surveys_of_the_month_say():
    ratings = [
        {
            "response_id": str(n),
            "answered_on": date(2024, 1, 1 + n),
            "aspect": "speed",
            "expected": 5,
            "perceived": 4,
        }
        for n in range(5)
    ]
    db = company(complaints=[2] * 12 + [5, 2], returns=[3] * 12 + [6, 3], ratings=ratings)
    found = told(db, "surveyed", "respondents", "corrected")
    expected = 0.8 * (1 - 0.1 * 3 / 12) * (1 - 0.1 * 3 / 13)
    assert found[date(2024, 1, 1)] == (0.8, 5, round(expected, 6))
    assert found[date(2024, 2, 1)] == (None, 0, None)


def test_only_complete_months_of_the_period_are_told():
    db = company(complaints=[2] * 14)
    assert list(told(db, as_of=date(2024, 2, 28)))[-1] == date(2024, 1, 1)
    asked = told(db, since=date(2023, 11, 1), until=date(2023, 12, 31))
    assert list(asked) == [date(2023, 11, 1), date(2023, 12, 1)]
    assert told(draw()) == {}


def test_a_day_beyond_the_data_is_refused():
    with pytest.raises(BadQuestion, match="the data ends on"):
        satisfaction_correction(company(), as_of=date(2024, 3, 1))
