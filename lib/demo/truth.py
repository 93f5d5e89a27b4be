"""What is true of the sample company: every number its history is drawn from, with its meaning.

The SQL beside this file reads a constant under its name in lower case (`$person_share`), so a
number stands here once. Tests look for these truths with the metrics, which see only the source
tables: what cannot be found there would not be found in a real company either.
"""

from dataclasses import dataclass
from datetime import date

# --- Time: fixed days, never the clock -----------------------------------------------------------

FIRST_DAY = date(2023, 10, 1)  # the first day that has records
LAST_DAY = date(2026, 10, 18)  # the data is complete to here, so October 2026 is unfinished

# --- Who the customers are -----------------------------------------------------------------------

PERSON_SHARE = 0.52  # households; the rest are businesses
SOLD_SHARE = 0.33  # of businesses: courted by the sales team, customers only once a deal is won
OLD_SHARE = 0.40  # of the others: customers before the records begin
GROWTH = 0.90  # below 1, later months bring more new customers than earlier ones
SURVIVORS_ARE_BETTER = 0.35  # old customers stayed for a reason: their traits are this much higher
HOTELS_DISAPPOINTED = 0.6  # hotels are less satisfied by this many standard deviations ...
WORTH_PLEASES = 0.25  # ... and valuable customers more, by so much for each one of value

VALUE_MEAN = 7.0  # log of the yearly revenue from which value is counted ...
VALUE_SPREAD = 1.3  # ... in this many a standard deviation

# --- What they are worth: a heavy tail, so that about 20 % of customers earn about 80 % ----------

PERSON_VALUE = 6.05  # log of a typical household's yearly revenue
PERSON_SPREAD = 0.5  # its standard deviation
BUSINESS_VALUE = 7.85  # the same of a business ...
BUSINESS_SPREAD = 1.2  # ... where a few are worth a hundred others
DEMANDING_SHARE = 0.07  # customers with deep discounts who want much care: they destroy profit
DEMANDING_DISCOUNT = 0.24  # what they are let off the list price
DEMANDING_CARE = 0.22  # support they take up, as a share of their yearly revenue

# --- How they buy --------------------------------------------------------------------------------

PERSON_RHYTHM = 46.0  # days between a household's orders; some take up to a quarter more
BUSINESS_RHYTHM = 40.0  # days between the orders of a business worth BUSINESS_VALUE, more = fewer
UNEVENNESS = 0.22  # an order comes early or late by up to this share of the rhythm
SKIPPED = 0.05  # orders left out now and then: the silences that end in a return
SEASON = (1.06, 0.90, 0.95, 0.95, 0.97, 0.92, 0.86, 0.86, 0.98, 1.04, 1.22, 1.32)  # by month
DRIFT = 0.10  # spread of the yearly growth of a customer's orders
DRIFT_MEAN = 0.02  # its mean
WALK_INS = 0.4  # sales over the counter to nobody known, for each customer in the three years

# --- Why they stay or go -------------------------------------------------------------------------

CHURN_MONTHLY = 0.020  # chance of an average customer stopping within a month
CHURN_BY_SATISFACTION = 0.60  # one standard deviation less satisfied: e^0.6 = 1.8 times the chance
CHURN_BY_VALUE = 0.85  # one standard deviation less value: 2.3 times, so tier D churns most
SAYS_IT_LEAVES_PERSON = 0.08  # of those who stop: households that say so, and when and why ...
SAYS_IT_LEAVES_BUSINESS = 0.30  # ... and businesses
CONTRACT_SHARE = 0.14  # businesses with a yearly service contract for their machine

# --- The event: a new delivery partner fails in March 2026 ---------------------------------------

LATE_SHARE = 0.10  # deliveries later than promised in an ordinary month
EVENT_STARTS = date(2026, 3, 1)  # the month of the failure ...
EVENT_ENDS = date(2026, 3, 31)
EVENT_LATE_SHARE = 0.50  # ... in which half of all deliveries are late, and by more days
EVENT_FADES = date(2026, 4, 30)  # in April the backlog is worked off
FADING_LATE_SHARE = 0.25
EVENT_CHURN_ENDS = date(2026, 5, 31)  # until here customers stop more often because of it
EVENT_CHURN = 1.9  # times the ordinary chance


@dataclass(frozen=True)
class Event:
    happened_on: date
    label: str


EVENTS = (
    Event(EVENT_STARTS, "New delivery partner 更换配送商"),
    Event(EVENT_FADES, "Back to the old partner 恢复原配送商"),
)

# --- What they complain of, and what comes back ---------------------------------------------------

COMPLAINS_BY_DELAY_DAY = 0.05  # chance of a complaint for each day an order is late ...
COMPLAINS_OF_THE_REST = 0.006  # ... and for any order, of something else
LAST_COMPLAINT = 0.16  # of those about to stop: complain of an order of their last month
FIRST_REPLY_HOURS = 5.0  # median
RESOLUTION_HOURS = 30.0  # median, after the first reply
SLOW_OWNER = "Colm Adeyemi"  # takes this many times as long to put a complaint right
SLOWER = 2.5
FORGOTTEN = 0.06  # of complaints: lie for weeks ...
FORGOTTEN_DAYS = 75  # ... at most so many days more
NOBODYS = 0.45  # of those still open that were forgotten: nobody's, and nobody replied
REPAIRED_SHARE = 0.06  # of equipment sold: needs a repair within a year

# --- The surge: a new billing system sends wrong invoices in September 2026 ---------------------

SURGE_KIND = "billing"
SURGE_STARTS = date(2026, 9, 1)  # the latest complete month
SURGE_ENDS = date(2026, 9, 30)
SURGE_SHARE = 0.016  # of orders that arrive in it: their invoice is complained of
SURGE_FORGOTTEN = 0.5  # of these complaints: lie for weeks

# --- How complaints are put right -----------------------------------------------------------------


@dataclass(frozen=True)
class RecoveryStep:
    """`share` of complaints it is done for, `median_hours` after the complaint. Solving is done
    when the complaint is resolved; of talking see below."""

    step: str
    share: float
    median_hours: float


# Talking it over within two weeks goes with staying: it was done for most of those who trade again
# on the days 15 to 104 after the complaint and for few of those who do not. No other step does.
RECOVERY_PAYS = "talk"
TALKED_STAYED = 0.62
TALKED_LEFT = 0.08
RECOVERY_STEPS = (
    RecoveryStep("apologise", 0.86, 9),
    RecoveryStep("solve", 0.97, 0),
    RecoveryStep("talk", 0.0, 0),
    RecoveryStep("delight", 0.22, 120),
    RecoveryStep("improve", 0.16, 260),
    RecoveryStep("report", 0.31, 200),
    RecoveryStep("keep_in_touch", 0.38, 420),
)

# --- How employees judge us: a monthly survey, on a scale from 1 to 5 ----------------------------


@dataclass(frozen=True)
class Unit:
    unit: str
    score: float  # mean
    event_hurts: float  # points lost from the event's month until its churn ends


EMPLOYEES_EACH = 12  # of each unit ...
EMPLOYEE_ANSWERS = 0.6  # ... of whom so many answer in a month
UNITS = (
    Unit("Service 客户服务", 3.7, 0.6),
    Unit("Warehouses 仓库", 3.8, 0.9),
    Unit("Sales 销售", 4.0, 0.1),
    Unit("Roastery 烘焙", 4.1, 0.0),
)
EMPLOYEE_ASPECTS = ("leadership", "workload", "tools", "recognition", "growth")

# --- How they judge us ---------------------------------------------------------------------------

ANSWER_SHARE = 0.055  # orders followed by a filled-in survey
ANONYMOUS_SHARE = 0.03  # of answers: nobody knows whose
MOOD = 0.85  # scale points an aspect gains for one standard deviation of satisfaction
DAY_OF_THE_ANSWER = 0.45  # scale points by which all aspects of one answer move together
OVERALL_NOISE = 0.45  # what the overall score holds beyond the aspects


@dataclass(frozen=True)
class Aspect:
    """One question of the survey, on a scale from 1 to 10."""

    aspect: str
    layer: str
    expected: float  # mean
    perceived: float  # mean, before delays
    importance: float  # mean, 1 to 5
    drives: float  # points of the overall score for one point of this aspect
    delay_hurts: float = 0.0  # points lost for each day a delivery is late


# "timely" is the one to fix first: furthest below what is expected, and the strongest driver of
# the overall score. "price" disappoints too but drives little; "easy ordering" shines and drives
# nothing.
FIX_FIRST = "timely"
ASPECTS = (
    Aspect("product quality", "core product", 8.7, 8.4, 4.6, 0.16),
    Aspect("range", "core product", 7.7, 7.5, 3.4, 0.02),
    Aspect("price", "core product", 8.1, 6.9, 4.0, 0.03),
    Aspect("timely", "process & technology", 8.8, 7.1, 4.5, 0.42, delay_hurts=0.45),
    Aspect("accurate", "process & technology", 8.6, 8.0, 4.1, 0.05),
    Aspect("consistent", "process & technology", 8.2, 7.6, 3.9, 0.05),
    Aspect("reliable", "process & technology", 8.6, 7.9, 4.3, 0.08, delay_hurts=0.25),
    Aspect("easy ordering", "process & technology", 7.6, 8.0, 3.2, 0.01),
    Aspect("friendly contact", "emotion", 8.0, 7.9, 3.8, 0.06),
    Aspect("feeling valued", "emotion", 8.1, 7.3, 3.9, 0.20, delay_hurts=0.10),
)
OVERALL_MEAN = 7.6  # the overall score of an average customer whose delivery came in time

# --- The sales funnel ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    stage: str
    advances: float  # chance of getting further
    median_days: float


# Four in five get past a stage, but only half past the proposal, where deals also lie longest.
# Together they win about a quarter.
BOTTLENECK = "Proposal"
STAGES = (
    Stage("Enquiry", 0.78, 5),
    Stage("Qualified", 0.82, 9),
    Stage("Tasting", 0.88, 12),
    Stage("Proposal", 0.52, 28),
    Stage("Negotiation", 0.90, 10),
)
STAGE_DAYS_SPREAD = 0.65  # of the logarithm of the days a deal spends in a stage
FORGOTTEN_SHARE = 0.006  # deals that enter a stage and lie there for ever
MORE_SHARE = 0.50  # businesses already customers that are offered more, once
MORE_AMOUNT = 0.35  # what that is worth, as a share of their yearly revenue

# --- What they pay, and what is left open --------------------------------------------------------

PAYMENT_DAYS = 19.0  # median until a business pays; households pay when they order
PAYMENT_DAYS_SPREAD = 0.45  # of the logarithm of these days
PAYS_LATE = "restaurant"  # the industry that takes twice as long ...
LATE_PAYMENT_DAYS = 44.0  # ... at the median
NEVER_PAID_PERSON = 0.002  # of a household's orders
NEVER_PAID = 0.006  # of a business's orders ...
NEVER_PAID_WHEN_LEAVING = 0.30  # ... and of those in the two months before it stops
NAMES_NO_ORDER = 0.06  # of businesses: pay without saying which order
PAID_BACK = 0.85  # of refunds on orders that were paid; the rest is owed to the customer

# --- What is to be reached -----------------------------------------------------------------------

TARGET_GROWTH = 0.20  # over last year, for everyone: reached in some months, missed in others ...
STRETCHED_REGION = "华南"  # ... and where more was asked than can be reached
STRETCHED_GROWTH = 0.45

# --- Who is spoken to ----------------------------------------------------------------------------

NEGLECTS = "Dmitri Salcedo"  # speaks to none of his businesses any more ...
NEGLECTED_FROM = date(2026, 2, 1)  # ... since this day, though visits are still charged
CALLED = 0.10  # of a business's orders: the seller calls or writes after it
ASKS_FIRST = 0.45  # of support taken up: the customer wrote or called first ...
ANSWER_HOURS = 12.0  # ... and was answered after so many hours, at the median
UNANSWERED = 0.04  # of these contacts never answered ...
UNANSWERED_WEB = 0.45  # ... and of those through the web form, which nobody is in charge of

# --- Campaigns -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Campaign:
    """`lift` is what the campaign truly does: the chance that a touch brings one order more.

    `audience`: households, or small businesses. `timing`: "after an order" touches a customer a
    week after an order in the span; "first day" touches all on the first day; "lost" touches, day
    by day over the span, those who stopped in the nine months before. Campaigns to win have
    neither: their customers are those who came through their channel in their span, and
    `names_days` long their orders name the campaign.
    """

    campaign_id: str
    name: str
    channel: str
    purpose: str
    started_on: date
    ended_on: date
    cost_each: float  # for each customer touched or won, lead of a fair, or customer there is
    audience: str | None = None
    timing: str | None = None
    reach: float = 0.0  # share of the audience
    control: float = 0.0  # share of those chosen who are held back for comparison
    lift: float = 0.0
    names_days: int = 0
    by_day: bool = False  # its channel reports cost and clicks by day
    claims: float = 0.0  # revenue the channel claims for each unit of money spent


# The voucher truly pays: 36 households in 100 order once more. The gift box looks as if it paid,
# because those who get it order in December anyway; its control group shows that it changes
# nothing. Search buys customers at a price that rises every year.
PAYS = "K05"
DOES_NOT_PAY = "K04"
CAMPAIGNS = (
    Campaign("W01", "Search 2024 搜索推广", "search ads", "win",
             date(2023, 10, 1), date(2024, 9, 30), 72, names_days=60, by_day=True),
    Campaign("W02", "Search 2025 搜索推广", "search ads", "win",
             date(2024, 10, 1), date(2025, 9, 30), 100, names_days=60, by_day=True),
    Campaign("W03", "Search 2026 搜索推广", "search ads", "win",
             date(2025, 10, 1), date(2026, 9, 30), 140, names_days=60, by_day=True),
    Campaign("W04", "Picture feed, first flight", "social ads", "win",
             date(2024, 3, 1), date(2024, 12, 31), 240, names_days=60, by_day=True),
    Campaign("W05", "Picture feed, second flight", "social ads", "win",
             date(2025, 5, 1), date(2026, 4, 30), 190, names_days=60, by_day=True),
    Campaign("W06", "Friends bring friends 老友荐新友", "referral", "win",
             date(2024, 1, 8), date(2026, 9, 30), 68, names_days=60),
    Campaign("W07", "Autumn trade fair 2024", "trade fair", "win",
             date(2024, 10, 14), date(2024, 12, 1), 190, names_days=180),
    Campaign("W08", "秋季餐饮展 2025", "trade fair", "win",
             date(2025, 10, 13), date(2025, 11, 30), 190, names_days=180),
    Campaign("W09", "Spring trade fair 2026", "trade fair", "win",
             date(2026, 4, 13), date(2026, 5, 31), 190, names_days=180),
    Campaign("W10", "Short films 短视频", "video ads", "win",
             date(2026, 1, 5), date(2026, 2, 28), 0.6, by_day=True, claims=0.65),
    Campaign("K01", "Summer sampler 夏日试饮", "post", "keep",
             date(2024, 7, 1), date(2024, 7, 31), 15, audience="households",
             timing="first day", reach=0.7, lift=0.05),
    Campaign("K02", "New harvest letter 春茶上市", "e-mail", "keep",
             date(2025, 3, 17), date(2025, 4, 15), 9, audience="households",
             timing="first day", reach=0.8, lift=0.10),
    Campaign("K03", "Barista call 咖啡师回访", "phone", "keep",
             date(2025, 5, 1), date(2025, 9, 30), 24, audience="small businesses",
             timing="after an order", reach=0.5, lift=0.06),
    Campaign("K04", "New Year gift box 新年礼盒", "post", "keep",
             date(2025, 12, 1), date(2025, 12, 31), 13, audience="households",
             timing="first day", reach=0.85, control=0.3, lift=0.0),
    Campaign("K05", "Second-cup voucher 第二杯礼券", "e-mail", "keep",
             date(2026, 4, 1), date(2026, 8, 31), 8, audience="households",
             timing="after an order", reach=0.8, control=0.33, lift=0.36),
    Campaign("K06", "Come-back parcel 盼君归来", "post", "keep",
             date(2024, 9, 2), date(2025, 6, 30), 10, audience="households",
             timing="lost", reach=0.8, lift=0.22),
)  # fmt: skip
DAYS_AFTER_ORDER = 7  # when a campaign timed after an order touches
NAMES_CAMPAIGN = 0.55  # orders due to a touch that carry its voucher and so name it
OPENED = 0.42  # of e-mails sent
CLICKED = 0.30  # of those opened
FAIR_SHARE = 0.45  # leads of the weeks after a fair that come from it


def parameters() -> dict[str, object]:
    """Every constant above that is a plain value, under the name the SQL knows it by."""
    plain = (int, float, str, date, tuple)
    rows = {"ASPECTS", "STAGES", "CAMPAIGNS", "EVENTS", "RECOVERY_STEPS", "UNITS"}
    return {
        name.lower(): list(value) if isinstance(value, tuple) else value
        for name, value in globals().items()
        if name.isupper() and name not in rows and isinstance(value, plain)
    }
