"""Behind every mark of loyalty stand as many customers as it counts, and the right ones."""

from datetime import date

import pytest

from lib.build import build
from lib.database import EVERYONE, Customers, Database, connect_writer
from lib.demo import fill
from lib.errors import BadQuestion
from lib.metrics.loyalty import (
    loyalty,
    loyalty_kept,
    loyalty_levels,
    satisfaction_by_loyalty,
    satisfaction_chain,
    silent_customers,
)
from lib.metrics.loyalty_list import CELLS, NOT_ASKED, loyalty_list
from lib.progress import silent
from lib.schema import create_tables
from tests.drawing import draw, rows
from tests.metrics.test_loyalty import AUGUST, JUNE, company, opinions, said, surveyed, trade

COMPLAINTS = """
    complaint_id | customer_id | opened_at
    1            | hostage     | 2023-05-01 08:00:00
"""
PEOPLE = """
    customer_id | name   | region | kind
    apostle     | Ann    | West   | person
    hostage     | Harbor | East   | business
    mercenary   |        | West   |
"""


@pytest.fixture(scope="module")
def four():
    """One customer of each cell; one who never answered, and one who came only later."""
    return surveyed(
        [
            trade("apostle", 2, 2, value=100),
            trade("hostage", 5, 4, value=10),
            trade("mercenary", 3, 1, value=20),
            trade("defector", 2, 0, value=5),
            trade("untold", 1, 1, value=7),
            trade("newcomer", 0, 1, value=3),
        ],
        [
            said("apostle", (JUNE, 9), (AUGUST, 10)),
            said("hostage", (JUNE, 7)),
            said("mercenary", (JUNE, 9.5)),
            said("defector", (JUNE, 5)),
            said("newcomer", (JUNE, 7.5)),
        ],
        responses=opinions(("apostle", 5, 10, 5, 5), ("hostage", 2, 3, 1, 5)),
        customers=PEOPLE,
        complaints=COMPLAINTS,
    )


def ids(frame):
    return list(frame["customer_id"])


def test_a_customer_is_told_with_what_was_kept_and_said(four):
    (hostage,) = rows(loyalty_list(four, cell="hostages"))
    assert hostage == (
        *("hostage", "Harbor", "none", "East", "business", None, 40, True, "hostages", "none"),
        *(5, 4, 50, 40, 0.7, JUNE, date(2023, 1, 4), 1),
    )


def test_the_judged_stand_behind_the_share_the_most_valuable_first(four):
    assert ids(loyalty_list(four)) == ["apostle", "hostage", "mercenary", "untold", "defector"]
    assert ids(loyalty_list(four, loyal="yes")) == ["apostle", "hostage", "untold"]
    assert ids(loyalty_list(four, loyal="no")) == ["mercenary", "defector"]


def test_each_mark_names_its_own(four):
    assert ids(loyalty_list(four, cell="defectors")) == ["defector"]
    assert ids(loyalty_list(four, band=1)) == ["hostage", "newcomer", "defector"]
    assert ids(loyalty_list(four, band=4)) == ["apostle"]
    assert ids(loyalty_list(four, level=0)) == ["hostage"]
    assert ids(loyalty_list(four, level=0, or_higher=True)) == ["apostle", "hostage"]
    assert ids(loyalty_list(four, level=NOT_ASKED)) == ["mercenary", "untold", "newcomer"]
    assert ids(loyalty_list(four, orders_kept=0.8, revenue_kept=0.8)) == ["hostage"]
    assert ids(loyalty_list(four, by="region", group="West")) == ["apostle", "mercenary"]
    assert ids(loyalty_list(four, by="region", group="")) == ["untold", "defector"]
    assert ids(loyalty_list(four, by="region", group="West", loyal="no")) == ["mercenary"]
    unhappy = loyalty_list(four, dissatisfied="all")
    assert ids(unhappy) == ["hostage", "newcomer", "defector"]
    assert ids(loyalty_list(four, dissatisfied="silent")) == ["newcomer", "defector"]
    assert rows(unhappy, "customer_id", "loyal", "orders_before") == [
        ("hostage", True, 5),
        ("newcomer", None, None),  # did not trade in the earlier months
        ("defector", False, 2),
    ]


def test_a_limit_keeps_the_first_and_tells_how_many_there_are(four):
    assert rows(loyalty_list(four, limit=2), "customer_id", "total") == [
        ("apostle", 5),
        ("hostage", 5),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"cell": "saints"},
        {"loyal": "perhaps"},
        {"level": 5},
        {"level": -2},
        {"band": 0},
        {"dissatisfied": "loud"},
        {"by": "colour"},
        {"tier": ("E",)},
        {"limit": -1},
        {"as_of": date(2024, 1, 1)},
    ],
)
def test_what_nobody_can_be_behind_is_refused_in_words(asked):
    with pytest.raises(BadQuestion):
        loyalty_list(company(), **asked)


def test_an_empty_store_and_a_short_history_list_nobody():
    assert ids(loyalty_list(draw())) == []
    short = draw(orders="order_id | customer_id | ordered_on | revenue\n1 | a | 2023-12-01 | 5")
    assert ids(loyalty_list(short)) == []


# As many as the marks say -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample():
    """The sample company, a small one."""
    db = connect_writer(":memory:")
    for statement in create_tables():
        db.execute(statement)
    fill(db, customers=400, seed=7, progress=silent)
    build(db)
    return Database(db)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"tier": ("A", "none")},
        {"customers": Customers((("kind", ("business",)),))},
        {"as_of": date(2026, 3, 31)},
    ],
    ids=str,
)
def test_every_list_is_as_long_as_its_mark_and_worth_as_much(sample, asked):
    def behind(**mark):
        listed = loyalty_list(sample, **mark, **asked)
        return len(listed), float(listed["value"].sum())

    def counted(row):
        return row.customers, pytest.approx(float(row.value))

    for row in satisfaction_by_loyalty(sample, **asked).itertuples():
        assert behind(cell=row.cell) == counted(row)
    for level, row in enumerate(loyalty_levels(sample, **asked).itertuples()):
        assert behind(level=level if level <= 4 else NOT_ASKED) == counted(row)
    for row in satisfaction_chain(sample, **asked).itertuples():
        assert behind(band=row.band) == counted(row)
        assert behind(band=row.band, loyal="yes")[0] == row.loyal
        assert behind(band=row.band, left_after=True)[0] == row.churned
    for row in loyalty_kept(sample, **asked).iloc[::12].itertuples():
        assert behind(orders_kept=row.orders_kept, revenue_kept=row.revenue_kept) == counted(row)
    unhappy = silent_customers(sample, **asked).iloc[0]
    assert behind(dissatisfied="all")[0] == unhappy.dissatisfied
    assert behind(dissatisfied="silent") == (unhappy.silent, pytest.approx(float(unhappy.value)))


@pytest.mark.parametrize("by", ["all", "tier", "region", "segment"])
@pytest.mark.parametrize("only", [EVERYONE, Customers((("kind", ("person",)),))], ids=bool)
def test_every_group_is_as_long_as_it_says(sample, by, only):
    for row in loyalty(sample, by=by, customers=only).itertuples():
        asked = {"by": by, "group": row.group if isinstance(row.group, str) else ""}
        listed = loyalty_list(sample, **asked, customers=only)
        assert (len(listed), listed["loyal"].sum()) == (row.customers, row.loyal)


def test_the_cells_are_those_of_the_grid(sample):
    assert set(satisfaction_by_loyalty(sample)["cell"]) == set(CELLS)
