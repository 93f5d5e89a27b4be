"""Companies for Hypothesis to invent: few customers, many days on and around every edge."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.metrics.plain_standing import World

# Facts begin in the third month and the data ends in one of the last four: more than a year apart,
# so that what is older than a customer's standing looks back on occurs.
MONTHS = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(10, 29)]
SILENCES = (31, 60, 90, 365)
IDS = ("10", "9", "B", "a", "c", "d")
MONEY = [Decimal(text) for text in ("0", "10", "10", "20", "0.3", "-10", "33.3333")]

near = st.integers(-2, 2)
month_edges = st.builds(
    lambda month, days: month + timedelta(days), st.sampled_from(MONTHS[2:]), near
)
silence_edges = st.builds(
    lambda month, silence, days: month + timedelta(days - silence),
    st.sampled_from(MONTHS[3:]),
    st.sampled_from(SILENCES[:3]),
    near,
)
days = st.one_of(month_edges, silence_edges)
as_of_days = st.builds(
    lambda month, days: month + timedelta(days), st.sampled_from(MONTHS[-4:]), near
)


def lines(quantities):
    return st.fixed_dictionaries(
        {
            "order_id": st.sampled_from("123456"),
            "line": st.none(),
            "customer_id": st.sampled_from((*IDS, *IDS, None)),
            "ordered_on": days,
            "product_id": st.sampled_from(("p", "q")),
            "quantity": st.sampled_from(quantities),
            "revenue": st.sampled_from(MONEY),
            "cost": st.sampled_from((None, Decimal(4), Decimal("0.1"))),
            "campaign_id": st.sampled_from((None, None, None, "x", "y")),
            "status": st.sampled_from((None, None, None, "completed", "cancelled", "returned")),
        }
    )


contracts = st.builds(
    lambda customer, starts_on, length: {
        "customer_id": customer,
        "starts_on": starts_on,
        "ends_on": length and max(length, starts_on),
    },
    st.sampled_from(IDS),
    days,
    st.none() | days,
)
touches = st.fixed_dictionaries(
    {
        "campaign_id": st.sampled_from("xy"),
        "customer_id": st.sampled_from(IDS),
        "touched_on": days,
        "kind": st.just("sent"),
        "in_control": st.sampled_from((None, False, True)),
    }
)
farewells = st.fixed_dictionaries({"customer_id": st.sampled_from(IDS), "left_on": days})


@st.composite
def worlds(draw, orders=25):
    """A company whose profit is known as far as `depth` says: not at all, goods, service too."""
    depth = draw(st.sampled_from(("revenue", "goods", "service")))
    unit_costs = {"p": Decimal("2.5"), "q": None if depth == "revenue" else Decimal(3)}
    quantities = (1, 2, 3, -1, None) if depth == "revenue" or draw(st.booleans()) else (1, 2, -1)
    unserved = draw(st.lists(st.sampled_from(MONTHS), max_size=3))
    costs = [
        {"customer_id": "served", "spent_on": month, "kind": "visit", "amount": Decimal(1)}
        for month in (MONTHS if depth == "service" else [])
        if month not in unserved
    ]
    costs += draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "customer_id": st.sampled_from(IDS),
                    "spent_on": days,
                    "kind": st.just("delivery"),
                    "amount": st.sampled_from((Decimal(2), Decimal("7.25"))),
                }
            ),
            max_size=3 if depth == "service" else 0,
        )
    )
    key = ("customer_id", "starts_on")
    spent = st.none() | st.sampled_from((Decimal(100), Decimal("0.01")))
    return World(
        orders=draw(st.lists(lines(quantities), min_size=orders // 2, max_size=orders)),
        customers=draw(st.lists(farewells, max_size=3, unique_by=lambda row: row["customer_id"])),
        products=[{"product_id": name, "unit_cost": cost} for name, cost in unit_costs.items()],
        contracts=draw(
            st.lists(contracts, max_size=4, unique_by=lambda row: tuple(row[name] for name in key))
        ),
        costs_to_serve=costs,
        campaigns=[{"campaign_id": name, "cost": draw(spent)} for name in "xy"],
        touches=draw(st.lists(touches, max_size=6)),
        complete_to=draw(st.none() | as_of_days),
    )
