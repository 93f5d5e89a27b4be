"""Hours that count, waits and shares, in loops: a second opinion on lib/metrics/promptness.py."""

from datetime import datetime, time, timedelta


def hours_counted(start, end, opens, closes, days):
    """Hours from start to end within the hours of the days that count, a day at a time."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if str(day.isoweekday()) in days:
            midnight = datetime.combine(day, time())
            begin = max(start, midnight + timedelta(hours=opens))
            finish = min(end, midnight + timedelta(hours=closes))
            total += max(finish - begin, timedelta())
        day += timedelta(days=1)
    return total.total_seconds() / 3600


def quantile(waits, share):
    """The first hours at which at most `share` still wait; waits are (hours, is over)."""
    still = 1.0
    for hours in sorted({hours for hours, _ in waits}):
        at_risk = sum(other >= hours for other, _ in waits)
        over = sum(other == hours and is_over for other, is_over in waits)
        still *= 1 - over / at_risk
        if still <= share + 1e-9:
            return hours
    return None


def promptness(complaints, now, sla, usual, opens, closes, days):
    """What the metric says of these complaints, which are (opened, replied, resolved, severity)."""
    replies, ends, fates = [], [], []
    for opened, replied, resolved, severity in complaints:

        def since_opened(moment, opened=opened):
            return hours_counted(opened, moment, opens, closes, days)

        if replied:
            replies.append((since_opened(replied), True))
        elif not resolved:
            replies.append((since_opened(now), False))
        hours = since_opened(resolved or now)
        ends.append((hours, resolved is not None))
        if hours > sla.get(severity, usual) + 1e-9:
            fates.append("missed")
        else:
            fates.append("on_time" if resolved else "not_due")
    return {
        "reply_median": quantile(replies, 0.5),
        "reply_p90": quantile(replies, 0.1),
        "resolution_median": quantile(ends, 0.5),
        "resolution_p90": quantile(ends, 0.1),
        **{fate: fates.count(fate) for fate in ("on_time", "missed", "not_due")},
    }
