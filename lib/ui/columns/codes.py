"""The codes that stand in columns, in words."""

from lib.languages import N_

TIERS = {"none": N_("not ranked")}
KINDS = {"business": N_("business"), "person": N_("person")}
SIZES = {
    "large": N_("large"),
    "medium": N_("medium"),
    "small": N_("small"),
    "none": N_("not known"),
}
BADGES = {
    "destroys_profit": N_("destroys profit"),
    "top_20": N_("top 20%"),
    "other_80": N_("the other 80%"),
}
FLOWS = {
    "stayed": N_("stayed"),
    "churned": N_("churned"),
    "won_back": N_("won back"),
    "arrived": N_("arrived"),
    "arrived_and_left": N_("arrived and left"),
}
FATES = {
    "open": N_("still open"),
    "advanced": N_("advanced"),
    "won": N_("deal won"),
    "lost": N_("deal lost"),
    "on_time": N_("put right in time"),
    "missed": N_("too late"),
    "not_due": N_("not due yet"),
}
REPAIRS = {
    "missing": N_("missing"),
    "invalid": N_("breaks a rule"),
    "repeated": N_("doubled"),
    "unknown": N_("not known"),
}
LEVELS = {
    "none": N_("no step"),
    "cognitive": N_("cognitive"),
    "affective": N_("affective"),
    "conative": N_("conative"),
    "action": N_("action"),
}
PARTS = {
    "new": N_("new or back"),
    "grown": N_("brings more"),
    "shrunk": N_("brings less"),
    "lost": N_("no longer buys"),
    "unchanged": N_("unchanged"),
    "not_known": N_("not known"),
}
STOOD = TIERS | {"new": N_("no customer yet"), "left": N_("no longer buys")}
NOTES = {
    "one trade day": N_("one trade day"),
    "under contract": N_("under contract"),
    "left": N_("left us"),
}
ARMS = {"treated": N_("treated"), "control": N_("control")}
