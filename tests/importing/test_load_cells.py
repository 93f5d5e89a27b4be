"""How the text of a cell becomes a value, and which texts are refused."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.schema import TABLES
from tests.importing.loading import Store

# A column of each type, and what its table needs besides.
FIELDS = {
    "money": ("orders", "revenue", 'order_id = "=row"\nordered_on = 2024-01-01'),
    "number": ("ratings", "perceived", 'response_id = "=row"\naspect = "=\'x\'"'),
    "whole": ("stages", "position", 'stage = "=row"'),
    "day": ("customers", "left_on", 'customer_id = "=row"'),
    "moment": ("stage_changes", "entered_at", 'opportunity_id = "=row"\nstage = "=\'x\'"'),
    "flag": (
        "touches",
        "in_control",
        'campaign_id = "=row"\ncustomer_id = "=\'x\'"\ntouched_on = 2024-01-01',
    ),
    "text": ("customers", "name", 'customer_id = "=row"'),
}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def read(store, type_, texts, reading="", extra=""):
    """Every text as the value it becomes, or the sentence it is refused with."""
    table, column, others = FIELDS[type_]
    recipe = (
        f'name = "x"\n[read]\ndelimiter = ";"\nheader = 1\n{reading}\n{extra}\n'
        f'[{table}]\n{others}\n{column} = "cell"\n'
    )
    store.db.execute(f"delete from {table}")
    lines = "".join(f'{number};"{text}"\n' for number, text in enumerate(texts))
    imported = store.load(recipe, set_aside=True, cells=f"number;cell\n{lines}")
    key = TABLES[table].key[0]
    loaded = dict(store.rows(f"select {key}, {column} from {table}"))
    refused = {
        line - 2: problem.expected() for problem in imported.set_aside for line in problem.lines
    }
    return [refused.get(number, loaded.get(str(number + 1))) for number in range(len(texts))]


def test_an_id_kept_from_a_spreadsheet_by_a_formula_is_what_stands_in_its_quotes(store):
    texts = ['=""0012""', '=""""', '=""a""&""b""', "=a"]
    assert read(store, "text", texts) == ["0012", None, '="a"&"b"', "=a"]
    assert read(store, "number", ['=""7""']) == [7]


# Numbers and money


MONEY = "revenue is an amount of money: a plain number"
NUMBER = "perceived is a number"
CODE = "is a number; with an E but neither point nor sign it may be a code"


def test_plain_numbers_are_read_in_all_their_forms(store):
    texts = ["12", " 12.5 ", "-0.5", "+3", ".5", "5.", "007", "1.5E+05", "1e-05", "-2.5e2"]
    values = [12, 12.5, -0.5, 3, 0.5, 5, 7, 150_000, 0.00001, -250]
    assert read(store, "number", texts) == values
    money = [Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_HALF_EVEN) for value in values]
    assert read(store, "money", texts) == money


DRESSED = (
    "is a plain number; currency, percent or negative under [read] say how it is written otherwise"
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12E5", f"perceived {CODE}"),
        ("1_000", NUMBER),
        ("0x1F", NUMBER),
        ("1,000", NUMBER),
        ("1 000", NUMBER),
        ("--3", NUMBER),
        ("$5", f"perceived {DRESSED}"),
        ("5%", f"perceived {DRESSED}"),
        ("(5)", f"perceived {DRESSED}"),
        ("C536", NUMBER),
        ("inf", NUMBER),
        ("NaN", NUMBER),
        ("１２", NUMBER),
        ("true", NUMBER),
        ("9" * 400, "perceived has at most 300 digits before the point"),
    ],
)
def test_what_only_resembles_a_number_is_refused(store, text, sentence):
    assert read(store, "number", [text]) == [sentence]


def test_an_amount_too_large_is_refused_and_never_cut(store):
    found = read(store, "money", ["99999999999999.9999", "100000000000000", "1E5"])
    too_long = "revenue has at most 14 digits before the point"
    assert found == [Decimal("99999999999999.9999"), too_long, f"revenue {CODE}"]


def test_whole_numbers_are_whole(store):
    texts = ["12", "12.0", "12.", "1.2e1", "12.5", "9223372036854775808", "1e3x"]
    whole = "position is a whole number"
    assert read(store, "whole", texts) == [12, 12, 12, 12, whole, whole, whole]


def test_marks_stand_as_the_recipe_says(store):
    german = 'decimal = ","\nthousands = "."'
    texts = ["1.234,5", "1234,5", "-1.234.567", "0,0001", "1.23", "1,234.5", "12.34,5"]
    values = ["1234.5", "1234.5", "-1234567", "0.0001"]
    refused = [MONEY] * 3
    assert read(store, "money", texts, german) == [*map(Decimal, values), *refused]
    assert read(store, "money", ["1,234.5", "1,00,000", "12,34"], 'thousands = ","') == [
        Decimal("1234.5"),
        Decimal(100_000),
        MONEY,
    ]
    swiss = read(store, "money", ["1'234.5", "1’234.5"], 'thousands = "\'"')
    assert swiss == [Decimal("1234.5")] * 2
    french = read(store, "money", ["1\u202f234,5", "1 234,5"], 'decimal = ","\nthousands = " "')
    assert french == [Decimal("1234.5")] * 2


AMOUNTS = st.one_of(
    st.decimals(-(10**13), 10**13, allow_nan=False, places=4).map(str),
    st.decimals(-(10**6), 10**6, allow_nan=False, places=30).map("{:f}".format),
    # Around the middle between two amounts, where a wrong rule rounds the wrong way.
    st.tuples(
        st.integers(-(10**9), 10**9), st.sampled_from(["5", "50", "49999999", "50000001"])
    ).map(lambda pair: f"{pair[0] / 10**4:.4f}{pair[1]}"),
    st.integers(0, 40).map(lambda zeros: f"0.00005{'0' * zeros}1"),
    st.integers(0, 40).map(lambda nines: f"0.00004{'9' * nines}"),
    st.floats(-(10**9), 10**9, allow_nan=False).map(repr),
)


def as_money(text):
    with localcontext() as context:
        context.prec = 100
        return Decimal(text).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)


@settings(max_examples=30, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=60))
def test_money_is_rounded_half_even_exactly(tmp_path_factory, texts):
    store = Store(tmp_path_factory.mktemp("money"))
    assert read(store, "money", texts) == [as_money(text) for text in texts]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=30))
def test_differences_and_products_of_numbers_are_exact(tmp_path_factory, pairs):
    nine = Decimal("1e-9")
    pairs = [
        tuple(f"{as_money(text) % 10**8 + nine * (len(text) % 7):f}" for text in pair)
        for pair in pairs
    ]
    store = Store(tmp_path_factory.mktemp("money"))
    recipe = """
        name = "x"
        [types]
        "a" = "number"
        "b" = "number"
        [orders]
        order_id = "=row"
        ordered_on = 2024-01-01
        revenue = "=a * b"
        cost = "=a - b"
    """
    lines = "".join(f"{a},{b}\n" for a, b in pairs)
    store.load(recipe, set_aside=True, pairs=f"a,b\n{lines}")
    found = store.rows("select order_id, revenue, cost from orders")
    with localcontext() as context:
        context.prec = 100
        wanted = {
            (str(row), as_money(Decimal(a) * Decimal(b)), as_money(Decimal(a) - Decimal(b)))
            for row, (a, b) in enumerate(pairs, start=1)
            if abs(Decimal(a) * Decimal(b)) < 10**14
        }
    assert wanted <= set(found) or len(found) < len(pairs)
    assert set(found) <= wanted


def test_a_change_by_rounding_is_told_where_it_is_more_than_a_millionth(store):
    recipe = 'name="x"\n[orders]\norder_id="=row"\nordered_on=2024-01-01\nrevenue="net"\n'
    noise = "id,net\n1,731.9399999999999\n2,0.30000000000000004\n"
    assert store.load(recipe, orders=noise).warnings == ()
    warned = store.load(recipe, orders=f"{noise}3,1.00005\n4,2.00015\n").warnings
    assert [str(warning) for warning in warned] == [
        "orders.csv, line 4, 5, column net: revenue has at most four decimals; 4 amounts were "
        "rounded to that (found '1.0000', '2.0002')"
    ]


# Text, missing words, maps


def test_missing_words_are_compared_without_blanks(store):
    texts = ["?", " ? ", "NULL", "null", "", "  ", "ok"]
    missing = 'missing = ["?", "NULL"]'
    assert read(store, "text", texts, missing) == [None, None, None, "null", None, None, "ok"]
    missing = 'missing = ["1900-01-01"]'
    assert read(store, "day", ["1900-01-01", "2024-01-01"], missing) == [None, date(2024, 1, 1)]


def test_a_map_puts_values_right_before_anything_else_sees_them(store):
    mapped = '[map."cell"]\n"GTXPro" = "GTX Pro"\n"none" = ""\n"it\'s" = "it \'is\'"\n'
    texts = ["GTXPro", " GTXPro ", "gtxpro", "none", "it's"]
    found = read(store, "text", texts, extra=mapped)
    assert found == ["GTX Pro", "GTX Pro", "gtxpro", None, "it 'is'"]
    assert read(store, "money", ["zero", "1"], extra='[map."cell"]\n"zero" = "0"\n') == [0, 1]
    assert read(store, "money", ["1", "5"], extra='[map."cell"]\n"1" = "2"\n') == [2, 5]


def test_text_is_never_sql(store):
    nasty = ["'); drop table customers; --", "${x}", "{field}", "%s", "\\", "$1", "a''b"]
    assert read(store, "text", nasty) == nasty
    assert read(store, "text", nasty, f"missing = ['''{nasty[0]}''']") == [None, *nasty[1:]]


def test_columns_may_be_called_anything(store):
    for name in ("select", "a b", "订单 编号", "it's", "{x}", "$1", "e1", "position", "row"):
        recipe = f"""[read]\nheader = 1\n[customers]\ncustomer_id = "{name}"\n"""
        store.load(recipe, people=f"{name},other\nA,1\n")
        expression = f"""[read]\nheader = 1\n[customers]\ncustomer_id = '''=lower("{name}")'''\n"""
        if name != "row":
            store.load(expression, people=f"{name},other\nA,1\n")
    assert store.table("customers", "customer_id") == [("A",), ("a",)]


def test_yes_and_no_are_read_in_english_and_chinese(store):
    texts = ["yes", "TRUE", "1", "是", "No", "false", "0", "否", "perhaps"]
    flags = [True] * 4 + [False] * 4
    refused = "in_control is yes or no, true or false, 1 or 0"
    assert read(store, "flag", texts) == [*flags, refused]


# Days


def test_iso_days_are_read_whatever_the_format(store):
    texts = ["2024-01-31", "2024-1-3", "2024-01-31 23:59", "2024-01-31T23:59:59.5", "31/12/2023"]
    days = [date(2024, 1, 31), date(2024, 1, 3), date(2024, 1, 31), date(2024, 1, 31)]
    assert read(store, "day", texts, 'dates = "%d/%m/%Y"') == [*days, date(2023, 12, 31)]


def test_a_moment_keeps_its_time(store):
    texts = ["2024-01-31", "2024-01-31 23:59", "31/01/2024 4:05:06"]
    assert read(store, "moment", texts, 'dates = "%d/%m/%Y"') == [
        datetime(2024, 1, 31),
        datetime(2024, 1, 31, 23, 59),
        datetime(2024, 1, 31, 4, 5, 6),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["13/01/2024", "01/02/2024"],
        ["2024/1/13", "2024/2/1 0:00"],
        ["13.01.2024", "01.02.2024"],
        ["01/13/2024", "02/01/2024"],
        ["20240113", "20240201"],
        ["2024年1月13日", "2024年2月1日"],
        ["13 Jan 2024", "1 Feb 2024"],
        ["13-JAN-2024", "2024-02-01"],
        ["January 13, 2024", "February 1, 2024"],
        ["1/13/2024 1:05 PM", "2/1/2024 0:00"],
    ],
)
def test_a_format_is_found_over_the_whole_column(store, texts):
    assert read(store, "day", texts) == [date(2024, 1, 13), date(2024, 2, 1)]


def test_a_format_is_found_in_a_row_far_down(store):
    texts = ["01/02/2024"] * 3000 + ["13/02/2024"]
    assert read(store, "day", texts)[0] == date(2024, 2, 1)
    iso_first = ["2024-02-01"] * 3000 + ["13/02/2024"]
    assert read(store, "day", iso_first)[-1] == date(2024, 2, 13)


def test_two_readings_are_refused_naming_both_and_the_way_out(store):
    assert (
        read(store, "day", ["01/02/2024", "03/04/2024"])
        == [
            'left_on reads as %d/%m/%Y and as %m/%d/%Y, such as 01/02/2024; dates = "%d/%m/%Y" or '
            'dates = "%m/%d/%Y" under [read] says which is meant'
        ]
        * 2
    )
    assert read(store, "day", ["01/02/2024"], 'dates = "%m/%d/%Y"') == [date(2024, 1, 2)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("24-03-29", ["%d-%m-%y", "%y-%m-%d"]),
        ("05.03.24", ["%d.%m.%y", "%m.%d.%y", "%y.%m.%d"]),
    ],
)
def test_years_of_two_digits_that_read_in_several_ways_are_refused_naming_each(store, text, forms):
    (told,) = read(store, "day", [text])
    assert told.startswith(f"left_on reads as {forms[0]}")
    assert [form for form in forms if f'dates = "{form}"' in told] == forms


def test_two_readings_that_mean_the_same_days_are_no_matter(store):
    assert read(store, "day", ["01/01/2024", "02/02/2024"]) == [date(2024, 1, 1), date(2024, 2, 2)]


def test_a_column_written_in_two_ways_is_refused(store):
    mixed = (
        "left_on is written in one way throughout; some cells are %d/%m/%Y, others only %m/%d/%Y: "
        "put them right in the file"
    )
    assert read(store, "day", ["13/01/2024", "14/01/2024", "01/13/2024"]) == [mixed] * 3


WITHOUT_YEAR = (
    "left_on is a day with its year; these name a month and a day alone: export them with the "
    "year, or write it before them in the file"
)


@pytest.mark.parametrize(
    ("text", "reading", "sentence"),
    [
        ("2024-02-30", "", "left_on is a day, such as 2024-01-31"),
        ("2024-01-02x", "", "left_on is a day, such as 2024-01-31"),
        ("epoch", "", "left_on is a day, such as 2024-01-31"),
        ("infinity", "", "left_on is a day, such as 2024-01-31"),
        (
            "45123",
            "",
            "left_on is a day; this looks like a spreadsheet's count of days: format the column "
            "as dates there and save the file again",
        ),
        ("01-05", "", WITHOUT_YEAR),
        ("5月3日", "", WITHOUT_YEAR),
        ("Jan 5 10:30", "", WITHOUT_YEAR),
        (
            "13/01/99",
            "",
            'left_on is a day with a year of four digits; dates = "%d/%m/%y" under [read] says '
            "how to read years of two",
        ),
        (
            "2024-01-01T23:30:00-05:00",
            "",
            'left_on has an offset from UTC; say time_zone = "UTC", or the zone whose days are '
            "meant, under [read]",
        ),
        ("32/01/2024", 'dates = "%d/%m/%Y"', "left_on is a day written as %d/%m/%Y"),
        ("0024-01-02", "", "left_on is not before 1970-01-01"),
    ],
)
def test_what_is_no_day_is_refused(store, text, reading, sentence):
    assert read(store, "day", [text], reading) == [sentence]


def test_short_years_are_read_where_the_recipe_says_so(store):
    assert read(store, "day", ["13/01/24"], 'dates = "%d/%m/%y"') == [date(2024, 1, 13)]


def test_offsets_become_days_of_the_time_zone(store):
    texts = ["2024-01-01T23:30:00-05:00", "2024-01-01 23:30:00Z", "2024-01-01 23:30"]
    here = read(store, "day", texts, 'time_zone = "Asia/Shanghai"')
    assert here == [date(2024, 1, 2), date(2024, 1, 2), date(2024, 1, 1)]
    moments = read(store, "moment", texts, 'time_zone = "UTC"')
    assert moments == [datetime(2024, 1, 2, 4, 30), *[datetime(2024, 1, 1, 23, 30)] * 2]
    by_a_shop = ["2024-01-05 10:00:00 +0100", "2024-01-05 10:00 -05:30", "2024-01-05 10:00:00 Z"]
    moments = read(store, "moment", by_a_shop, 'time_zone = "UTC"')
    assert [moment.hour for moment in moments] == [9, 15, 10]


def test_a_format_against_iso_has_its_way(store):
    found = read(store, "day", ["2024-13-01", "2024-01-13"], 'dates = "%Y-%d-%m"')
    assert found == [date(2024, 1, 13), "left_on is a day written as %Y-%d-%m"]


# Days lie in time


def test_days_reach_twenty_years_past_the_day_the_data_is_complete_to(store):
    read_ = "complete_to = 2024-02-29"
    found = read(store, "day", ["2044-02-29", "2044-03-01", "1970-01-01", "1969-12-31"], read_)
    late = "left_on lies between 1970-01-01 and 2044-02-29"
    assert found == [date(2044, 2, 29), late, date(1970, 1, 1), late]


def test_without_it_the_newest_orders_say_how_far_days_reach(store):
    recipe = 'name="x"\n[orders]\norder_id="no"\nordered_on="day"\nrevenue="net"\n'
    lines = "".join(f"{number},2024-01-05,1\n" for number in range(150))
    assert store.problems(recipe, orders=f"no,day,net\n{lines}x,2204-01-05,1\n") == [
        "orders.csv, line 152, column day: ordered_on lies between 1970-01-01 and 2044-01-05 "
        "(found '2204-01-05')"
    ]
    store.load(recipe, orders=f"no,day,net\n{lines}")
    later = 'name="x"\n[contracts]\ncustomer_id="who"\nstarts_on="from"\n'
    assert store.problems(later, contracts="who,from\nA,2044-01-06\n") == [
        "contracts.csv, line 2, column from: starts_on lies between 1970-01-01 and 2044-01-05 "
        "(found '2044-01-06')"
    ]


def test_where_nothing_is_known_days_have_no_end(store):
    assert read(store, "day", ["2999-01-01"]) == [date(2999, 1, 1)]
