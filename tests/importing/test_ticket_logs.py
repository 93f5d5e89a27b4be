"""Complaints told by their events, one row each: known answers; and complaints of banks, whose
promptness pandas works out too."""

from datetime import date, datetime, timedelta
from random import Random

import pandas as pd
import pytest

from lib.build import build
from lib.database import Database
from lib.metrics.promptness import promptness
from lib.settings import Settings
from tests.importing.matching import Matching, guesses
from tests.importing.test_match_realdata import real, texts  # noqa: F401
from tests.metrics import plain_service


@pytest.fixture
def matching(tmp_path):
    return Matching(tmp_path)


LOG = """\
    Ticket ID,Timestamp,Status,Agent,Customer ID,Category,Priority
    T1,2024-03-01 09:00:00,New,,C1,Delivery,High
    T1,2024-03-01 10:30:00,First response sent,Ann,C1,Delivery,High
    T1,2024-03-02 09:00:00,Resolved,Ann,C1,Delivery,High
    T1,2024-03-03 09:00:00,Closed,Ann,C1,Delivery,High
    T1,2024-03-04 09:00:00,Survey sent,Ann,C1,Delivery,High
    T2,2024-03-03 09:00:00,New,,C2,Billing,Low
    T2,2024-03-03 12:00:00,Assigned,Ann,C2,Billing,Low
    T2,2024-03-04 12:00:00,Reassigned,Ben,C2,Billing,Low
    T2,2024-03-05 12:00:00,Resolved,Ben,C2,Billing,Low
    T2,2024-03-06 12:00:00,Reopened,Ben,C2,Billing,Low
    T3,2024-03-05 09:00:00,New,,C1,Billing,Low
"""
TOLD = """
    select complaint_id, customer_id, kind, owner, handovers,
        opened_at, first_reply_at, resolved_at
    from complaints
    order by complaint_id
"""


def test_a_log_of_tickets_by_hand(matching):
    proposal = matching.propose({"tickets.csv": LOG})
    at = datetime.fromisoformat
    assert matching.load(proposal).rows(TOLD) == [
        (
            *("T1", "C1", "Delivery", "Ann", 0),
            *(at("2024-03-01 09:00"), at("2024-03-01 10:30"), at("2024-03-02 09:00")),
        ),
        ("T2", "C2", "Billing", "Ben", 1, at("2024-03-03 09:00"), None, None),
        ("T3", "C1", "Billing", None, 0, at("2024-03-05 09:00"), None, None),
    ]
    said = guesses(proposal)
    assert "taken for a complaint" in said["complaints",]
    assert "First response sent" in said["complaints", "first_reply_at"]


def test_cases_that_are_put_right_are_complaints_and_those_that_are_won_are_deals(matching):
    head = "case:concept:name,concept:name,time:timestamp\n"
    helped = "".join(
        f"C{n},{what},2024-03-0{day} 10:00:00\n"
        for n in range(4)
        for day, what in enumerate(["Create ticket", "Reply to customer", "Ticket closed"], 1)
    )
    proposal = matching.propose({"helpdesk.csv": head + helped})
    assert "opportunities" not in proposal.recipe
    found = "select count(*), count(first_reply_at), count(resolved_at) from complaints"
    assert matching.load(proposal).row(found) == (4, 4, 4)
    sold = helped.replace("Ticket closed", "Closed won").replace("Create ticket", "Lead")
    assert "opportunities" in matching.propose({"log.csv": head + sold}).recipe


def invented(chance, n):
    """A ticket's events, what is true of it, and how often it was passed on."""
    at = opened = datetime(2024, 3, 1) + timedelta(minutes=chance.randint(0, 14 * 1440))
    events, replied, resolved, passed = [(opened, "Created", "Ann")], None, None, 0
    for _ in range(chance.randint(0, 6)):
        at += timedelta(minutes=chance.randint(1, 1500))
        event = chance.choice(["Answered", "Transferred", "Waiting", "Comment added", "Resolved"])
        events.append((at, event, chance.choice(["Ann", "Ben", "Cy"])))
        replied = replied or (at if event == "Answered" else None)
        passed += event == "Transferred"
        if event == "Resolved":
            resolved = at
        elif event != "Comment added":
            resolved = None
    return events, (opened, replied, resolved, chance.choice(["high", "low"])), passed


def test_a_simulated_log_gives_the_promptness_it_was_made_with(matching):
    chance = Random(3)
    tickets = [invented(chance, n) for n in range(80)]
    lines = [
        f"T{n:03},{moment:%Y-%m-%d %H:%M:%S},{event},{agent},{truth[3]}"
        for n, (events, truth, _) in enumerate(tickets)
        for moment, event, agent in events
    ]
    chance.shuffle(lines)  # a log need not be in order
    head = "Ticket ID,Timestamp,Status,Agent,Priority\n"
    loaded = matching.load(matching.propose({"ticket_log.csv": head + "\n".join(lines) + "\n"}))
    found = loaded.rows(
        "select opened_at, first_reply_at, resolved_at, severity, handovers from complaints "
        "order by complaint_id"
    )
    assert found == [(*truth, passed) for _, truth, passed in tickets]

    build(loaded.db)
    settings = Settings(
        sla_by_severity="high=8, low=20",
        service_opens=8,
        service_closes=18,
        service_days="12345",
    )
    day = date(2024, 3, 14)
    known = [
        (
            opened,
            replied if replied and replied.date() <= day else None,
            resolved if resolved and resolved.date() <= day else None,
            severity,
        )
        for _, (opened, replied, resolved, severity), _ in tickets
        if opened.date() <= day
    ]
    expected = plain_service.promptness(
        known, datetime(2024, 3, 15), {"high": 8, "low": 20}, 48, 8, 18, "12345"
    )
    row = promptness(Database(loaded.db), by="all", as_of=day, settings=settings).iloc[0]
    assert row["complaints"] == len(known)
    for name, value in expected.items():
        assert pd.isna(row[name]) if value is None else row[name] == pytest.approx(value), name


def test_complaints_of_banks_are_as_prompt_as_pandas_says(real, texts):  # noqa: F811
    """Sent on to the bank is the first reply, and the end of those called closed; 23 are said to
    have been sent on before they came: they were that day."""
    closed = "\"company_response_to_consumer\" like 'Closed%'"
    came, sent_on = (
        f"strptime(\"date_{what}\", '%m/%d/%Y')" for what in ("received", "sent_to_company")
    )
    sent = f"greatest({sent_on}, {came})"
    loaded = real("cfpb/*.csv").guessed(
        complaints={
            "first_reply_at": f"={sent}",
            "resolved_at": f"=case when {closed} then {sent} end",
        }
    )
    build(loaded.db)
    file = texts("cfpb/consumer_complaints_1000_2013.csv")
    opened = pd.to_datetime(file.date_received, format="%m/%d/%Y")
    hours = (pd.to_datetime(file.date_sent_to_company, format="%m/%d/%Y") - opened) / pd.Timedelta(
        hours=1
    )
    assert (hours < 0).sum() == 23
    hours = hours.clip(lower=0)
    is_closed = file.company_response_to_consumer.str.startswith("Closed")
    waits = hours.where(
        is_closed, (opened.max() + pd.Timedelta(days=1) - opened) / pd.Timedelta(hours=1)
    )
    row = promptness(Database(loaded.db), by="all", settings=Settings(sla_hours=72)).iloc[0]
    assert row["complaints"] == len(file) == 1000
    assert row["reply_median"] == hours.sort_values().iloc[len(hours) // 2 - 1]
    assert row["reply_p90"] == hours.sort_values().iloc[len(hours) * 9 // 10 - 1]
    assert row["on_time"] == ((waits <= 72) & is_closed).sum()
    assert row["missed"] == (waits > 72).sum()
    assert row["not_due"] == ((waits <= 72) & ~is_closed).sum()
