"""What customers complain of, how it is put right, and what that earns."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

SERVICE = {
    "complaints": Definition(
        N_(
            "Complaints a month of 1,000 active customers = valid complaints of complete months "
            "÷ the customers active at those months' starts. Valid = not proved unfounded. A group "
            "of customers is held against its own active ones, a kind of complaint against all."
        ),
        OURS,
        "complaints",
    ),
    "complaint_pareto": Definition(
        N_(
            "Complaints of the period that were not proved unfounded, by what they are about. "
            "Share = complaints of the kind ÷ all of them."
        ),
        N_("Pareto's rule: few kinds make up most"),
        "complaints",
    ),
    "widespread_complaints": Definition(
        N_(
            "Expected = valid complaints of the kind in the 12 months before (at least 6), for as "
            "many active customers. Alarm = more than the limit, which chance alone exceeds once "
            "in a thousand months: the higher of a count's chance limit and one that allows for "
            "months as uneven as those before."
        ),
        N_("our own rule: negative binomial and Student's t, as for lost customers"),
        "complaints",
    ),
    "repeat_complaints": Definition(
        N_(
            "Again = complaints made at most 90 days after one of the same customer and kind ÷ "
            "complaints of a known customer and kind."
        ),
        N_("our own rule, where the sources give none; interval: Wilson 1927"),
        "complaints",
    ),
    "failure_causes": Definition(
        N_(
            "What went wrong: promised what cannot be given, too slow, wrong or incomplete, "
            "impolite, harmed another interest. Share of the valid complaints whose cause is told."
        ),
        N_("interval: Wilson 1927"),
        "complaints",
    ),
    "promptness": Definition(
        N_(
            "On time = put right within the hours of its severity ({sla}) ÷ complaints put right "
            "or past due; one that is open and not due yet is left out. Median and 90th percentile "
            "of hours by Kaplan-Meier, open ones censored. Only the hours that count are counted; "
            "now is the end of the as-of day."
        ),
        N_("Kaplan & Meier 1958; interval: Wilson 1927"),
        "complaints",
    ),
    "escalation": Definition(
        N_(
            "Open complaints by how far they are past the hours of their severity ({sla}): level 1 "
            "past them, 2 and 3 past {level_2} and {level_3} times as many. The highest level "
            "first, in it tier A first, then what is nobody's. Next step = the first of your steps "
            "of recovery that is not done."
        ),
        N_("whoever hears a complaint owns it; the levels are our own"),
        "complaints",
    ),
    "handovers": Definition(
        N_(
            "Passed on = complaints with at least one hand-over ÷ complaints of which the number "
            "is known. Content = mean rating of how it was handled, 1 to 5, from five answers on."
        ),
        N_("whoever hears a complaint owns it; interval: Wilson 1927"),
        "complaints",
    ),
    "recovery": Definition(
        N_(
            "Share = valid complaints for which the step is done ÷ all of them; whatever is put "
            "right is solved. Hours are the median from the complaint to the step."
        ),
        N_("the seven steps of putting a complaint right"),
        "complaints",
    ),
    "recovery_effect": Definition(
        N_(
            "Trade again = trade on days 15 to 104 after the complaint, where these are over, less "
            "the same share of like customers without a complaint: same tier, month and days since "
            "the last order. Gain = that with the step done by day 14 less that without it. Who is "
            "talked to may be who would have stayed: an association, no proof."
        ),
        N_("our own rule: matched controls; significance after Bonferroni"),
        "recovery_steps",
    ),
    "best_remedy": Definition(
        N_(
            "Trade again after a remedy against the others pooled, in the same mix of severity and "
            "tier. A remedy works best with at least 30 complaints and a lower bound above the "
            "others, allowing for as many as are tried; else no difference is shown."
        ),
        N_("Mantel & Haenszel 1959; Bonferroni"),
        "complaints",
    ),
}
