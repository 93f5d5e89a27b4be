"""Frames with the columns of the metrics, drawn as text."""

import pandas as pd

from tests.drawing import parse

WORDS = {"tier", "group", "stage", "campaign", "campaign_id", "channel", "basis", "arm", "method"}
WORDS |= {"kind", "cause", "step"}
WORDS |= {"part", "side", "tier_from", "tier_to"}
WORDS |= {"aspect", "layer", "dropped", "quadrant", "cell", "name", "reason", "size", "preceded"}
WORDS |= {"segment"}


def frame(drawing: str) -> pd.DataFrame:
    """A metric's answer: blank cells are NULL, days are days, words are words, the rest numbers."""
    table = pd.DataFrame(parse(drawing))
    for name in table:
        if _are_days(table[name]):
            table[name] = pd.to_datetime(table[name])
        elif name not in WORDS and _are_numbers(table[name]):
            table[name] = pd.to_numeric(table[name])
    return table.assign(method="counts") if "stage" in table else table


def _are_numbers(column: pd.Series) -> bool:
    return bool(column.dropna().astype(str).str.fullmatch(r"-?[\d.e-]+").all())


def _are_days(column: pd.Series) -> bool:
    filled = column.dropna().astype(str)
    return bool(len(filled) and filled.str.fullmatch(r"\d{4}-\d\d-\d\d").all())


CHURN = """
    month      | tier | customers | churned | churn_rate | history_months
    2024-01-01 | A    |       100 |       1 |       0.01 |             12
    2024-01-01 | D    |        50 |       3 |       0.06 |             12
    2024-02-01 | A    |       100 |       2 |       0.02 |             12
    2024-02-01 | D    |        50 |       4 |       0.08 |             12
"""

FLOWS = """
    month      | active | churned | won_back | arrived | arrived_and_left
    2024-01-01 |    100 |       7 |        3 |      10 |                1
    2024-02-01 |    105 |       9 |        2 |       4 |                0
"""

LOST = """
    reason      | size   | customers | value_lost | back | value_back | expected | limit | alarm
    fell_silent | small  |        90 |       4000 |   20 |        500 |          |       |
    fell_silent | large  |         4 |       6000 |    1 |       1000 |        5 |    12 |     1
    <b>price</b> | medium |         9 |       3000 |    0 |          0 |        5 |    12 |     1
    left        | none   |         2 |            |    0 |          0 |          |       |
"""

LOST_MONTHS = """
    month      | customers | value_lost | large_or_medium | active | expected | limit | alarm
    2024-01-01 |        30 |       3000 |               6 |    200 |          |       |
    2024-02-01 |        40 |       7000 |               5 |    210 |      5.2 |  11.9 |     0
    2024-03-01 |        35 |       3000 |              13 |    205 |      5.0 |  12.0 |     1
"""

WON_BACK = """
    preceded | customers | value | away_for
    nothing  |        60 |  4000 |      110
    campaign |        30 |  3000 |       95
    contact  |        10 |  3000 |      120
"""

ASPECTS = """
    group       | expected | perceived | ratio | low  | high | gap  | respondents | undated
    punctuality |      4.0 |       3.0 |  0.75 | 0.70 | 0.80 | -1.0 |          40 |       0
    price       |      3.0 |       3.3 |  1.10 | 1.00 | 1.20 |  0.3 |          40 |       0
    parking     |          |       3.5 |       |      |      |      |          40 |       0
    signage     |      4.0 |       1.0 |       |      |      | -3.0 |           4 |       0
"""

MONTHS = """
  group      |expected|perceived| ratio | low  | high | gap  |respondents|undated|is_complete|scale_max
  2024-01-01 |    4.0 |     3.6 |  0.90 | 0.80 | 1.00 | -0.4 |        40 |      0|          1| 5
  2024-02-01 |    4.0 |     3.8 |  0.95 | 0.85 | 1.05 | -0.2 |        20 |      0|          1| 5
  2024-03-01 |    4.0 |     1.0 |       |      |      | -3.0 |         3 |      0|          1| 5
  2024-04-01 |    4.0 |     2.0 |  0.50 | 0.40 | 0.60 | -2.0 |        40 |      0|          0| 5
"""  # noqa: E501

TIERED = """
    group | expected | perceived | ratio | low  | high | gap  | respondents | undated
    D     |      4.0 |       3.0 |  0.75 | 0.70 | 0.80 | -1.0 |          40 |       2
    A     |      4.0 |       3.6 |  0.90 | 0.85 | 0.95 | -0.4 |          40 |       0
    none  |      4.0 |       3.6 |  0.90 | 0.85 | 0.95 | -0.4 |          40 |       0
"""

UNEXPECTED = """
    group | expected | perceived | ratio | low | high | gap | respondents | undated
    A     |          |       3.6 |       |     |      |     |          40 |       0
"""

MEANS = """
    group | expected | perceived | ratio | low | high | gap | respondents | undated
    price |          |      4.05 |       |     |      |     |          40 |       0
    speed |          |      3.10 |       |     |      |     |          40 |       0
"""

MEANS_BY_MONTH = """
  group      |expected|perceived| ratio | low | high | gap |respondents|undated|is_complete|scale_max
  2024-01-01 |        |     3.6 |       |     |      |     |        40 |      0|          1| 5
  2024-02-01 |        |     3.8 |       |     |      |     |        20 |      0|          1| 5
  2024-03-01 |        |     2.0 |       |     |      |     |        40 |      0|          0| 5
"""  # noqa: E501

FUNNEL = """
    position|stage   |entered|advanced|lost|open|conversion|median_days|undated|without_history
           2|Proposal|     60|      20|  30|  10|      0.40|         12|      3|              0
           1|Enquiry |    100|      60|  40|   0|      0.60|          5|      3|              7
"""

PIPELINE = """
    stage    | count | amount | win_rate | weighted
    Enquiry  |    10 |   1000 |     0.20 |      200
    Proposal |     5 |   2000 |     0.50 |     1000
    Contract |     2 |        |     0.90 |
"""

ROI = """
    campaign_id | campaign | channel | cost | revenue | profit | orders | basis    | roi  | claimed
    fa          | Fair     | event   |  100 |      90 |     50 |      3 | marginal | -0.5 |       0
    le          | Letter   | post    |  100 |     400 |    300 |     12 | revenue  |  2.0 |       1
    po          | Poster   |         |      |      20 |     10 |      1 | marginal |      |       0
"""

LIFT = """
    campaign_id | campaign | arm     | customers | lift | low  | high | basis
    vo          | Voucher  | treated |       500 |  3.0 |  1.0 |  5.0 | marginal
    vo          | Voucher  | control |       500 |      |      |      | marginal
    le          | Letter   | treated |       400 |  0.5 | -1.0 |  2.0 | marginal
    ca          | Call     | treated |       300 | -2.0 | -3.0 | -1.0 | marginal
    vi          | Visit    | treated |        20 |  9.0 |      |      | marginal
"""

TIERS = """
    tier | customers | active | revenue | value | share_of_value | basis
    A    |        20 |     18 |     900 |   700 |           0.70 | contribution
    B    |        30 |     25 |     300 |   200 |           0.20 | contribution
    C    |        50 |     20 |     150 |   100 |           0.10 | contribution
    none |         0 |      0 |       0 |     0 |           0.00 | contribution
"""

SILENCE = """
silent_days|called|back|back_share|gone|missed|missed_share|suggested|chosen|horizon_days|reference_day
         31|   100|  60|       .60| 100|    60|         .60|       33|    32|         180|2024-01-31
         32|    80|  44|       .55| 100|    64|         .64|       33|    32|         180|2024-01-31
         33|    50|  20|       .40| 100|    70|         .70|       33|    32|         180|2024-01-31
         34|     0|   0|          | 100|   100|        1.00|       33|    32|         180|2024-01-31
"""

DRIVERS = """
    aspect  | layer        | dropped | share | low | high | sign | performance | quadrant         | is_sure | held_in | performance_sd | share_sd | correlation | is_ratio | r_squared | answers | answers_paired | answers_complete | is_listwise
    timely  | core product |         |   0.7 | 0.6 |  0.8 |    1 |         0.8 | concentrate here |       1 |       1 |           0.01 |     0.02 |         0.1 |        1 |       0.6 |      90 |             80 |               70 |           0
    warmth  | emotion      |         |   0.3 | 0.2 |  0.4 |    0 |         1.1 | low priority     |       0 |     0.6 |           0.01 |     0.02 |         0.1 |        1 |       0.6 |      90 |             80 |               70 |           0
"""  # noqa: E501

CORRECTION = """
    month      | surveyed | low  | high | complaints | complaints_expected | complaint_factor | returns | returns_expected | return_factor | corrected
    2024-01-01 | 0.9      | 0.85 | 0.95 |         30 |                  20 |             0.97 |       4 |                4 |             1 |     0.873
"""  # noqa: E501

REACH = """
    group | customers | answered | share | low | high | index
    A     |       100 |       60 |   0.6 | 0.5 |  0.7 |   1.5
    D     |       100 |       20 |   0.2 | 0.1 |  0.3 |   0.5
"""

CONTENT = """
    group   | answers | satisfied | share | low  | high
    late    |      40 |        10 |  0.25 | 0.15 | 0.4
    on time |     160 |       120 |  0.75 | 0.68 | 0.81
            |      20 |        10 |   0.5 |  0.3 |  0.7
"""

ONE_PROFIT = """
    month      | customer_id | revenue | marginal | contribution | net
    2024-01-01 | a           |     100 |       40 |           30 |  20
    2024-03-01 | a           |     200 |       80 |          -10 | -20
    2024-04-01 | a           |     100 |       40 |              |
"""

ONE_STANDING = """
    month      | tier | value | value_rank | ranked
    2024-01-01 | none |    10 |            |      5
    2024-02-01 | B    |    20 |          8 |     25
    2024-03-01 | A    |    90 |          2 |     25
    2024-04-01 | A    |    95 |          2 |     26
"""

PEERS = """
    measure    | theirs | typical | below | peers
    revenue    |    100 |      80 |   0.6 |    40
    silent_for |     90 |      12 |  0.95 |    40
    complaints |      0 |     0.5 |     0 |    40
"""

KEPT = """
    orders_kept | revenue_kept | customers | loyal | value
    0           | 0            |       100 |     0 |     0
    0.5         | 1.2          |         4 |     0 |    40
    0.8         | 0.9          |        25 |    25 |  2000
    1           | 0.7          |        36 |     0 |  1000
    2           | 2            |         9 |     9 |  5000
"""

LOYAL_TIERS = """
    group|customers|loyal| share| low | high |expected_share|months|earlier_from|later_from
    D    |       50|   20|  0.40| 0.28|  0.54|          0.56|    12|  2022-01-01|2023-01-01
    A    |      100|   90|  0.90| 0.83|  0.94|          0.64|    12|  2022-01-01|2023-01-01
    B    |      100|   60|  0.60| 0.50|  0.69|          0.58|    12|  2022-01-01|2023-01-01
    C    |        4|    1|      |     |      |              |    12|  2022-01-01|2023-01-01
    none |       20|    0|  0.00| 0.00|  0.16|          0.35|    12|  2022-01-01|2023-01-01
"""

LOYAL_GROUPS = """
    group|customers|loyal| share| low | high |expected_share|months|earlier_from|later_from
    hotel|      100|   40|  0.40| 0.31|  0.50|          0.55|     6|  2022-07-01|2023-07-01
    café |      100|   80|  0.80| 0.71|  0.87|          0.55|     6|  2022-07-01|2023-07-01
         |      100|   55|  0.55| 0.45|  0.64|          0.55|     6|  2022-07-01|2023-07-01
"""

LEVELS = """
    level | name      | customers | value | share
    0     | none      |        30 |   300 |  0.30
    1     | cognitive |        40 |   400 |  0.40
    2     | affective |        10 |   100 |  0.10
    3     | conative  |         5 |    50 |  0.05
    4     | action    |        15 |   900 |  0.15
          |           |       300 |  3000 |
"""

GRID = """
    cell        | is_satisfied | is_loyal | customers | value
    apostles    |            1 |        1 |        40 |  7000
    mercenaries |            1 |        0 |        10 |   500
    hostages    |            0 |        1 |        20 |  2000
    defectors   |            0 |        0 |         5 |   500
"""

CHAIN = """
    band|ratio_from|ratio_below|customers|known_loyalty|loyal|loyal_share|value|value_each|followed|churned|churn_share
    1   |          |        0.8|       50|           40|   20|       0.50| 5000|       100|      40|      8|       0.20
    2   |       0.8|        0.9|        0|            0|    0|           |    0|          |       0|      0|
    3   |       0.9|        1.0|       20|            4|    3|           | 4000|       200|      10|      1|       0.10
    4   |       1.0|           |      100|           80|   64|       0.80|40000|       400|      60|      3|       0.05
"""  # noqa: E501

PARETO = """
    percentile | customers | value | share | cumulative_share
    1          |         1 |    60 |   0.6 |              0.6
    20         |        19 |    30 |   0.3 |              0.9
    21         |         0 |     0 |   0.0 |              0.9
    60         |        40 |    20 |   0.2 |              1.1
    100        |        40 |   -10 |  -0.1 |              1.0
"""

PARETO_SUMMARY = """
side      |day       |basis       |customers|value|peak|peak_share|peak_at|beyond|beyond_value|top_20_share|gini
now       |2024-01-01|contribution|      100|  100| 110|       1.1|   0.75|     2|         -10|         0.9|
a_year_ago|2023-01-01|contribution|         |     |    |          |       |      |            |            |
"""  # noqa: E501

BRIDGE = """
    part      | customers | value | before | after
    new       |        10 |   400 |      0 |   400
    grown     |        20 |   200 |    500 |   700
    shrunk    |         5 |  -100 |    300 |   200
    lost      |         5 |  -200 |    200 |     0
    unchanged |         0 |     0 |      0 |     0
"""

PROFIT_MONTHS = """
month      |customers|revenue|marginal|contribution|net|margin_rate|without_customer|not_allotted|is_complete
2024-01-01 |       50|   1000|     400|         300|250|       0.25|              20|           5|          1
2024-02-01 |       40|    800|     200|         -20|-50|    -0.0625|               0|           0|          1
2024-03-01 |        9|    100|      50|            |   |           |               0|           0|          0
"""  # noqa: E501

TIER_MOVES = """
    tier_from | tier_to | customers | value_from | value_to | from_day   | to_day     | history_months
    A         | A       |        30 |       3000 |     3300 | 2023-01-01 | 2024-01-01 |             12
    A         | B       |        10 |       1000 |      400 | 2023-01-01 | 2024-01-01 |             12
    A         | D       |         0 |          0 |        0 | 2023-01-01 | 2024-01-01 |             12
    B         | A       |        20 |        800 |     1800 | 2023-01-01 | 2024-01-01 |             12
    B         | left    |        15 |        500 |        0 | 2023-01-01 | 2024-01-01 |             12
    new       | B       |        25 |          0 |      900 | 2023-01-01 | 2024-01-01 |             12
"""  # noqa: E501

CHANNELS_WON = """
channel   |new|spend_to_win|cac|value_each|payback_months|won|won_value
<b>ads</b>| 50|        5000|100|        50|             2|500|    25000
fair      | 20|         800| 40|         5|             8| 60|      300
website   | 90|            |   |        20|              |800|    16000
shop      |  3|          30| 10|        20|           0.5| 10|      200
          |  4|         700|   |        20|              | 10|      200
"""

ACQUISITION = """
month      |new|kept|spend_to_win|cac|value_each|payback_months|spend_to_keep|cost_per_kept|won|won_value
2024-01-01 | 50| 900|        5000|100|        50|             2|          900|            1|500|    25000
2024-02-01 | 20| 900|        3000|150|        50|             3|          900|            1|500|    25000
2024-03-01 |  3| 900|        3000|999|        50|            20|          900|            1|500|    25000
"""  # noqa: E501

PERFORMANCE = """
group|revenue|share|marginal|revenue_costed|orders|customers|units|last_year|change|target
Ann  |    600|  0.6|     240|           600|    20|       12|   60|      500|   0.2|   550
Bo   |    300|  0.3|     100|           300|    10|        8|   30|      400| -0.25|   400
     |    100|  0.1|        |              |     4|        3|     |         |      |
Cy   |      0|    0|        |              |     0|        0|    0|       50|    -1|
"""

TARGETS = """
month      |actual|target|ratio|share_gone|pace|months
2024-01-01 |   120|   100| 1.20|         1|1.20|     1
2024-02-01 |    90|   100| 0.90|         1|0.90|     1
2024-03-01 |    40|   100| 0.40|      0.50|0.80|     1
"""

TARGET_GROUPS = """
group|actual|target|ratio|share_gone|pace|months
North|   220|   200| 1.10|         1|1.10|     2
South|   150|   200| 0.75|         1|0.75|     2
East |      |   100|     |         1|    |     1
"""

RECEIVABLES = """
position|band   |orders|customers|amount|share|over_paid|customers_over_paid|unallotted
1       |to_30  |    10|        8|   600| 0.60|        5|                  1|         0
2       |to_60  |     2|        2|   100| 0.10|        5|                  1|         0
3       |to_90  |     1|        1|    60| 0.06|        5|                  1|         0
4       |over_90|     4|        3|   240| 0.24|        5|                  1|         0
"""

GAPS = """
tier|customers|contacted|median_days|p90_days|to_30|to_90|to_180|over_180|never|inbound|unanswered
A   |       50|       49|         20|     200|   30|   10|     3|       6|    1|     40|         4
B   |      100|       60|         60|     300|   20|   20|    10|      10|   40|     40|         4
none|       10|        0|           |        |    0|    0|     0|       0|   10|      0|         0
"""

PAIRS = """
name_a|name_b|together|orders_a|orders_b|orders|lift|confidence_a_to_b|confidence_b_to_a
tea   |milk  |      12|      20|      30|   200|   4|              0.6|              0.4
"""

PROFILE = """
    value   | customers | share | in_tier | share_in_tier | index | low  | high
    hotel   |       100 |  0.50 |      40 |          0.80 |  1.60 | 1.24 | 1.97
    café    |        80 |  0.40 |       4 |          0.08 |  0.20 | 0.08 | 0.49
    kiosk   |        16 |  0.08 |       4 |          0.08 |  1.00 | 0.41 | 1.98
            |         4 |  0.02 |       2 |          0.04 |       |      |
"""

NEWCOMERS = """
    month      | group  | customers | trend | may_hold_older
    2024-01-01 | search |        20 |       |              1
    2024-01-01 | fair   |         4 |       |              1
    2024-02-01 | search |        10 |  12.0 |              0
    2024-02-01 | fair   |         6 |   5.0 |              0
    2024-03-01 | search |         8 |  11.0 |              0
    2024-03-01 | fair   |         2 |   4.0 |              0
"""

RFM = """
    segment   | customers | share | revenue | share_of_revenue | silent_for | orders_each | revenue_each
    champions |        20 |  0.20 |    8000 |             0.80 |          5 |          12 |          400
    attention |        30 |  0.30 |    1000 |             0.10 |         40 |           3 |           33
    lost      |        50 |  0.50 |    1000 |             0.10 |        200 |           1 |           20
    new       |         0 |  0.00 |       0 |             0.00 |            |             |
"""  # noqa: E501

COHORTS = """
    cohort     | month_number | customers | active | share | may_hold_older
    2024-01-01 |            0 |       100 |    100 |  1.00 |              1
    2024-01-01 |            1 |       100 |     60 |  0.60 |              1
    2024-01-01 |            2 |       100 |     50 |  0.50 |              1
    2024-04-01 |            0 |        50 |     50 |  1.00 |              0
    2024-04-01 |            1 |        50 |     20 |  0.40 |              0
    2024-04-01 |            2 |        50 |        |       |              0
    2024-05-01 |            0 |        10 |        |       |              0
"""

RETENTION = """
    group | days | at_risk | lapsed | survival | low  | high | customers
    A     |    0 |     100 |      0 |     1.00 |      |      |       100
    A     |   91 |     100 |     10 |     0.90 | 0.82 | 0.94 |       100
    A     |  400 |      60 |     10 |     0.75 | 0.65 | 0.83 |       100
    D     |    0 |     200 |      0 |     1.00 |      |      |       200
    D     |   91 |     200 |    100 |     0.50 | 0.43 | 0.57 |       200
    D     |  400 |      40 |      0 |     0.50 | 0.43 | 0.57 |       200
"""

AHEAD = """
    group | customers | expected_orders | alive_share | value | value_each | one_day | under_contract | left | unvalued | basis    | reason | correlation
    D     |       100 |              80 |         0.4 |  -500 |         -5 |      40 |              0 |    9 |        0 | marginal |        |        0.42
    A     |        50 |             300 |         0.9 |  9000 |        180 |       0 |             10 |    0 |        1 | marginal |        |        0.42
"""  # noqa: E501

ONE_AHEAD = """
    lifetime_value | expected_orders | alive | note | typical | below | peers | drawn | reason
               120 |             4.5 |   0.9 |      |     300 |  0.25 |    40 |    40 |
"""

COHORTS_AHEAD = """
    group      | customers | expected_orders | alive_share | value | value_each | one_day | under_contract | left | unvalued | basis    | reason | correlation
    2024-02-01 |        40 |             200 |         0.8 |  4000 |        100 |       4 |              0 |    1 |        0 | marginal |        |        0.1
    2024-01-01 |        20 |              80 |         0.4 |  -100 |         -5 |       4 |              0 |    9 |        0 | marginal |        |        0.1
    2023-12-01 |         4 |               8 |         0.5 |    40 |         10 |       0 |              1 |    0 |        0 | marginal |        |        0.1
               |         3 |               0 |             |    30 |         10 |       0 |              3 |    0 |        0 | marginal |        |        0.1
"""  # noqa: E501

HOLDOUT = """
    week | week_start | is_held_out | actual | expected | actual_so_far | expected_so_far | customers | fitted_to  | reason
       1 | 2024-01-01 |           0 |     10 |       12 |            10 |              12 |        50 | 2024-01-14 |
       2 | 2024-01-08 |           0 |     20 |       18 |            30 |              30 |        50 | 2024-01-14 |
       3 | 2024-01-15 |           1 |     15 |       16 |            45 |              46 |        50 | 2024-01-14 |
       4 | 2024-02-05 |           1 |      5 |        8 |            50 |              54 |        50 | 2024-01-14 |
"""  # noqa: E501

CLASSES = """
    repeats | customers | actual | expected | actual_each | expected_each | fitted_to  | until      | reason
          0 |       100 |     20 |       40 |         0.2 |           0.4 | 2024-01-14 | 2024-02-11 |
          1 |        50 |     35 |       20 |         0.7 |           0.4 | 2024-01-14 | 2024-02-11 |
          6 |         4 |     12 |       10 |             |               | 2024-01-14 | 2024-02-11 |
          7 |        10 |     50 |       55 |         5.0 |           5.5 | 2024-01-14 | 2024-02-11 |
"""  # noqa: E501

QUALITY = """
    level  | table     | column | rows | asked | missing | complete | checked | invalid | valid | compared | repeated | unique | looked_up | unknown | consistent
    all    |           |        |  100 |   200 |      10 |     0.95 |     100 |       0 |     1 |      100 |        0 |      1 |         0 |       0 |
    table  | customers |        |  100 |   200 |      10 |     0.95 |     100 |       0 |     1 |      100 |        0 |      1 |         0 |       0 |
    column | customers | name   |  100 |   100 |      10 |     0.90 |     100 |       0 |     1 |      100 |        0 |      1 |         0 |       0 |
"""  # noqa: E501

COMPLAINED = """
    kind       | complaints | customers | share | cumulative_share
    <b>late</b> |        60 |        50 |   0.6 |              0.6
    billing    |         30 |        30 |   0.3 |              0.9
               |         10 |         9 |   0.1 |                1
"""

WIDESPREAD = """
    month      | kind    | complaints | active_customers | expected | limit | alarm
    2024-01-01 | billing |          3 |              200 |          |       |
    2024-02-01 | billing |          4 |              200 |      3.0 |   9.4 |     0
    2024-03-01 | billing |         31 |              210 |      3.1 |  10.5 |     1
"""

CAUSES = """
    cause | complaints | customers | rated | rating_after | share |  low | high
    slow  |         60 |        50 |    20 |          3.2 |   0.6 |  0.5 |  0.7
    wrong |         40 |        40 |     2 |              |   0.4 |  0.3 |  0.5
          |         12 |        12 |     0 |              |       |      |
"""

AGAIN = """
    group | complaints | repeats | customers | share |  low | high
    late  |        100 |      20 |        15 |   0.2 | 0.13 | 0.29
    bill  |         50 |       0 |         0 |     0 |    0 | 0.07
"""

COMPLAINING = """
    group | complaints | valid | customers | rated_complaints | active_customers | per_1000_active
    B     |         50 |    45 |        40 |               45 |             3000 |            15.0
    A     |         60 |    60 |        40 |               60 |             2000 |            30.0
    C     |         10 |    10 |         9 |               10 |             1000 |            10.0
          |          2 |     2 |         0 |                2 |                  |
"""

IN_TIME = """
    group     | complaints | resolution_median | due | on_time | missed | share |  low | high
    Ann       |         50 |                30 |  50 |      45 |      5 |   0.9 | 0.79 | 0.96
    <i>Bo</i> |         50 |                91 |  50 |      20 |     30 |   0.4 | 0.28 | 0.54
              |          6 |                   |   6 |       0 |      6 |     0 |    0 | 0.39
"""

HANDED = """
    group | complaints | known | handovers | passed_on | rated | rating_after | share
    0     |        540 |   540 |         0 |         0 |   280 |          3.5 |     0
    1     |        135 |   135 |       135 |       135 |    70 |          2.7 |     1
    3+    |         15 |    15 |        45 |        15 |     4 |              |     1
"""

STEPS_DONE = """
    step      | complaints | done | share | median_hours
    apologise |        700 |  630 |  0.90 |            9
    talk      |        700 |  406 |  0.58 |          170
    improve   |        700 |      |       |
"""

EARNED = """
    group     | done | complaints | share | like | gain | gain_low | gain_high | pays
    apologise |    1 |        500 |  0.89 | 0.94 | -0.02 |   -0.09 |      0.05 |    0
    talk      |    1 |        340 |  0.98 | 0.94 |  0.22 |    0.16 |      0.27 |    1
    talk      |    0 |        240 |  0.76 | 0.93 |       |         |           |
"""

THREE = """
    month      | customers | employees |   cash | payments | is_complete
    2024-01-01 |      0.95 |      0.77 |  69000 |       60 |           1
    2024-02-01 |      0.93 |           |  71000 |       61 |           1
    2024-03-01 |      0.94 |      0.70 |  30000 |       20 |           0
"""
