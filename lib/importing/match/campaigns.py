"""Campaigns: what they spent and brought day by day, and whom they touched."""

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.meanings import in_our_words
from lib.importing.match.sets import View
from lib.importing.match.sheets import Pick, Sheet

NUMBERS = ("cost", "impressions", "clicks", "leads", "orders", "revenue")


def add_campaign_days(draft: Draft, view: View) -> tuple[str, str]:
    """A row a campaign and day: the campaigns themselves, and their days."""
    sheet = view.sheet
    picks = sheet.picks("campaign_days", True)
    campaign, day = picks["campaign_id"], picks["day"]
    fields = {"campaign_id": picked(campaign), "day": picked(day)}
    fields |= {name: picked(pick) for name in NUMBERS if (pick := picks.get(name))}
    unique = sheet.is_unique([campaign.column, day.column])
    _add_campaigns(draft, sheet, campaign, day)
    if unique:
        return draft.add("campaign_days", sheet, fields)
    path = draft.add("campaign_days", sheet, fields)
    sentence = (
        "{campaign} and {day} stand in several rows: what of them is to be added up must be put "
        "together before."
    )
    draft.say(path, sentence, campaign=campaign.column.name, day=day.column.name)
    return path


def _add_campaigns(draft: Draft, sheet: Sheet, campaign: Pick, day: Pick) -> None:
    own = sheet.picks("campaigns", False)
    draft.type(day.cell, "date")
    first = "A campaign is taken to run from the first day of it in the file."
    last = "A campaign is taken to run until the last day of it in the file."
    fields = {"campaign_id": picked(campaign)}
    name = own.get("name")
    if name and name.column.name != campaign.column.name and name.column.kind == "text":
        fields["name"] = picked(name)
    elif campaign.column.kind == "text":
        fields["name"] = picked(campaign)
    if (channel := own.get("channel")) and channel.column.name != campaign.column.name:
        fields["channel"] = picked(channel)
    fields["started_on"] = guess(f"=min({day.cell.sql})", first)
    fields["ended_on"] = guess(f"=max({day.cell.sql})", last)
    draft.add("campaigns", sheet, fields, keys={"per": campaign.column.name, "keep": "last"})


def add_touches(draft: Draft, view: View) -> tuple[str, str]:
    """Whom a campaign reached: a row a touch with its kind, or a row a message with flags."""
    picks = view.sheet.picks("touches", True)
    shared: dict[str, Filled] = {
        name: picked(picks[name])
        for name in ("campaign_id", "customer_id", "touched_on", "in_control")
        if name in picks
    }
    if kind := picks.get("kind"):
        known = in_our_words(view.sheet.values(kind.column), "touch")
        if known:
            draft.map(kind.cell, known)
            sentence = "{column} is mapped to {words}; look whether it is right."
            told = {"column": kind.column.name, "words": ", ".join(sorted(set(known.values())))}
            fields = shared | {"kind": guess(kind.cell.bare, sentence, **told)}
            return draft.add("touches", view.sheet, fields)
    sent = guess("='sent'", "Each row is taken for a message that was sent.")
    path = draft.add("touches", view.sheet, shared | {"kind": sent})
    for word in ("opened", "clicked", "responded"):
        if word in picks:
            _add_flagged(draft, view.sheet, shared, picks[word], word)
    return path


def _add_flagged(
    draft: Draft, sheet: Sheet, shared: dict[str, Filled], flag: Pick, word: str
) -> None:
    draft.type(flag.cell, "flag")
    kind = guess(f"='{word}'", "Rows where {column} is true.", column=flag.column.name)
    draft.add("touches", sheet, shared | {"kind": kind}, keys={"where": f"={flag.cell.sql}"})
