"""What a company promises who complains, written as one line of text each: hours by severity,
working days, the steps of putting a complaint right."""

STEPS = ("apologise", "solve", "talk", "delight", "improve", "report", "keep_in_touch")

# As many severities may have hours of their own; a SQL file names each.
MOST_SEVERITIES = 6
MOST_HOURS = 8760

WEEK = "1234567"  # Monday is 1


def hours_by_severity(text: str) -> dict[str, float] | None:
    """`high=24, low=96` as hours by severity, in lower case; None where it reads otherwise."""
    hours: dict[str, float] = {}
    for part in _parts(text):
        word, equals, number = (piece.strip() for piece in part.rpartition("="))
        value = _number(number)
        if not equals or not word or word.lower() in hours or value is None:
            return None
        hours[word.lower()] = value
    return hours if len(hours) <= MOST_SEVERITIES else None


def working_days(text: str) -> str | None:
    """`12345` is Monday to Friday; None where it is no choice of days in their order."""
    return text if text and text == "".join(day for day in WEEK if day in text) else None


def steps_of(text: str) -> tuple[str, ...] | None:
    """`apologise, solve` as the steps in this order; None where one is unknown or told twice."""
    steps = tuple(part.lower() for part in _parts(text))
    if not steps or not set(steps) <= set(STEPS) or len(set(steps)) < len(steps):
        return None
    return steps


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value <= MOST_HOURS else None
