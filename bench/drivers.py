"""What drives satisfaction, beside pandas correlating the same answers once."""

from pathlib import Path

from bench.timing import Figure, side_by_side
from lib.build import build
from lib.learn.drivers import satisfaction_drivers
from lib.store import new_generation, open_store

# Answers whose overall score comes from the first three aspects, each moved by one mood.
RATINGS = """
    insert into ratings by name
    select
        format('{:07d}', answer) as response_id,
        date '2026-01-01' + (answer % 28)::integer as answered_on,
        format('aspect {:02d}', aspect) as aspect,
        1 + floor(
            5 * (hash(answer) % 1000) / 1000.0 + 4.99 * (hash(answer, aspect) % 1000) / 1000.0
        ) as perceived,
        1 as scale_min,
        10 as scale_max
    from range($answers) as said(answer), range($aspects) as asked(aspect)
"""
RESPONSES = """
    insert into responses by name
    select
        response_id,
        min(answered_on) as answered_on,
        avg(case when aspect < 'aspect 03' then perceived end)
        + (hash(response_id) % 200) / 100.0 - 1 as overall,
        1 as overall_min,
        11 as overall_max
    from ratings
    group by response_id
"""
ANSWERS = """
    select response_id, aspect, perceived, overall
    from ratings inner join responses using (response_id)
"""


def bench_drivers(folder: Path, answers: int, aspects: int, rounds: int) -> list[Figure]:
    """200 bootstraps of the shares of so many aspects, against one matrix of correlations."""
    with new_generation(folder) as draft:
        draft.connection.execute(RATINGS, {"answers": answers, "aspects": aspects})
        draft.connection.execute(RESPONSES)
        draft.connection.execute("insert into changes values (null, null)")
        build(draft.connection)
    db = open_store(folder).database

    def correlate() -> object:
        said = db.run(ANSWERS)
        wide = said.pivot(index="response_id", columns="aspect", values="perceived")
        return wide.assign(overall=said.groupby("response_id")["overall"].first()).corr()

    ours, theirs = side_by_side(lambda: satisfaction_drivers(db), correlate, rounds)
    size = f"{aspects} aspects, {answers:,} answers"
    return [Figure("satisfaction_drivers", size, ours, "pandas: the correlations once", theirs)]
