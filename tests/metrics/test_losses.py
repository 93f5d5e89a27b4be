"""Who was lost, for what reason and of which size; the alarm; and who came back after what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.churn import churn_flows
from lib.metrics.lists import churn_list
from lib.metrics.losses import lost_customers, lost_customers_list, win_backs
from lib.settings import DEFAULTS
from tests.drawing import draw, parse, rows
from tests.metrics import plain_losses as plain
from tests.metrics.worlds import IDS, MONTHS, days, worlds

FEW = replace(DEFAULTS, tiers_from=1)
EVER = date(1, 1, 1)


def reasons(db, **asked):
    told = rows(lost_customers(db, settings=FEW, **asked), "reason", "size", "customers", "back")
    return {(reason, size): counts for reason, size, *counts in told}


# Reasons and sizes --------------------------------------------------------------------------------

LAST = date(2024, 6, 30)
# Lost in April: silent for 91 days on the 1st of May.
SILENT = date(2024, 1, 31)

CASES = """
    customer_id     | left_on    | left_because | size   | reason
    silent          |            |              | small  | fell_silent
    undated         |            | price        | small  | price
    unsaid          | 2024-04-01 |              | medium | left
    in April        | 2024-04-30 | price        | large  | price
    the last day    | 2024-01-31 | price        |        |
    afterwards      | 2024-05-20 | price        | small  | price
    as of           | 2024-06-30 | price        | small  | price
    later           | 2024-07-01 | price        | small  | fell_silent
    traded since    | 2024-01-30 | price        | small  | fell_silent
    ended           |            |              | small  | contract_ended
    ended with word |            | moved        | small  | moved
    ended early     |            |              |        |
    still bound     |            |              |        |
    back            | 2024-06-10 | price        | small  | fell_silent
"""
CONTRACTS = """
    customer_id     | starts_on  | ends_on
    ended           | 2023-12-01 | 2024-04-30
    ended with word | 2023-12-01 | 2024-04-01
    ended early     | 2023-12-01 | 2024-01-31
    still bound     | 2023-12-01 | 2024-05-01
"""


@pytest.fixture(scope="module")
def april():
    """Customers last seen on the 31st of January, of whom different things are told."""
    told = parse(CASES)
    last = [
        {"order_id": row["customer_id"], "customer_id": row["customer_id"], "ordered_on": SILENT}
        for row in told
    ]
    early = {"order_id": "0", "customer_id": "other", "ordered_on": date(2023, 1, 1)}
    again = {"order_id": "1", "customer_id": "back", "ordered_on": date(2024, 5, 1)}
    return draw(
        complete_to=LAST,
        orders=[order | {"revenue": 10} for order in (early, again, *last)],
        customers=[{name: row[name] for name in row if name != "reason"} for row in told],
        contracts=CONTRACTS,
    )


def test_a_loss_has_the_reason_told_for_it_and_else_what_happened(april):
    listed = lost_customers_list(april, month=date(2024, 4, 1), settings=FEW)
    told = {(row["customer_id"], row["reason"], row["size"]) for row in parse(CASES)}
    assert set(rows(listed, "customer_id", "reason", "size")) == {case for case in told if case[1]}


def test_who_comes_back_is_counted_and_what_was_told_later_is_of_another_loss(april):
    asked = {"since": date(2024, 4, 1), "until": LAST}
    told = reasons(april, **asked)
    assert told["fell_silent", "small"] == [4, 1]
    listed = rows(lost_customers_list(april, settings=FEW, **asked), "customer_id", "reason")
    assert ("back", "price") in listed  # the second time, in June
    assert ("still bound", "contract_ended") in listed


def test_value_lost_is_what_the_customer_brought_in_the_year_before():
    db = draw(
        complete_to=LAST,
        orders=f"""
            order_id | customer_id | ordered_on | revenue
            0        | a           | 2023-03-31 | 1000
            1        | a           | 2023-04-01 | 5
            2        | a           | {SILENT} | 10
        """,
    )
    told = lost_customers(db, settings=FEW, since=date(2024, 4, 1))
    assert rows(told, "value_lost", "value_back") == [(15, 0)]


# By month, and the alarm --------------------------------------------------------------------------


LOST_EACH = [1, 0, 2, 1, 0, 1, 2, 1, 0, 1, 1, 2, 9]


@pytest.fixture(scope="module")
def shop():
    """A shop of 24 regular customers that loses so many in each of the months from April 2022."""
    starts = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(len(LOST_EACH) + 3)]
    orders, gone = [], set()
    left = []
    names = iter(f"c{n:03}" for n in range(24))
    for month, many in zip(starts, [0, 0, 0, *LOST_EACH], strict=True):
        orders += [(f"c{n:03}", month) for n in range(24) if f"c{n:03}" not in gone]
        for name in [next(names) for _ in range(many)]:
            gone.add(name)
            left.append({"customer_id": name, "left_on": month + timedelta(9), "size": "large"})
    end = starts[-1] + timedelta(27)
    return draw(
        complete_to=(end + timedelta(7)).replace(day=1) - timedelta(1),
        orders=[
            {"order_id": str(n), "customer_id": who, "ordered_on": day, "revenue": 10}
            for n, (who, day) in enumerate(orders)
        ],
        customers=left,
    )


def test_a_month_with_far_more_losses_than_the_year_before_raises_the_alarm(shop):
    # A customer who neither has a size nor is of tier A or B counts in neither.
    months = lost_customers(shop, by="month", settings=FEW, since=date(2022, 4, 1))
    told = rows(months, "month", "customers", "alarm", "expected")
    assert [lost for _month, lost, *_ in told] == [1, 0, 2, 1, 0, 1, 2, 1, 0, 1, 1, 2, 9]
    assert [alarm for *_, alarm, _expected in told] == [None] * 6 + [0] * 6 + [1]
    by_reason = rows(lost_customers(shop, settings=FEW), "reason", "size", "customers", "alarm")
    assert ("left", "large", 20, 1) in by_reason


def test_the_months_before_the_period_judge_it(shop):
    whole = lost_customers(shop, by="month", settings=FEW)
    last = lost_customers(shop, by="month", settings=FEW, since=date(2023, 4, 1))
    assert rows(last) == rows(whole)[-1:]


# Lists --------------------------------------------------------------------------------------------


def test_the_call_list_tells_what_was_last_said_to_and_by_each():
    db = draw(
        complete_to=LAST,
        orders=f"""
            order_id | customer_id | ordered_on | revenue
            0        | other       | 2023-01-01 | 1
            1        | a           | {SILENT}   | 10
            2        | b           | {SILENT}   | 20
        """,
        customers="""
            customer_id | name
            b           | Bea
        """,
        interactions="""
            customer_id | happened_at         | channel | direction | subject
            b           | 2024-03-01 09:00:00 | phone   | outbound  |
            b           | 2024-06-30 23:00:00 | visit   | outbound  |
            b           | 2024-07-01 09:00:00 | e-mail  | outbound  |
        """,
        complaints="""
            complaint_id | customer_id | opened_at           | kind     | resolved_at
            1            | b           | 2024-02-01 09:00:00 | price    | 2024-02-02 09:00:00
            2            | b           | 2024-03-01 09:00:00 | delivery | 2024-07-02 09:00:00
        """,
        ratings="""
            response_id | customer_id | aspect | answered_on | expected | perceived
            1           | b           | price  | 2024-02-01  | 10       | 8
        """,
    )
    told = lost_customers_list(db, settings=FEW)
    said = ("customer_id", "contacted_on", "contacted_by", "complained_of", "complaint_resolved")
    assert rows(told, "name", *said, "ratio", "total") == [
        ("Bea", "b", LAST, "visit", "delivery", False, 0.8, 2),
        (None, "a", None, None, None, None, None, 2),
    ]


def test_lists_hold_as_many_as_the_numbers_they_stand_behind(company):
    db, asked = company
    for row in lost_customers(db, **asked).itertuples():
        listed = lost_customers_list(db, reason=row.reason, size=row.size, **asked)
        assert len(listed) == row.customers
        gone = lost_customers_list(db, reason=row.reason, size=row.size, still_gone=True, **asked)
        assert len(gone) == row.customers - row.back
    for row in lost_customers(db, by="month", **asked).itertuples():
        assert len(lost_customers_list(db, month=row.month.date(), **asked)) == row.customers
        noted = lost_customers_list(db, month=row.month.date(), large_or_medium=True, **asked)
        assert len(noted) == row.large_or_medium
    for row in win_backs(db, by="preceded", **asked).itertuples():
        assert len(win_backs(db, preceded=row.preceded, **asked)) == row.customers


def test_losses_and_returns_are_those_of_churn(company):
    db, asked = company
    flows = churn_flows(db, settings=FEW)
    months = lost_customers(db, by="month", since=EVER, settings=FEW)
    assert list(months["customers"]) == list(flows["churned"])
    back = churn_list(db, flow="won_back", whole_period=True, settings=FEW)
    told = win_backs(db, since=EVER, settings=FEW)
    key = ["month", "customer_id", "tier", "value"]
    assert rows(told, *key) == rows(back, *key)
    assert len(back) > 5


@pytest.fixture(scope="module")
def company():
    """Thirty customers who come and go, some touched, called or complaining."""
    start = date(2022, 1, 3)
    orders = [
        {
            "order_id": str(n),
            "customer_id": str(n * n % 31),
            "ordered_on": start + timedelta(n * 5 % 901),
            "revenue": n % 17,
        }
        for n in range(300)
    ]
    touches = [
        {
            "campaign_id": "x",
            "customer_id": str(n % 31),
            "touched_on": start + timedelta(n * 11 % 901),
            "kind": "sent",
        }
        for n in range(90)
    ]
    customers = [
        {"customer_id": str(n), "left_because": ("price", None)[n % 2], "region": "NS"[n % 2]}
        for n in range(31)
    ]
    db = draw(orders=orders, customers=customers, touches=touches, complete_to=date(2024, 7, 1))
    return db, {"settings": FEW}


def test_a_part_of_the_customers_has_its_own_losses(company):
    db, asked = company
    parts = [
        lost_customers(
            db, by="month", customers=Customers(columns=(("region", (region,)),)), **asked
        )
        for region in "NS"
    ]
    whole = lost_customers(db, by="month", **asked)
    assert list(whole["customers"]) == list(sum(part["customers"] for part in parts))


@pytest.mark.parametrize(
    ("metric", "asked"),
    [
        (lost_customers, {"by": "size"}),
        (lost_customers, {"silent_days": 30}),
        (lost_customers_list, {"size": "huge"}),
        (lost_customers_list, {"limit": -1}),
        (win_backs, {"preceded": "luck"}),
        (win_backs, {"window_days": -1}),
    ],
)
def test_what_cannot_be_asked_is_refused(metric, asked):
    with pytest.raises(BadQuestion):
        metric(draw(), **asked)


# What preceded a return ---------------------------------------------------------------------------


DONE_BEFORE = """
    customer_id | touched_on | offered_on | contacted_on | resolved_on | preceded
    nothing     |            |            |              |             | nothing
    same day    | 2024-05-10 |            |              |             | campaign
    30 days     | 2024-04-10 |            |              |             | campaign
    31 days     | 2024-04-09 |            |              |             | nothing
    after       | 2024-05-11 |            |              |             | nothing
    offered     |            | 2024-05-10 |              |             | offer
    latest      | 2024-05-01 |            | 2024-05-09   |             | contact
    put right   | 2024-05-01 |            | 2024-05-09   | 2024-05-09  | complaint_resolved
    held back   | 2024-05-10 |            |              |             | nothing
    wrote to us |            |            | 2024-05-10   |             | nothing
"""


def test_what_was_done_in_the_days_before_a_return_preceded_it():
    told = parse(DONE_BEFORE)

    def done(column, **more):
        return [
            {"customer_id": row["customer_id"]} | {k: of(row) for k, of in more.items()}
            for row in told
            if row[column]
        ]

    def who(row):
        return row["customer_id"]

    first, again = (
        [
            {"order_id": f"{day}{who(row)}", "customer_id": who(row)}
            | {"ordered_on": day, "revenue": 10}
            for row in told
        ]
        for day in ("2024-01-01", "2024-05-10")
    )
    old = {"order_id": "0", "customer_id": "other", "ordered_on": "2023-01-01", "revenue": 1}
    db = draw(
        complete_to=LAST,
        orders=[old, *first, *again],
        touches=done(
            "touched_on",
            campaign_id=lambda row: "x",
            touched_on=lambda row: row["touched_on"],
            kind=lambda row: "sent",
            in_control=lambda row: who(row) == "held back",
        ),
        opportunities=done(
            "offered_on",
            opportunity_id=who,
            stage=lambda row: "offer",
            created_on=lambda row: row["offered_on"],
        ),
        interactions=done(
            "contacted_on",
            happened_at=lambda row: row["contacted_on"],
            direction=lambda row: "inbound" if who(row) == "wrote to us" else "outbound",
        ),
        complaints=done(
            "resolved_on",
            complaint_id=who,
            opened_at=lambda row: "2024-02-01",
            resolved_at=lambda row: row["resolved_on"],
        ),
    )
    back = win_backs(db, settings=FEW)
    assert set(rows(back, "customer_id", "preceded")) == {
        (row["customer_id"], row["preceded"]) for row in told
    }
    assert set(rows(back, "back_on", "last_seen_on", "away_for")) == {
        (date(2024, 5, 10), date(2024, 1, 1), 130)
    }


# The second opinion -------------------------------------------------------------------------------

FAREWELLS = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from(IDS),
            "left_on": st.none() | days,
            "left_because": st.sampled_from((None, "price", "moved")),
            "size": st.sampled_from((None, None, "large", "small")),
        }
    ),
    max_size=4,
    unique_by=lambda row: row["customer_id"],
)
DONE = st.lists(st.tuples(st.sampled_from(IDS), days, st.sampled_from(("contact", "offer"))))


@settings(max_examples=15, deadline=None)
@given(worlds(), FAREWELLS, DONE, st.sampled_from((31, 60, 90)), st.integers(0, 70))
def test_losses_and_returns_are_what_loops_make_of_the_same_facts(
    world, farewells, done, silent, before
):
    hold_to_the_plain_one(world, farewells, done, silent, before)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(worlds(), FAREWELLS, DONE, st.sampled_from((31, 60, 90)), st.integers(0, 70))
def test_losses_and_returns_are_what_loops_make_of_many_more(
    world, farewells, done, silent, before
):
    hold_to_the_plain_one(world, farewells, done, silent, before)


def hold_to_the_plain_one(world, farewells, done, silent_days, days_before):
    world.customers = farewells
    world.orders.append(
        dict.fromkeys(world.orders[0])
        | {"order_id": "0", "customer_id": "d", "ordered_on": MONTHS[0], "revenue": 10}
        | {"product_id": "p", "quantity": 1, "cost": 1}
    )
    db = draw(**world.drawn(), **tables_of(done))
    as_of = world.as_of - timedelta(days_before)
    asked = {"silent_days": silent_days, "settings": FEW, "as_of": as_of}

    first = date(as_of.year, as_of.month, 1) if (as_of + timedelta(1)).day > 1 else None
    after = first or as_of + timedelta(1)
    told = lost_customers(db, **asked)
    found = rows(told, "reason", "size", "customers", "value_lost", "back")
    plainly = plain.by_reason(world, silent_days, FEW, as_of, after.replace(year=after.year - 1))
    assert {(reason, size): tuple(of) for reason, size, *of in found} == plainly

    months = lost_customers(db, by="month", since=EVER, **asked)
    assert rows(months, "month", "customers", "large_or_medium", "active") == plain.by_month(
        world, silent_days, FEW, as_of
    )
    back = win_backs(db, since=EVER, window_days=40, **asked)
    steps = [(row["customer_id"], row["touched_on"], "campaign") for row in reached(world)]
    steps += sorted(done, key=lambda step: step[2])
    assert {
        (month, who): tuple(of)
        for month, who, *of in rows(
            back, "month", "customer_id", "back_on", "last_seen_on", "preceded"
        )
    } == plain.win_backs(world, steps, silent_days, as_of, 40)


def reached(world):
    return [row for row in world.touches if not row["in_control"]]


def tables_of(done):
    contacts = [
        {"customer_id": who, "happened_at": day, "direction": "outbound"}
        for who, day, step in done
        if step == "contact"
    ]
    offers = [
        {"opportunity_id": str(n), "customer_id": who, "created_on": day, "stage": "offer"}
        for n, (who, day, step) in enumerate(done)
        if step == "offer"
    ]
    return {"interactions": contacts, "opportunities": offers}
