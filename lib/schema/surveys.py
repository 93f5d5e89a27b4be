"""What customers and employees answer when they are asked."""

from lib.schema.shape import (
    DAY,
    NUMBER,
    TEXT,
    Column,
    Rule,
    Table,
    not_negative,
    one_of,
    within_scale,
)

RATINGS = Table(
    "ratings",
    "Survey answers by aspect: one row a response and aspect.",
    key=("response_id", "aspect"),
    columns=(
        Column("response_id", TEXT, "one filled-in survey", required=True),
        Column("customer_id", TEXT, "who answered, where it is known"),
        Column("order_id", TEXT, "the order asked about"),
        Column("product_id", TEXT, "the product asked about"),
        Column("answered_on", DAY, "day of the answer"),
        Column("aspect", TEXT, "what was judged, such as punctuality", required=True),
        Column("layer", TEXT, "core product, process & technology, or emotion"),
        Column("expected", NUMBER, "what was expected, in scale points"),
        Column("perceived", NUMBER, "what was perceived, in scale points", required=True),
        Column("importance", NUMBER, "how much the aspect matters to the respondent"),
        Column("scale_min", NUMBER, "lowest point of the scale"),
        Column("scale_max", NUMBER, "highest point of the scale"),
    ),
    rules=(
        one_of("layer", "core product", "process & technology", "emotion"),
        Rule("scale_min is below scale_max", "scale_min < scale_max"),
        Rule("scale_max is above 0", "scale_max > 0"),
        within_scale("expected", "scale_min", "scale_max"),
        within_scale("perceived", "scale_min", "scale_max"),
        not_negative("importance"),
    ),
)

RESPONSES = Table(
    "responses",
    "Overall answers of a survey: one row a response.",
    key=("response_id",),
    columns=(
        Column("response_id", TEXT, "one filled-in survey", required=True),
        Column("customer_id", TEXT, "who answered, where it is known"),
        Column("order_id", TEXT, "the order asked about"),
        Column("product_id", TEXT, "the product asked about"),
        Column("answered_on", DAY, "day of the answer"),
        Column("survey", TEXT, "which survey it was"),
        Column("overall", NUMBER, "overall satisfaction, in scale points"),
        Column("overall_min", NUMBER, "lowest point of the overall scale"),
        Column("overall_max", NUMBER, "highest point of the overall scale"),
        Column("recommend", NUMBER, "would recommend us, 0 to 10"),
        Column("prefers_us", NUMBER, "prefers us to others, 1 to agree_max"),
        Column("will_buy_again", NUMBER, "will buy again, 1 to agree_max"),
        Column("agree_max", NUMBER, "highest point of the agreement scale"),
    ),
    rules=(
        Rule("overall_min is below overall_max", "overall_min < overall_max"),
        within_scale("overall", "overall_min", "overall_max"),
        Rule("recommend lies between 0 and 10", "recommend between 0 and 10"),
        Rule(
            "prefers_us lies between 0 and agree_max",
            "prefers_us between 0 and coalesce(agree_max, prefers_us)",
        ),
        Rule(
            "will_buy_again lies between 0 and agree_max",
            "will_buy_again between 0 and coalesce(agree_max, will_buy_again)",
        ),
    ),
)

EMPLOYEE_SURVEYS = Table(
    "employee_surveys",
    "How satisfied employees are: one row an answer to one aspect.",
    key=("answered_on", "respondent", "unit", "aspect"),
    columns=(
        Column("answered_on", DAY, "day of the answer", required=True),
        Column("respondent", TEXT, "who answered, or a number that stands for them"),
        Column("unit", TEXT, "department or place they work in"),
        Column("aspect", TEXT, "what was asked about, such as leadership"),
        Column("score", NUMBER, "the answer, in scale points", required=True),
        Column("score_max", NUMBER, "highest point of the scale"),
    ),
    rules=(
        Rule("score_max is above 0", "score_max > 0"),
        Rule(
            "score lies between 0 and score_max", "score between 0 and coalesce(score_max, score)"
        ),
    ),
)
