"""The sample company: the same for a seed, sound by the schema, and its truths can be found."""

from datetime import date, timedelta
from math import exp
from statistics import correlation

import pytest

from lib.build import build
from lib.database import Database, connect_writer
from lib.demo import company, fill, truth
from lib.metrics.campaigns import campaign_lift, campaign_roi
from lib.metrics.churn import tier_churn, tiers
from lib.metrics.contacts import contact_list, contact_mix
from lib.metrics.performance import targets
from lib.metrics.receivables import receivables
from lib.metrics.sales import sales_funnel, win_rate
from lib.metrics.satisfaction import satisfaction_ratio
from lib.schema import (
    BOOKKEEPING,
    PAST_DAYS,
    REFERENCES,
    STUBBED,
    TABLES,
    create_tables,
    store_columns,
)

# Columns the sample company leaves empty: its survey asks about deliveries, not products.
EMPTY = {("ratings", "product_id"), ("responses", "product_id")}


def invent(*, customers=5000, seed=1, threads=None):
    db = connect_writer(":memory:", threads=threads)
    for statement in create_tables():
        db.execute(statement)
    fill(db, customers=customers, seed=seed)
    return db


def checksums(db):
    """Rows and a sum of row hashes by table: blind to the order of the rows, to nothing else."""
    return {
        name: db.execute(f"select count(*), sum(hash(whole)) from {name} as whole").fetchall()
        for name in TABLES
    }


def one(db, sql, **parameters):
    return db.execute(sql, parameters).fetchall()[0][0]


@pytest.fixture(scope="module")
def small():
    return invent(customers=600)


@pytest.fixture(scope="module", params=[1, 2], ids=lambda seed: f"seed {seed}")
def built(request):
    """The company as it is shipped, and one other, so that no truth hangs on one seed."""
    db = invent(seed=request.param)
    build(db)
    return db


@pytest.fixture
def asked(built):
    return Database(built)


# --- The same company, whatever it is made with --------------------------------------------------


def test_the_same_seed_gives_the_same_company(small):
    assert checksums(invent(customers=600)) == checksums(small)


def test_another_seed_gives_another_company(small):
    other = checksums(invent(customers=600, seed=2))
    drawn = set(TABLES) - {"products", "stages", "events", "people"}
    assert {name for name in drawn if other[name] == checksums(small)[name]} == set()


def test_threads_do_not_change_the_company():
    one_thread, two_threads = (invent(customers=600, threads=n) for n in (1, 2))
    assert checksums(one_thread) == checksums(two_threads)


def test_the_size_of_a_batch_does_not_change_the_company(small, monkeypatch):
    monkeypatch.setattr(company, "BATCH", 97)
    assert checksums(invent(customers=600)) == checksums(small)


def test_a_customer_is_the_same_in_a_company_of_any_size(small):
    orders = """
        select sum(hash(whole))
        from orders as whole
        where customer_key <= 200
    """
    assert one(invent(customers=200), orders) == one(small, orders)


@pytest.mark.parametrize("table", ["orders", "ratings", "costs_to_serve", "touches"])
def test_twice_the_customers_are_about_twice_the_rows(small, table):
    rows = f"select count(*) from {table}"
    assert one(invent(customers=1200), rows) / one(small, rows) == pytest.approx(2, rel=0.15)


# --- Sound by the schema -------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_filled(small, name):
    columns = [c.name for c in TABLES[name].columns if (name, c.name) not in EMPTY]
    counts = ", ".join(f"count({column})" for column in columns)
    filled = small.execute(f"select {counts} from {name}").fetchall()[0]
    assert [column for column, count in zip(columns, filled, strict=True) if not count] == []


@pytest.mark.parametrize("name", TABLES)
def test_required_columns_hold_in_every_row(small, name):
    for column in TABLES[name].required:
        assert one(small, f"select count(*) from {name} where {column} is null") == 0


@pytest.mark.parametrize(
    ("name", "rule"),
    [(name, rule) for name, table in TABLES.items() for rule in table.rules],
    ids=lambda value: getattr(value, "sentence", value),
)
def test_every_rule_holds_for_every_row(small, name, rule):
    assert one(small, f"select count(*) from {name} where not ({rule.condition})") == 0


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique(small, name):
    key = ", ".join(TABLES[name].key)
    repeated = f"select count(*) from (select {key} from {name} group by {key} having count(*) > 1)"
    assert one(small, repeated) == 0


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, column) for name in TABLES for column in REFERENCES if TABLES[name].column(column)],
)
def test_references_are_found(small, name, column):
    known = REFERENCES[column]
    lost = f"select count(*) from {name} where {column} not in (select {column} from {known})"
    assert one(small, lost) == 0


@pytest.mark.parametrize("name", TABLES)
def test_integer_keys_are_those_of_the_ids(small, name):
    for known, key in STUBBED.items():
        (identity,) = TABLES[known].key
        if key not in store_columns(TABLES[name]):
            continue
        wrong = f"""
            select count(*)
            from {name} as users
            left join {known} as known on known.{identity} = users.{identity}
            where users.{key} is distinct from known.{key}
        """
        assert one(small, wrong) == 0


def test_nobody_is_a_stub(small):
    for name in STUBBED:
        assert one(small, f"select bool_or(is_stub is distinct from false) from {name}") is False


def test_nothing_has_happened_after_the_last_day_or_before_the_first(small):
    for name, days in PAST_DAYS.items():
        for day in days:
            ends = f"select min({day})::date, max({day})::date from {name}"
            first, last = small.execute(ends).fetchall()[0]
            assert truth.FIRST_DAY <= first <= last <= truth.LAST_DAY


def test_the_last_month_is_unfinished(built):
    assert one(built, "select as_of from company") == truth.LAST_DAY
    assert (truth.LAST_DAY + timedelta(days=1)).month == truth.LAST_DAY.month


def test_the_store_says_that_it_is_a_sample_and_is_to_be_built(small):
    told = small.execute("select recipe, complete_to, is_sample from imports").fetchall()
    assert told == [("sample company", truth.LAST_DAY, True)]
    newest = "select newest_order_day = (select max(ordered_on) from orders) from imports"
    assert one(small, newest)
    assert small.execute("from changes").fetchall() == [(None, None)]


def test_every_table_has_its_fate(small):
    told = small.execute("select table_name, file_rows, loaded from import_fates").fetchall()
    rows = {name: one(small, f"select count(*) from {name}") for name in TABLES}
    assert told == [(name, count, count) for name, count in rows.items()]


def test_nothing_temporary_stays_behind(small):
    tables = {name for (name,) in small.execute("show tables").fetchall()}
    assert tables == {*TABLES, *BOOKKEEPING}
    assert one(small, "select count(*) from duckdb_functions() where not internal") == 0


def test_progress_rises_to_one():
    told = []
    db = connect_writer(":memory:")
    for statement in create_tables():
        db.execute(statement)
    fill(db, customers=50, progress=lambda doing, done, **values: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_names_come_in_two_languages(small):
    chinese = "select count(*) from customers where regexp_matches(name, '\\p{Han}')"
    assert 0.3 < one(small, chinese) / 600 < 0.6


def test_prospects_have_deals_and_no_orders(small):
    prospects = "customer_id in (select customer_id from customers where acquired_on is null)"
    assert one(small, f"select count(*) from opportunities where {prospects}") > 50
    for name in ("orders", "costs_to_serve", "ratings", "touches", "contracts"):
        assert one(small, f"select count(*) from {name} where {prospects}") == 0


def test_nobody_trades_before_being_won(small):
    early = """
        select count(*)
        from orders
        inner join customers using (customer_id)
        where ordered_on < acquired_on
    """
    assert one(small, early) == 0


def test_some_orders_are_cancelled_returned_refunded_late_or_over_the_counter(small):
    kinds = """
        select
            count(*) filter (where status = 'cancelled'),
            count(*) filter (where status = 'returned'),
            count(*) filter (where revenue < 0 and quantity < 0),
            count(*) filter (where delivered_on > promised_on),
            count(*) filter (where customer_id is null)
        from orders
    """
    assert all(small.execute(kinds).fetchall()[0])


# --- What is true is found -----------------------------------------------------------------------


def test_the_best_fifth_earns_about_four_fifths(asked):
    shares = tiers(asked).set_index("tier")["share_of_value"]
    assert shares["A"] == pytest.approx(0.8, abs=0.08)


def test_some_customers_destroy_profit(built):
    """Those that want much care, and few others."""
    losing = one(
        built,
        """
        select count(*) filter (where value < 0) / count(*)
        from standing
        where month = (select max(month) from standing)
        """,
    )
    assert 0.5 * truth.DEMANDING_SHARE < losing < 2.5 * truth.DEMANDING_SHARE


def test_lower_tiers_churn_more(asked):
    churn = tier_churn(asked).groupby("tier")[["churned", "customers"]].sum()
    rates = churn["churned"] / churn["customers"]
    assert rates["A"] < rates["B"] < rates["C"] < rates["D"]
    assert 0.003 < rates["A"] < 0.02
    assert 0.04 < rates["D"] < 0.09


def test_the_dissatisfied_stop_more_often(built):
    """By about the planted amount for the two standard deviations that lie between them."""
    gone = """
        with answers as (
            select
                customer_key,
                answered_on,
                sum(importance * perceived) / sum(importance * expected) as ratio
            from ratings
            where expected is not null and importance is not null and customer_key is not null
            group by customer_key, response_id, answered_on
            having answered_on <= $until
        )
        select avg(case when exists (
            select 1
            from orders
            where orders.customer_key = answers.customer_key
                and ordered_on between answered_on + 91 and answered_on + 180
        ) then 0 else 1 end)
        from answers
        where ratio >= $low and ratio < $high
    """
    until = truth.LAST_DAY - timedelta(days=180)
    dissatisfied = one(built, gone, low=0, high=0.8, until=until)
    delighted = one(built, gone, low=1, high=9, until=until)
    planted = exp(2 * truth.CHURN_BY_SATISFACTION)
    assert dissatisfied / delighted == pytest.approx(planted, rel=0.5)


def test_the_event_makes_deliveries_late_in_its_month(built):
    late = dict(
        built.execute("""
            select
                date_trunc('month', ordered_on)::date,
                avg((delivered_on > promised_on)::integer)
            from orders
            where delivered_on is not null
            group by date_trunc('month', ordered_on)
        """).fetchall()
    )
    event = late.pop(truth.EVENT_STARTS)
    fading = late.pop(date(2026, 4, 1))
    assert event == pytest.approx(truth.EVENT_LATE_SHARE, abs=0.05)
    assert fading == pytest.approx(truth.FADING_LATE_SHARE, abs=0.05)
    assert max(late.values()) < truth.LATE_SHARE + 0.04


def test_the_event_is_followed_by_churn(asked):
    churn = tier_churn(asked).groupby("month")[["churned", "customers"]].sum()
    rates = churn["churned"] / churn["customers"]
    after = rates["2026-05-01":"2026-07-01"]
    assert after.mean() > 1.2 * rates.drop(after.index).mean()


def test_revenue_follows_the_season(built):
    """Over the two whole calendar years; a few large customers blur it."""
    months = built.execute("""
        select sum(revenue)::double
        from orders
        where year(ordered_on) in (2024, 2025) and status = 'completed'
        group by month(ordered_on)
        order by month(ordered_on)
    """).fetchall()
    revenue = [revenue for (revenue,) in months]
    assert correlation(revenue, truth.SEASON) > 0.85
    assert revenue.index(max(revenue)) + 1 == 12


def test_the_aspect_to_fix_first_falls_furthest_short(asked):
    ratios = satisfaction_ratio(asked, by="aspect").set_index("group")["ratio"]
    assert ratios.idxmin() == truth.FIX_FIRST
    assert 0.85 < satisfaction_ratio(asked, by="layer")["ratio"].mean() < 1.0


def test_the_aspect_to_fix_first_goes_with_the_overall_score_most(built):
    together = dict(
        built.execute("""
            select aspect, corr(perceived, overall)
            from ratings
            inner join responses using (response_id)
            group by aspect
        """).fetchall()
    )
    assert max(together, key=together.__getitem__) == truth.FIX_FIRST


def test_hotels_are_least_satisfied(asked):
    ratios = satisfaction_ratio(asked, by="industry").set_index("group")["ratio"]
    assert ratios.idxmin() == "hotel"


def test_the_bottleneck_lets_fewest_through_and_holds_them_longest(asked):
    funnel = sales_funnel(asked).set_index("stage")
    assert funnel["conversion"].idxmin() == truth.BOTTLENECK
    assert funnel["median_days"].idxmax() == truth.BOTTLENECK


def test_each_stage_lets_through_about_what_it_should(asked):
    funnel = sales_funnel(asked).set_index("stage")
    for stage in truth.STAGES:
        entered = funnel.loc[stage.stage, "entered"]
        error = (stage.advances * (1 - stage.advances) / entered) ** 0.5
        found = funnel.loc[stage.stage, "conversion"]
        assert found == pytest.approx(stage.advances, abs=3 * error + truth.FORGOTTEN_SHARE)


def test_about_a_quarter_of_deals_are_won(asked):
    assert 0.18 < win_rate(asked)["rate"].iloc[0] < 0.32


def test_the_campaign_that_pays_is_shown_to_pay(asked):
    treated = treated_arms(asked).loc[truth.PAYS]
    assert treated["low"] > 0
    assert treated["incremental_roi"] > 0


def test_the_lift_of_the_campaign_that_pays_is_about_the_planted_one(built, asked):
    """So many orders more for each touch, each with the mean profit of a household's order."""
    (plan,) = (plan for plan in truth.CAMPAIGNS if plan.campaign_id == truth.PAYS)
    profit = """
        select sum(revenue - quantity * unit_cost) / count(distinct order_id)
        from orders
        inner join products using (product_id)
        where campaign_id = $campaign and status = 'completed'
    """
    planted = plan.lift * float(one(built, profit, campaign=truth.PAYS))
    treated = treated_arms(asked).loc[truth.PAYS]
    assert treated["low"] < planted < treated["high"]


def test_the_campaign_that_does_not_pay_looks_profitable_and_is_not(asked):
    treated = treated_arms(asked).loc[truth.DOES_NOT_PAY]
    assert treated["low"] < 0 < treated["high"]
    assert treated["incremental_roi"] < 0
    assert roi(asked).loc[truth.DOES_NOT_PAY] > 0.2


def test_search_buys_customers_at_a_rising_price(built):
    prices = built.execute("""
        select cost::double / count(*)
        from campaigns
        inner join customers
            on acquired_through = channel and acquired_on between started_on and ended_on
        where channel = 'search ads'
        group by campaign_id, cost
        order by campaign_id
    """).fetchall()
    plans = [plan for plan in truth.CAMPAIGNS if plan.channel == "search ads"]
    assert [price for (price,) in prices] == [plan.cost_each for plan in plans]


def test_some_campaigns_to_win_pay_and_some_lose(asked):
    found = roi(asked)
    assert found["W01"] > 0.5
    assert found["W06"] > 0.5
    assert found["W04"] < 0
    assert found["W10"] == pytest.approx(0.65 - 1, abs=0.01)


def test_the_days_of_a_campaign_cost_what_it_cost(built):
    differing = """
        select count(*)
        from (
            select campaigns.cost - sum(days.cost) as difference
            from campaigns
            inner join campaign_days as days using (campaign_id)
            group by campaign_id, campaigns.cost
        )
        where difference <> 0
    """
    assert one(built, differing) == 0


def treated_arms(db):
    lift = campaign_lift(db)
    return lift[lift["arm"] == "treated"].set_index("campaign_id")


def roi(db):
    return campaign_roi(db).set_index("campaign_id")["roi"]


# --- Complaints and returns ----------------------------------------------------------------------


def test_late_deliveries_bring_complaints(built):
    of_the_event, ordinary = (
        one(
            built,
            """
            select count(*) from complaints
            where kind = 'delivery' and opened_at >= $since and opened_at < $until
            """,
            since=since,
            until=until,
        )
        for since, until in (
            (truth.EVENT_STARTS, date(2026, 5, 1)),
            (date(2025, 3, 1), date(2025, 5, 1)),
        )
    )
    assert of_the_event > 3 * ordinary > 0


def test_what_is_marked_as_returned_is_not_taken_off_twice(built):
    assert one(built, "select count(*) from returns where amount > 0") > 1000
    assert one(built, "select count(*) from deductions") == 0


def test_the_events_are_on_the_days_they_happened(built):
    assert built.execute("select happened_on from events order by happened_on").fetchall() == [
        (truth.EVENT_STARTS,),
        (truth.EVENT_FADES,),
    ]


# --- Complaints put right -------------------------------------------------------------------------


def test_a_complaint_talked_over_within_two_weeks_goes_with_staying(built):
    """By the planted chances and no other step, whatever share of complainers stays anyway."""
    staying = built.execute(
        """
        with judged as (
            select
                complaint_id,
                exists (
                    select 1
                    from orders
                    where orders.customer_key = complaints.customer_key
                        and ordered_on between opened_at::date + 15 and opened_at::date + 104
                        and status = 'completed'
                        and revenue >= 0
                ) as stays
            from complaints
            where opened_at::date + 104 <= $last
        )
        select
            steps.step,
            avg(stays::integer) filter (done_at < opened_at::date + 15)
            - avg(stays::integer) filter (not coalesce(done_at < opened_at::date + 15, false))
        from complaints
        inner join judged using (complaint_id)
        cross join (select distinct step from recovery_steps) as steps
        left join recovery_steps as done
            on done.complaint_id = complaints.complaint_id and done.step = steps.step
        group by steps.step
        """,
        {"last": truth.LAST_DAY},
    ).fetchall()
    gained = dict(staying)
    assert gained.pop(truth.RECOVERY_PAYS) > 0.15
    assert max(map(abs, gained.values())) < 0.08


def test_one_kind_of_complaint_surges_in_the_latest_complete_month(built):
    counts = built.execute(
        """
        select count(*)
        from complaints
        where kind = $kind and opened_at < $end
        group by date_trunc('month', opened_at)
        order by date_trunc('month', opened_at)
        """,
        {"kind": truth.SURGE_KIND, "end": date(2026, 10, 1)},
    ).fetchall()
    *before, surge = (count for (count,) in counts)
    assert surge > 3 * max(before)


def test_one_owner_takes_longer_than_any_other(built):
    medians = dict(
        built.execute("""
            select owner, median(date_diff('minute', opened_at, resolved_at))
            from complaints
            where resolved_at is not null
            group by owner
        """).fetchall()
    )
    slow = medians.pop(truth.SLOW_OWNER)
    assert slow > 1.7 * max(medians.values())


def test_complaints_left_open_are_of_late(built):
    forgotten = truth.LAST_DAY - timedelta(days=truth.FORGOTTEN_DAYS + 45)
    assert one(built, "select min(opened_at)::date from complaints where resolved_at is null") > (
        forgotten
    )
    assert one(built, "select count(*) from complaints where owner is null") > 0


def test_employees_feel_the_event_where_it_strikes(built):
    scores = dict(
        built.execute(
            """
            select
                unit,
                avg(score) filter (answered_on between $starts and $ends)
                - avg(score) filter (answered_on < $starts)
            from employee_surveys
            group by unit
            """,
            {"starts": truth.EVENT_STARTS, "ends": truth.EVENT_CHURN_ENDS},
        ).fetchall()
    )
    for unit in truth.UNITS:
        assert scores[unit.unit] == pytest.approx(-unit.event_hurts, abs=0.25)


# --- Payments, targets and contacts ---------------------------------------------------------------


def test_restaurants_pay_twice_as_late_as_other_businesses(built):
    """Of businesses that name the order they pay."""
    days = dict(
        built.execute("""
            select industry, median(date_diff('day', ordered_on, paid_on))
            from payments
            inner join orders using (order_id)
            inner join customers on customers.customer_key = orders.customer_key
            where kind = 'business' and amount > 0 and revenue > 0
            group by industry
        """).fetchall()
    )
    late = days.pop(truth.PAYS_LATE)
    assert late == pytest.approx(truth.LATE_PAYMENT_DAYS, rel=0.15)
    assert all(other == pytest.approx(truth.PAYMENT_DAYS, rel=0.15) for other in days.values())


def test_most_of_what_is_open_is_young_and_some_of_the_rest_is_very_old(asked):
    found = receivables(asked).set_index("band")["share"].astype(float)
    assert found["to_30"] > 0.45
    assert found["over_90"] > found["to_90"]


def test_those_who_stop_leave_more_bills_unpaid(built):
    unpaid = """
        select avg(case when payments.order_id is null then 1 else 0 end)
        from orders
        inner join customers using (customer_key)
        left join payments on payments.order_id = orders.order_id
        where kind = 'business' and status = 'completed' and quantity > 0
            and ordered_on < date '2026-06-01'
            and orders.customer_key not in (
                select customer_key from payments where order_id is null
            )
            and coalesce(left_on < ordered_on + 60, false) = $leaving
    """
    assert one(built, unpaid, leaving=True) > 5 * one(built, unpaid, leaving=False)


def test_the_region_asked_for_too_much_misses_its_target_and_no_other_by_as_much(asked):
    found = targets(asked, by="region").set_index("group")["pace"].astype(float)
    assert found.idxmin() == truth.STRETCHED_REGION
    expected = (1 + truth.TARGET_GROWTH) / (1 + truth.STRETCHED_GROWTH)
    assert found[truth.STRETCHED_REGION] / found.drop(truth.STRETCHED_REGION).mean() == (
        pytest.approx(expected, abs=0.12)
    )


def test_some_months_reach_their_target_and_some_do_not(asked):
    reached = targets(asked)["pace"].astype(float) >= 1
    assert 0 < reached.sum() < len(reached)


def test_the_best_customers_nobody_speaks_to_are_those_of_one_seller(asked):
    listed = contact_list(asked, tier=("A",), days=(truth.LAST_DAY - truth.NEGLECTED_FROM).days)
    sellers = listed["salesperson"].value_counts()
    assert sellers.idxmax() == truth.NEGLECTS
    assert sellers[truth.NEGLECTS] > 2 * sellers.drop(truth.NEGLECTS).max()


def test_the_web_form_is_what_nobody_answers(asked):
    shares = contact_mix(asked).set_index("channel")["unanswered_share"].astype(float)
    assert shares.idxmax() == "web"
    assert shares["web"] == pytest.approx(truth.UNANSWERED_WEB, abs=0.15)
    assert shares.drop("web").max() < 0.2
