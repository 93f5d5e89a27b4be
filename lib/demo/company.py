"""The sample company written into the source tables of an empty store.

Every chance is a hash of the seed, what is drawn, and whose it is (`uniform` below), never the
next number of a generator. So neither the order of the rows, nor the threads, nor the size of the
batches changes the company; a batch at a time keeps memory flat whatever its size.
"""

import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

from lib.database import Connection
from lib.demo import truth, words
from lib.progress import Progress, silent
from lib.schema import TABLES

SQL = Path(__file__).parent / "sql"

BATCH = 50_000  # customers drawn at a time

CHANCES = """
    create or replace temp macro uniform(what, whose) as
        (hash(xor(hash(getvariable('sample_seed'), what), whose::ubigint)) >> 11)
        / 9007199254740992.0;
    create or replace temp macro normal(what, whose) as
        sqrt(-2 * ln(1 - uniform(what, whose))) * cos(2 * pi() * uniform(what || ' angle', whose));
    create or replace temp macro pick(words, chance) as
        words[1 + floor(chance * len(words))::integer];
"""

# One file a step, in this order for each batch.
BATCH_STEPS = (
    "traits",
    "leads",
    "journeys",
    "opportunities",
    "stage_changes",
    "lives",
    "more_leads",
    "journeys",
    "opportunities",
    "stage_changes",
    "customers",
    "attributes",
    "contracts",
    "planned_orders",
    "reached",
    "baskets",
    "orders",
    "costs_to_serve",
    "answers",
    "ratings",
    "responses",
    "touches",
    "complaints",
    "recovery_steps",
    "returns",
    "payments",
    "interactions",
)
FIRST_STEPS = ("products", "stages", "people")
LAST_STEPS = (
    "walk_ins",
    "counter_payments",
    "targets",
    "campaigns",
    "campaign_days",
    "employee_surveys",
    "events",
    "imports",
)
TEMPORARY = (
    "sample_regions",
    "sample_people",
    "sample_products",
    "sample_stages",
    "sample_aspects",
    "sample_campaigns",
    "sample_events",
    "sample_recovery_steps",
    "sample_units",
    "traits",
    "leads",
    "journeys",
    "lives",
    "planned_orders",
    "reached",
    "baskets",
    "answers",
)


def fill(
    db: Connection, *, customers: int = 5000, seed: int = 1, progress: Progress = silent
) -> None:
    """Write the sample company into `db`, whose source tables exist and are empty.

    `customers` counts the rows of that table, prospects among them. The same seed gives the same
    rows; only the moment of the import comes from the clock. `changes` then says that every month
    is to be built.
    """
    db.execute("set variable sample_seed = $seed", {"seed": seed})
    db.execute(CHANCES)
    _lay_out_words(db)
    known = truth.parameters() | words.parameters()
    known |= {"customers": customers, "walk_ins": int(customers * truth.WALK_INS)}
    for step in FIRST_STEPS:
        _run(db, step, known)
    for first in range(1, customers + 1, BATCH):
        last = min(first + BATCH - 1, customers)
        for position, step in enumerate(BATCH_STEPS):
            done = (first - 1 + (last - first + 1) * position / len(BATCH_STEPS)) / customers
            progress("Inventing customers and what they did", 0.98 * done)
            _run(db, step, known | {"first": first, "last": last})
    progress("Adding up what the campaigns cost", 0.98)
    for step in LAST_STEPS:
        _run(db, step, known)
    _note_fates(db)
    db.execute("insert into changes values (null, null)")
    _clean_up(db)
    progress("The sample company is written", 1.0)


def _run(db: Connection, step: str, known: dict[str, object]) -> None:
    sql = _sql(step)
    db.execute(sql, {name: known[name] for name in set(re.findall(r"\$(\w+)", sql))})


@cache
def _sql(step: str) -> str:
    return (SQL / f"{step}.sql").read_text(encoding="utf-8")


def _lay_out_words(db: Connection) -> None:
    """The vocabularies that are more than a list, as temporary tables."""
    _table(db, "sample_regions", _regions())
    _table(db, "sample_people", [asdict(person) for person in words.PEOPLE])
    _table(db, "sample_products", _products())
    _table(
        db,
        "sample_stages",
        [asdict(stage) | {"position": n} for n, stage in enumerate(truth.STAGES, 1)],
    )
    _table(
        db,
        "sample_aspects",
        [asdict(aspect) | {"position": n} for n, aspect in enumerate(truth.ASPECTS, 1)],
    )
    _table(
        db,
        "sample_campaigns",
        [asdict(campaign) | {"campaign": n} for n, campaign in enumerate(truth.CAMPAIGNS, 1)],
    )
    _table(db, "sample_events", [asdict(event) for event in truth.EVENTS])
    _table(
        db,
        "sample_recovery_steps",
        [asdict(step) | {"position": n} for n, step in enumerate(truth.RECOVERY_STEPS, 1)],
    )
    _table(
        db,
        "sample_units",
        [asdict(unit) | {"position": n} for n, unit in enumerate(truth.UNITS, 1)],
    )


def _table(db: Connection, name: str, rows: list[dict[str, object]]) -> None:
    made = f"create or replace temp table {name} as select unnest($rows, max_depth := 2)"
    db.execute(made, {"rows": rows})


def _regions() -> list[dict[str, object]]:
    """Each region with the span of chances that falls to it."""
    rows, reached = [], 0.0
    for region in words.REGIONS:
        span = {"from_chance": reached, "to_chance": reached + region.weight}
        rows.append(asdict(region) | span)
        reached += region.weight
    rows[-1]["to_chance"] = 1.0
    return rows


def _products() -> list[dict[str, object]]:
    """Each product with its key, and its place among those of its category, cheapest first."""
    rows = []
    for key, product in enumerate(words.PRODUCTS, 1):
        alike = sorted(p.price for p in words.PRODUCTS if p.category == product.category)
        numbered = {
            "product_key": key,
            "product_id": f"P{key:03}",
            "position": 1 + alike.index(product.price),
            "products": len(words.PRODUCTS),
        }
        rows.append(asdict(product) | numbered)
    return rows


def _note_fates(db: Connection) -> None:
    """What the import history shows: every row invented was loaded."""
    for name in TABLES:
        counted = f"""
            insert into import_fates
            select 1, 'sample company', $name, $name, count(*), count(*), 0, 0, 0
            from {name}
        """
        db.execute(counted, {"name": name})


def _clean_up(db: Connection) -> None:
    for name in TEMPORARY:
        db.execute(f"drop table {name}")
    for macro in ("uniform", "normal", "pick"):
        db.execute(f"drop macro {macro}")
    db.execute("reset variable sample_seed")
