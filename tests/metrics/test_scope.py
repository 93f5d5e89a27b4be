"""Which customers a question is about: columns and attributes, held to the same in loops."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.metrics.churn import tiers
from lib.settings import Settings
from tests.drawing import draw

REGIONS, KINDS = ("West", "East"), ("business", "person")
VALUES = {"language": ("en", "zh"), "news": ("yes", "no", "at'times")}
FEW = Settings(tiers_from=1)

people = st.lists(
    st.fixed_dictionaries(
        {
            "region": st.sampled_from((*REGIONS, None)),
            "kind": st.sampled_from((*KINDS, None)),
            "language": st.sampled_from((*VALUES["language"], None)),
            "news": st.sampled_from((*VALUES["news"], None)),
        }
    ),
    min_size=1,
    max_size=8,
)


def some_of(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


def choice(names, values):
    chosen = st.lists(st.sampled_from(names), max_size=2, unique=True)
    return chosen.flatmap(lambda some: st.tuples(*(st.tuples(st.just(n), values(n)) for n in some)))


asked = st.builds(
    Customers,
    columns=choice(
        ("region", "kind"), lambda name: some_of(REGIONS if name == "region" else KINDS)
    ),
    attributes=choice(("language", "news"), lambda name: some_of(VALUES[name])),
)


def company(crowd):
    """One order a customer, worth a power of two: which of them are meant shows in the sum."""
    return draw(
        orders=[
            {"order_id": str(n), "customer_id": str(n), "ordered_on": "2024-01-10", "revenue": 2**n}
            for n in range(len(crowd))
        ],
        customers=[
            {"customer_id": str(n), "region": one["region"], "kind": one["kind"]}
            for n, one in enumerate(crowd)
        ],
        attributes=[
            {"customer_id": str(n), "attribute": name, "value": one[name]}
            for n, one in enumerate(crowd)
            for name in VALUES
            if n % 2 or one[name]
        ],
        complete_to="2024-01-31",
    )


@settings(max_examples=60, deadline=None)
@given(people, asked)
def test_values_of_one_name_are_alternatives_and_several_names_all_hold(crowd, asked):
    meant = [
        n
        for n, one in enumerate(crowd)
        if all(one[name] in values for name, values in asked.columns + asked.attributes)
    ]
    found = tiers(company(crowd), customers=asked, settings=FEW)
    assert found["revenue"].sum() == sum(2**n for n in meant)


def test_an_attribute_asked_for_twice_or_unknown_is_held_by_nobody():
    db = company([{"region": "West", "kind": None, "language": "en", "news": None}] * 3)
    for attributes in (
        (("language", ("en",)), ("language", ("zh",))),
        (("unknown", ("en",)),),
        (("language", ("zh",)),),
        (("language", ()),),
    ):
        found = tiers(db, customers=Customers(attributes=attributes), settings=FEW)
        assert found["customers"].sum() == 0
