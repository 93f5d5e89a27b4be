"""Charts and sentences of customers lost: what is drawn where, and said how."""

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, BRAND
from lib.charts.losses import MOST_REASONS
from lib.findings import FINDINGS
from lib.findings.losses import how_losses_stand
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels


def said(by_month, by_reason=frames.LOST, say=ENGLISH):
    return how_losses_stand(frame(by_month), frame(by_reason), say)


def test_the_grid_has_a_cell_for_each_reason_and_size_the_costliest_reason_first():
    figure = charts.losses_by_reason(frame(frames.LOST), ENGLISH)
    (cells,) = figure.data
    assert [tuple(mark[1:]) for mark in cells.customdata] == [
        ("fell_silent", "small"),
        ("fell_silent", "large"),
        ("<b>price</b>", "medium"),
        ("left", "none"),
    ]
    assert list(cells.y) == [0, 0, 1, 2]
    assert {"Large", "Medium", "Small", "Size not known"} <= set(labels(figure))


def test_a_reason_of_the_company_is_text_and_never_markup():
    figure = charts.losses_by_reason(frame(frames.LOST), ENGLISH)
    drawn = [note.text for note in figure.layout.annotations]
    assert any("&#60;b&#62;price" in text for text in drawn)


def test_more_reasons_than_are_drawn_are_told():
    many = frames.LOST + "".join(
        f"    r{n} | small | 1 | 1 | 0 | 0 | | |\n" for n in range(MOST_REASONS)
    )
    (cells,) = charts.losses_by_reason(frame(many), ENGLISH).data
    assert len(set(cells.y)) == MOST_REASONS
    assert caveats("losses_by_reason", frame(many), ENGLISH)[0].startswith(
        "Further reasons not drawn: 3."
    )


def test_a_month_of_alarm_has_its_own_mark_and_number():
    figure = charts.losses_against_usual(frame(frames.LOST_MONTHS), ENGLISH)
    line = figure.data[-1]
    assert list(line.marker.symbol) == ["circle", "circle", "diamond"]
    assert list(line.marker.color) == [BRAND, BRAND, BAD]
    assert [mark[1] for mark in line.customdata] == ["2024-01-01", "2024-02-01", "2024-03-01"]
    assert labels(figure) == ["Limit 12", "Usual 5", "13"]
    assert [len(limit.x) for limit in figure.data[:2]] == [2, 2]


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "losses_by_reason",
            frames.LOST,
            "105 customers lost, who had brought $13K; most of it went for: Fell silent",
        ),
        ("losses_against_usual", frames.LOST_MONTHS, "More than chance explains in Mar 2024"),
        (
            "value_lost_by_month",
            frames.LOST_MONTHS,
            "$13K in 3 months, most of it in Feb 2024: $7K",
        ),
        (
            "returns_by_step",
            frames.WON_BACK,
            "100 came back, 40% after something we did; most often: A campaign reached them",
        ),
    ],
)
def test_a_finding_says_the_number_behind_it(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH) == sentence


def test_the_page_says_first_whether_losses_are_unusual_and_why():
    assert said(frames.LOST_MONTHS) == (
        "Alarm: 13 large and medium customers were lost in Mar 2024, where 5 were to be expected "
        "and chance explains at most 12. 77% of the value lost fell silent without a word: call "
        "them first."
    )
    calm = frames.LOST_MONTHS.replace("12.0 |     1", "14.0 |     0")
    assert said(calm).startswith(
        "13 large and medium customers were lost in Mar 2024, within the usual: 5 were to be "
        "expected, up to 14 is chance."
    )
    told = frames.LOST.replace("fell_silent | large", "<b>price</b> | large")
    assert said(calm, told).endswith("69%, went for one reason: “<b>price</b>”.")


def test_months_that_cannot_be_judged_are_not_said_to_be_usual():
    early = "\n".join(frames.LOST_MONTHS.splitlines()[:3])
    assert "cannot be said before there are six months" in said(early)
    (caveat,) = caveats("losses_against_usual", frame(early), ENGLISH)
    assert caveat.startswith("Whether these are many cannot be said yet")
    assert how_losses_stand(frame(early).iloc[:0], frame(frames.LOST), ENGLISH) == ""


def test_the_same_is_said_in_chinese():
    assert said(frames.LOST_MONTHS, say=CHINESE).startswith("警报：2024年3月流失大中客户 13 位")
