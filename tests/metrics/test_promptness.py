"""How complaints are handled: by hand, and against loops too plain to be wrong."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from pandas import isna

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.promptness import complaint_list, escalation, handovers, promptness
from lib.settings import Settings
from tests.drawing import draw, rows
from tests.metrics import plain_service

TO = date(2024, 3, 15)  # a Friday
OFFICE = Settings(
    service_opens=9, service_closes=17, service_days="12345", sla_by_severity="", sla_hours=8
)


def hours_of(db, settings):
    return {
        row.complaint_id: row.hours
        for row in complaint_list(db, settings=settings).itertuples(index=False)
    }


# The hours that count -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "resolved", "hours"),
    [
        ("2024-03-04 10:00", "2024-03-04 12:30", 2.5),  # within a Monday
        ("2024-03-04 20:00", "2024-03-05 10:00", 1),  # opened at night: from 9 on
        ("2024-03-04 03:00", "2024-03-04 10:00", 1),
        ("2024-03-01 16:00", "2024-03-04 10:00", 2),  # Friday to Monday: the weekend is not counted
        ("2024-03-02 12:00", "2024-03-03 12:00", 0),  # a weekend and nothing else
        ("2024-03-02 12:00", "2024-03-04 09:30", 0.5),
        ("2024-03-04 17:00", "2024-03-05 09:00", 0),
        ("2024-02-28 09:00", "2024-03-13 17:00", 88),  # eleven whole days, a leap day among them
    ],
)
def test_only_the_hours_and_days_that_count_are_counted(opened, resolved, hours):
    complaint = {"complaint_id": "1", "opened_at": opened, "resolved_at": resolved}
    assert hours_of(draw(complaints=[complaint], complete_to=TO), OFFICE) == {"1": hours}


def test_round_the_clock_every_hour_counts():
    db = draw(
        complaints="""
            complaint_id | opened_at           | resolved_at
            1            | 2024-03-01 16:00:00 | 2024-03-04 10:00:00
            2            | 2024-03-15 12:00:00 |
        """,
        complete_to=TO,
    )
    assert hours_of(db, Settings()) == {"1": 66, "2": 12}  # now is the end of the as-of day


def test_a_deadline_holds_across_a_weekend():
    db = draw(
        complaints="""
            complaint_id | opened_at           | resolved_at
            in time      | 2024-03-01 16:00:00 | 2024-03-04 16:00:00
            too late     | 2024-03-01 16:00:00 | 2024-03-04 16:00:01
        """,
        complete_to=TO,
    )
    listed = complaint_list(db, settings=OFFICE)
    fates = dict(zip(listed["complaint_id"], listed["fate"], strict=True))
    assert fates == {"in time": "on_time", "too late": "missed"}


# Promptness ---------------------------------------------------------------------------------------

HANDLED = """
    complaint_id | opened_at        | first_reply_at   | resolved_at      | owner | severity
    1            | 2024-03-01 10:00 | 2024-03-01 12:00 | 2024-03-01 20:00 | Ann   | High
    2            | 2024-03-02 10:00 | 2024-03-02 14:00 | 2024-03-04 10:00 | Ann   | high
    3            | 2024-03-03 10:00 | 2024-03-03 16:00 | 2024-03-06 10:00 | Ann   | low
    4            | 2024-03-04 10:00 |                  | 2024-03-04 20:00 | Ann   |
    5            | 2024-03-01 00:00 | 2024-03-01 08:00 |                  | Ann   | high
    6            | 2024-03-15 12:00 |                  |                  | Ann   | low
    7            | 2024-03-10 12:00 |                  |                  |       | low
"""


def test_promptness_by_hand():
    """Ann: 10, 48, 72 and 10 hours, open for 360 and 12. Limits: high 24, low 96, else 48."""
    asked = promptness(draw(complaints=HANDLED, complete_to=TO))
    assert rows(
        asked, "group", "complaints", "replied", "unreplied", "resolved", "open", "on_time",
        "missed", "not_due", "due",
    ) == [("Ann", 6, 4, 1, 4, 2, 3, 2, 1, 5), (None, 1, 0, 1, 0, 1, 0, 1, 0, 1)]  # fmt: skip
    ann = asked.iloc[0]
    # Replies after 2, 4, 6, 8 and none in 12: 4/5, 3/5, 2/5 still wait. The one put right without
    # a noted reply is in no wait.
    assert (ann.reply_median, ann.reply_p90) == (6, pytest.approx(float("nan"), nan_ok=True))
    # Put right after 10, 10, then 12 censored, 48 and 72: 4/6, 4/6, 4/9, 2/9.
    assert ann.resolution_median == 48
    assert isna(ann.resolution_p90)
    assert ann.share == 0.6
    assert ann.low < 0.6 < ann.high
    assert isna(asked.iloc[1].reply_median)  # of one, nothing is told


def test_what_came_after_the_day_asked_about_is_not_known_yet():
    db = draw(complaints=HANDLED, complete_to=TO)
    asked = promptness(db, as_of=date(2024, 3, 2), by="all")
    assert rows(asked, "complaints", "replied", "resolved", "not_due") == [(3, 3, 1, 1)]


def test_groups_and_filters_meet_the_complaints_they_name():
    db = draw(
        complaints="""
            complaint_id | customer_id | opened_at        | kind | channel | product_id
            1            | a           | 2024-03-01 10:00 | bill | phone   | p
            2            | b           | 2024-03-01 10:00 | bill | mail    | p
            3            |             | 2024-02-01 10:00 | late | phone   |
        """,
        customers="""
            customer_id | region | birth_year
            a           | West   | 1990
            b           |        | 1930
        """,
        products="""
            product_id | name
            p          | Press
        """,
        complete_to=TO,
    )

    def groups(by, **asked):
        return dict(rows(promptness(db, by=by, **asked), "group", "complaints"))

    assert groups("kind") == {"bill": 2, "late": 1}
    assert groups("channel") == {"phone": 2, "mail": 1}
    assert groups("product") == {"Press": 2, None: 1}
    assert groups("region") == {"West": 1, None: 2}
    assert groups("age") == {"25-34": 1, "65 and over": 1, None: 1}
    assert groups("tier") == {"none": 3}
    assert groups("month") == {date(2024, 2, 1): 1, date(2024, 3, 1): 2}
    assert groups("all", since=date(2024, 3, 1)) == {"all": 2}
    assert groups("all", customers=Customers((("region", ("West",)),))) == {"all": 1}
    assert groups("all", tier=("A",)) == {}
    with pytest.raises(BadQuestion, match="by is colour"):
        groups("colour")


def at_an_edge(chance):
    """A moment on and around opening and closing, over two weekends."""
    minutes = chance.choice([0, 1, 539, 540, 541, 720, 1019, 1020, 1021, 1439])
    return datetime(2024, 3, 1) + timedelta(days=chance.randint(0, 12), minutes=minutes)


def handled(chance):
    opened, replied, resolved = sorted(at_an_edge(chance) for _ in range(3))
    return (
        opened,
        chance.choice([replied, None]),
        chance.choice([resolved, None]),
        chance.choice(["high", "low", None]),
    )


@pytest.mark.parametrize("clock", [(9, 17, "12345"), (0, 24, "1234567"), (8, 13, "67")])
def test_promptness_is_what_plain_loops_say(many, clock):
    db, owners = many
    opens, closes, days = clock
    settings = Settings(
        sla_by_severity="high=4, low=16.5",
        sla_hours=9,
        service_opens=opens,
        service_closes=closes,
        service_days=days,
    )
    found = promptness(db, settings=settings).set_index("group")
    for owner, complaints in owners.items():
        expected = plain_service.promptness(
            complaints, datetime(2024, 3, 16), {"high": 4, "low": 16.5}, 9, opens, closes, days
        )
        row = found.loc[owner]
        told = {name: None if isna(row[name]) else round(row[name], 6) for name in expected}
        assert told == {name: value and round(value, 6) for name, value in expected.items()}


@pytest.fixture(scope="module")
def many():
    """Sixty people, each with a handful of complaints of any fate."""
    chance = Random(7)
    owners = {
        str(owner): [handled(chance) for _ in range(chance.randint(5, 9))] for owner in range(60)
    }
    names = ("opened_at", "first_reply_at", "resolved_at", "severity")
    complaints = [
        {"complaint_id": f"{owner}-{n}", "owner": owner} | dict(zip(names, each, strict=True))
        for owner, theirs in owners.items()
        for n, each in enumerate(theirs)
    ]
    return draw(complaints=complaints, complete_to=TO), owners


# Escalation ---------------------------------------------------------------------------------------

OPEN = """
    complaint_id | customer_id | opened_at        | resolved_at      | owner | severity | kind
    young        | a           | 2024-03-15 12:00 |                  | Ann   | low      | late
    level 1      | a           | 2024-03-14 12:00 |                  | Ann   | high     | late
    level 2      | b           | 2024-03-13 12:00 |                  | Ann   | high     | late
    level 3      |             | 2024-03-01 12:00 |                  |       | high     | late
    put right    | a           | 2024-03-01 12:00 | 2024-03-05 12:00 | Ann   | high     | late
    exactly due  | b           | 2024-03-15 00:00 |                  |       | high     | bill
    old          | a           | 2020-03-01 12:00 |                  | Ben   | low      | bill
"""
STEPS = """
    complaint_id | step      | done_at
    young        | apologise | 2024-03-15 13:00
    level 1      | solve     | 2024-03-15 13:00
    level 2      | apologise |
    level 3      | apologise | 2024-03-16 13:00
"""


def test_the_most_overdue_come_first_with_what_to_do_next():
    """Limits: high 24 hours, low 96; 36 hours are level 1, 60 level 2, 348 level 3."""
    db = draw(complaints=OPEN, recovery_steps=STEPS, complete_to=TO)
    asked = escalation(db)
    assert rows(asked, "complaint_id", "level", "hours_over", "owner", "next_step") == [
        ("level 3", 3, 348 - 24, None, "apologise"),
        ("old", 3, 35412 - 96, "Ben", "apologise"),
        ("level 2", 2, 36, "Ann", "apologise"),
        ("level 1", 1, 12, "Ann", "apologise"),
        ("exactly due", 0, 0, None, "apologise"),
        ("young", 0, -84, "Ann", "solve"),
    ]
    assert dict(rows(asked, "complaint_id", "complaints_before"))["young"] == 2
    assert set(asked["total"]) == {6}


def test_worklists_hold_what_they_are_called_by():
    db = draw(complaints=OPEN, complete_to=TO)

    def listed(**asked):
        return list(escalation(db, **asked)["complaint_id"])

    assert listed(needs="overdue") == ["level 3", "old", "level 2", "level 1"]
    assert listed(needs="unowned") == ["level 3", "exactly due"]
    assert listed(needs="due") == ["exactly due", "young"]
    assert listed(level=1) == ["level 1"]
    assert listed(limit=1) == ["level 3"]
    late = Settings(level_2_at=1.5, level_3_at=20, recovery_steps="talk")
    assert dict(rows(escalation(db, settings=late), "complaint_id", "level"))["level 1"] == 1
    assert set(escalation(db, settings=late)["next_step"]) == {"talk"}
    with pytest.raises(BadQuestion, match="level is 4"):
        escalation(db, level=4)


# Hand-overs ---------------------------------------------------------------------------------------


def test_hand_overs_by_owner_and_by_how_often():
    db = draw(
        complaints="""
            complaint_id | opened_at  | owner | handovers | rating_after
            1            | 2024-03-01 | Ann   | 0         | 5
            2            | 2024-03-01 | Ann   | 1         | 4
            3            | 2024-03-01 | Ann   | 3         | 3
            4            | 2024-03-01 | Ann   | 4         | 2
            5            | 2024-03-01 | Ann   | 0         | 1
            6            | 2024-03-01 | Ann   |           |
        """,
        complete_to=TO,
    )
    named = ("group", "complaints", "known", "handovers", "passed_on", "passed_on_twice")
    assert rows(handovers(db), *named, "rating_after", "share") == [
        ("Ann", 6, 5, 8, 3, 2, 3.0, 0.6)
    ]
    assert rows(handovers(db, by="times"), "group", "complaints") == [
        ("0", 2), ("1", 1), ("3+", 2), (None, 1),
    ]  # fmt: skip
    assert list(complaint_list(db, by="times", group="3+")["complaint_id"]) == ["3", "4"]


@pytest.mark.parametrize("metric", [promptness, escalation, handovers, complaint_list])
def test_a_store_without_complaints_gives_columns_and_no_rows(metric):
    assert metric(draw()).empty
    assert len(metric(draw()).columns) > 5
