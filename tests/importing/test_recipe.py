"""Recipes: what each key comes to, and the sentence for each that is not as it should be."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import BadRecipe
from lib.importing.recipe import Column, Constant, Expression, Lookup, read_recipe
from lib.schema import TABLES

SHIPPED = Path(__file__).parents[2] / "data" / "recipes"

ORDERS = """
[orders]
order_id = "id"
"""


def recipe(text, name="r.toml"):
    return read_recipe(text, name=name)


def block(text):
    """The only block of a recipe."""
    (one,) = recipe(text).blocks
    return one


def refusal(text):
    with pytest.raises(BadRecipe) as refused:
        recipe(text)
    return str(refused.value)


# What the keys come to


def test_a_recipe_says_how_to_read_its_file():
    (file,) = recipe(
        """
        name = "Shop"
        [read]
        encoding = "gb18030"
        delimiter = ";"
        quote = "'"
        header = 3
        missing = ["", "NULL", "?"]
        fill_down = ["Order Date"]
        decimal = ","
        thousands = "."
        dates = "%d.%m.%Y"
        sheet = "Orders"
        skip = 2
        units_row = true
        time_zone = "Europe/London"
        complete_to = 2014-12-31
        [types]
        "Sales" = "number"
        "Day" = "date"
        "Paid" = "boolean"
        [map."Product"]
        "GTXPro" = "GTX Pro"
        """
        + ORDERS
    ).files
    reading = file.reading
    assert (reading.encoding, reading.delimiter, reading.quote) == ("gb18030", ";", "'")
    assert (reading.header, reading.skip, reading.units_row) == (3, 2, True)
    assert reading.missing == ("", "NULL", "?")
    assert reading.fill_down == ("Order Date",)
    assert (reading.decimal, reading.thousands, reading.dates) == (",", ".", "%d.%m.%Y")
    assert (reading.sheet, reading.time_zone) == ("Orders", "Europe/London")
    assert reading.complete_to == date(2014, 12, 31)
    assert file.types == {"Sales": "number", "Day": "date", "Paid": "flag"}
    assert file.maps == {"Product": {"GTXPro": "GTX Pro"}}
    assert (file.name, file.match) == ("", None)


def test_what_a_recipe_does_not_say_is_left_to_the_file():
    whole = recipe(ORDERS)
    reading = whole.files[0].reading
    assert (reading.encoding, reading.delimiter, reading.header) == (None, None, None)
    assert (reading.missing, reading.decimal, reading.skip) == (("",), ".", 0)
    assert (whole.name, whole.stages, whole.complete_to) == ("r.toml", (), None)


def test_the_day_the_data_is_complete_to_is_the_recipes_too():
    assert recipe("[read]\ncomplete_to = 2024-06-30" + ORDERS).complete_to == date(2024, 6, 30)


def test_a_file_without_a_header_has_its_columns_named():
    text = '[read]\nheader = 0\ndelimiter = "whitespace"\ncolumns = ["id", "day"]' + ORDERS
    reading = recipe(text).files[0].reading
    assert (reading.header, reading.columns, reading.delimiter) == (0, ("id", "day"), "whitespace")


def test_each_date_column_may_have_its_own_format():
    text = '[read.dates]\n"a" = "%d/%m/%Y"\n"b" = "%Y-%m-%d %H:%M"' + ORDERS
    reading = recipe(text).files[0].reading
    assert reading.dates is None
    assert reading.dates_of == (("a", "%d/%m/%Y"), ("b", "%Y-%m-%d %H:%M"))


def test_a_value_is_a_column_an_expression_or_a_constant():
    one = block(
        """
        [ratings]
        response_id = " Id "
        aspect = "='Punctuality'"
        perceived = "= s1 + 1"
        scale_min = 1
        scale_max = 10.5
        answered_on = 2024-02-29
        """
    )
    assert one.fields == {
        "response_id": Column("Id"),
        "aspect": Expression("'Punctuality'"),
        "perceived": Expression("s1 + 1"),
        "scale_min": Constant(1),
        "scale_max": Constant(10.5),
        "answered_on": Constant(date(2024, 2, 29)),
    }


def test_a_flag_and_a_moment_may_be_constants():
    touch = block(
        """
        [touches]
        campaign_id = "c"
        customer_id = "k"
        touched_on = 2024-01-01
        in_control = false
        """
    )
    assert touch.fields["in_control"] == Constant(False)
    entry = block(
        """
        [stage_changes]
        opportunity_id = "o"
        stage = "s"
        entered_at = 2024-01-01 10:30:00
        """
    )
    assert entry.fields["entered_at"] == Constant(datetime(2024, 1, 1, 10, 30))


def test_a_block_says_which_rows_it_takes_and_how():
    one = block('[orders]\norder_id = "id"\nwhere = \'="id" is not null\'\nkeep = "last"')
    assert (one.label, one.table, one.where) == ("orders", "orders", '"id" is not null')
    assert (one.keep, one.per, one.source) == ("last", None, "")
    assert block(ORDERS).keep == "error"


def test_under_per_expressions_may_aggregate():
    one = block('[opportunities]\nper = "case"\nopportunity_id = "case"\nstage = "=last(step)"')
    assert (one.per, one.fields["stage"]) == ("case", Expression("last(step)"))


def test_several_blocks_may_fill_one_table():
    text = "\n".join(
        f'[[ratings]]\nresponse_id = "=row_id"\naspect = "=\'{name}\'"' for name in "ab"
    )
    assert [one.label for one in recipe(text).blocks] == ["ratings 1", "ratings 2"]


def test_free_columns_become_attributes_in_either_way():
    one = block('[customers]\ncustomer_id = "c"\n[customers.attributes]\nsegment = "Segment"')
    assert one.attributes == {"segment": Column("Segment")}
    one = block('[attributes]\ncustomer_id = "c"\nattribute = "=\'size\'"\nvalue = "Size"')
    assert one.table == "attributes"


def test_stages_in_their_order_or_as_a_table():
    assert recipe('stages = ["New", "Talking"]' + ORDERS).stages == ("New", "Talking")
    one = block('[stages]\nstage = "name"\nposition = "place"')
    assert one.table == "stages"
    assert [one.label for one in recipe('[[stages]]\nstage = "a"').blocks] == ["stages 1"]


SET = """
[read]
missing = ["", "-"]
dates = "%Y-%m-%d"
[file.items]
match = "*Order_Items*.csv"
[file.items.types]
"price" = "number"
[file.headers]
match = "*headers*"
[file.headers.read]
dates = "%d/%m/%Y"
[file.headers.map."state"]
"x" = "y"
[lookup.header]
from = "headers"
on = { order_id = "order_id" }
[lookup.buyer]
table = "customers"
on = { customer_id = "header.customer_id" }
[orders]
from = "items"
order_id = "order_id"
place = "=coalesce(buyer.city, header.place)"
"""


def test_a_set_of_files_shares_what_read_says():
    items, headers = recipe(SET).files
    assert (items.name, items.match) == ("items", "*Order_Items*.csv")
    assert (items.reading.missing, items.reading.dates) == (("", "-"), "%Y-%m-%d")
    assert (headers.reading.missing, headers.reading.dates) == (("", "-"), "%d/%m/%Y")
    assert (items.types, headers.maps) == ({"price": "number"}, {"state": {"x": "y"}})


def test_a_file_is_known_by_the_name_the_user_sees():
    items, _ = recipe(SET).files
    assert items.matches("OLIST_order_items_dataset.CSV")
    assert not items.matches("orders.csv")
    assert recipe(ORDERS).files[0].matches("anything[1].csv")


def test_a_pattern_is_no_path():
    text = SET.replace("*Order_Items*.csv", "/etc/*")
    assert recipe(text).files[0].matches("/etc/passwd")  # a name like any other; nothing is opened


def test_lookups_are_given_in_the_order_they_need_each_other():
    one = recipe(SET)
    assert one.lookups[0] == Lookup("header", {"order_id": Column("order_id")}, source="headers")
    assert [lookup.name for lookup in one.lookups_of(one.blocks[0])] == ["header", "buyer"]
    plain = SET.replace("=coalesce(buyer.city, header.place)", "header.place")
    one = recipe(plain)
    assert [lookup.name for lookup in one.lookups_of(one.blocks[0])] == ["header"]


def test_a_lookup_needed_only_by_another_is_joined_too():
    one = recipe(SET.replace("=coalesce(buyer.city, header.place)", "buyer.city"))
    assert [lookup.name for lookup in one.lookups_of(one.blocks[0])] == ["header", "buyer"]


def test_a_block_names_everything_it_uses():
    one = block(
        """
        [customers]
        customer_id = "=trim(Id)"
        name = "Name"
        where = "=header.status <> ''"
        per = "Group"
        [customers.attributes]
        segment = "=first(Segment)"
        """
    )
    assert one.names() == {"Id", "Name", "header.status", "Group", "Segment"}


def test_a_lookup_is_joined_before_the_one_that_needs_it_whatever_comes_first():
    turned = SET.replace("[lookup.header]", "[lookup.zz]").replace("header.", "zz.")
    one = recipe(turned)
    assert [lookup.name for lookup in one.lookups_of(one.blocks[0])] == ["zz", "buyer"]


def test_required_columns_that_are_no_key_may_be_left_out():
    """A recipe may only update: what is required is checked once rows have been merged."""
    assert set(block(ORDERS).fields) == {"order_id"}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_table_can_be_filled_by_its_key(table):
    text = f"[{table.name}]\n" + "\n".join(f'{name} = "{name}"' for name in table.key)
    assert block(text).table == table.name
    for name in set(table.key) & set(table.required):
        assert f"[{table.name}] {name} is missing" in refusal(
            text.replace(f'{name} = "', 'keep = "')
        )


# What is refused, and the sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "r.toml fills no table; add a line such as [orders]"),
        ("[read]", "r.toml fills no table"),
        ("orders", "r.toml is not TOML: "),
        ("a = 1\na = 2", "r.toml is not TOML: "),
        ("[" * 5000, "r.toml is not TOML: "),
        ("x = " + "[" * 5000, "r.toml is nested too deeply"),
        ("x" * 600_000, "r.toml is longer than 500000 characters"),
        ("[order]", "r.toml, order is not known; did you mean orders?"),
        ("[reads]" + ORDERS, "r.toml, reads is not known; did you mean read?"),
        ("xyzzy = 1" + ORDERS, "r.toml, xyzzy is not known; what can stand here is name, stages"),
        ("name = 3" + ORDERS, "r.toml, name is text in quotes"),
        ("name = ''" + ORDERS, "r.toml, name is text in quotes, and not empty"),
        ("orders = 3", "r.toml, orders is a table of its own: a line [orders]."),
        ("orders = ['x']", "r.toml, orders is a table of its own"),
        ("read = 3" + ORDERS, "r.toml, read is a table of its own: a line [read]."),
        ("stages = 'x'" + ORDERS, "r.toml, stages is a table of its own"),
        ("stages = [1]" + ORDERS, "r.toml, stages is a list of texts"),
        ("stages = ['a', 'a']" + ORDERS, "r.toml, stages names something twice"),
        ("stages = ['a', 'Won']" + ORDERS, "r.toml, stages lists Won, which is an outcome"),
        # [read]
        ("[read]\nencodin = 'x'" + ORDERS, "[read] encodin is not known; did you mean encoding?"),
        ("[read]\nencoding = 'utf-9'" + ORDERS, "[read] encoding is 'utf-9', which is no encoding"),
        ("[read]\nencoding = 'rot13'" + ORDERS, "[read] encoding is 'rot13', which is no encoding"),
        ("[read]\nencoding = 8" + ORDERS, "[read] encoding is text in quotes"),
        ("[read]\ndelimiter = ',,'" + ORDERS, "[read] delimiter is one character"),
        ("[read]\ndelimiter = ''" + ORDERS, "[read] delimiter is one character"),
        ("[read]\nquote = 'ab'" + ORDERS, "[read] quote is one character"),
        ("[read]\nheader = -1" + ORDERS, "[read] header is a whole number from 0"),
        ("[read]\nheader = true" + ORDERS, "[read] header is a whole number from 0"),
        ("[read]\nskip = '2'" + ORDERS, "[read] skip is a whole number"),
        ("[read]\nunits_row = 1" + ORDERS, "[read] units_row is true or false"),
        ("[read]\nmissing = ''" + ORDERS, "[read] missing is a list of texts"),
        ("[read]\ncolumns = ['a']" + ORDERS, "[read] columns names the columns of a file without"),
        (
            "[read]\nheader = 0\ncolumns = ['a', 'a']" + ORDERS,
            "[read] columns names something twice",
        ),
        ("[read]\ndecimal = ';'" + ORDERS, "[read] decimal is ';'; it is one of ., ,"),
        ("[read]\nthousands = '.'" + ORDERS, "[read] thousands is also the decimal sign"),
        ("[read]\nthousands = 'x'" + ORDERS, "[read] thousands is a comma"),
        ("[read]\ndates = '%Y-%m'" + ORDERS, "[read] dates: '%Y-%m' does not say a whole day"),
        ("[read]\ndates = 'dd.mm.yyyy'" + ORDERS, "[read] dates: 'dd.mm.yyyy' does not say"),
        ("[read.dates]\na = '%Q'" + ORDERS, "[read.dates] a: in '%Q' %Q stands for nothing"),
        (
            "[read]\ntime_zone = 'Mars'" + ORDERS,
            "[read] time_zone is 'Mars', which is no time zone",
        ),
        (
            "[read]\ntime_zone = '../x'" + ORDERS,
            "[read] time_zone is '../x', which is no time zone",
        ),
        (
            "[read]\ncomplete_to = '2024-01-01'" + ORDERS,
            "[read] complete_to is a day without quotes",
        ),
        ("[read]\ncomplete_to = 2024-01-01T00:00:00" + ORDERS, "[read] complete_to is a day"),
        # [types], [map]
        ("[types]\na = 'numbr'" + ORDERS, "[types] a is 'numbr'; it is one of number, whole, date"),
        ("[types]\na = 1" + ORDERS, "[types] a is text in quotes"),
        ("[map]\na = 'b'" + ORDERS, "[map] a is a table of its own"),
        ("[map.a]\nx = 1" + ORDERS, '[map."a"] "x" is text in quotes'),
        # blocks
        ('[orders]\nline = "x"', "[orders] order_id is missing; orders cannot tell its rows apart"),
        (ORDERS + 'ordered = "x"', "[orders] ordered is not known; did you mean ordered_on?"),
        (
            ORDERS + 'customer_key = "x"',
            "[orders] customer_key is not known; did you mean customer",
        ),
        (ORDERS + "[orders.attributes]\na = 'b'", "[orders] attributes is not known"),
        (ORDERS + "cost = ''", "[orders] cost is empty"),
        (ORDERS + "cost = ' = '", "[orders] cost is empty"),
        (ORDERS + "cost = true", "[orders] cost is true; it holds a number"),
        (ORDERS + "cost = inf", "[orders] cost is inf; it holds a number"),
        (ORDERS + "cost = [1]", "[orders] cost is a list; it holds a number"),
        (ORDERS + "ordered_on = 2024", "[orders] ordered_on is 2024; it holds a day"),
        (ORDERS + "status = false", "[orders] status is false; it holds text as an expression"),
        (ORDERS + "keep = 'newest'", "[orders] keep is 'newest'; it is one of first, last, error"),
        (ORDERS + "where = 'x'", "[orders] where is an expression that is true of the rows taken"),
        (ORDERS + "where = '=max(x) > 1'", "[orders] where, max(x) > 1 uses max, which needs"),
        (ORDERS + "cost = '=max(x)'", "[orders] cost, max(x) uses max, which needs several rows"),
        (ORDERS + "cost = '=(select 1)'", "[orders] cost, (select 1) uses a subquery"),
        (
            ORDERS + "cost = '=read_csv(1)'",
            "[orders] cost, read_csv(1) calls read_csv, which a recipe",
        ),
        (ORDERS + "per = 3", "[orders] per is text in quotes"),
        ("[[orders]]\norder_id = 'a'\n[[orders]]\nline = 'b'", "[[orders]] 2 order_id is missing"),
        (
            "[customers]\ncustomer_id = 'a'\n[customers.attributes]\n'' = 'b'",
            '[customers.attributes] "" has no name',
        ),
        (
            "[customers]\ncustomer_id = 'a'\nattributes = 1",
            "[customers] attributes is a table of its",
        ),
        # sets of files
        (
            ORDERS + "from = 'x'",
            "[orders] from names a file of a set, but the recipe is for one file",
        ),
        (SET.replace('from = "items"', ""), "[orders] from is missing; say which file of the set"),
        (
            SET.replace('from = "items"', 'from = "item"'),
            "[orders] from is 'item', which is no file of the set; its files are items, headers.",
        ),
        (SET.replace("match", "matches"), "[file.items] matches is not known; did you mean match?"),
        (SET.replace('match = "*headers*"', ""), "[file.headers] match is missing"),
        ("[types]\na = 'text'\n" + SET, "types does not say which file it is about"),
        ("file = 3" + ORDERS, "file is a table of its own"),
        ("[file]" + ORDERS, "file names no file"),
        (
            "[file.a]\nmatch = 'a'\n[file.a.read]\ncomplete_to = 2024-01-01\n[file.b]\n"
            "match = 'b'\n[file.b.read]\ncomplete_to = 2024-01-02\n"
            "[orders]\nfrom = 'a'\norder_id = 'i'",
            "[read] complete_to differs between the files of the set",
        ),
        (SET.replace('["", "-"]', "3"), "r.toml, [read] missing is a list of texts"),
        # lookups
        (
            SET.replace('table = "customers"', 'table = "customer"'),
            "[lookup.buyer] table is 'customer'; it is one of customers",
        ),
        (
            SET.replace('table = "customers"', ""),
            "[lookup.buyer] from or table, one of the two, says where to look",
        ),
        (
            SET.replace('from = "headers"', 'from = "heads"'),
            "[lookup.header] from is 'heads', which is no file of the set",
        ),
        (SET.replace("on = { order_id", "o = { order_id"), "[lookup.header] o is not known"),
        (SET.replace('{ order_id = "order_id" }', "{ }"), "[lookup.header] on is missing"),
        (
            SET.replace("{ customer_id =", "{ customr_id ="),
            "[lookup.buyer] on customr_id is not known; did you mean customer_id?",
        ),
        (SET.replace("buyer.city", "buyer.cty"), "buyer.cty is not known; did you mean city?"),
        (
            SET.replace('{ order_id = "order_id" }', '{ order_id = "buyer.name" }'),
            "[lookup.header] on leads back to itself",
        ),
        (
            SET.replace('{ order_id = "order_id" }', '{ order_id = "=header.x || 1" }'),
            "[lookup.header] on leads back to itself",
        ),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(text, sentence):
    found = refusal(text)
    assert sentence in found
    assert found.startswith("r.toml")


def test_a_recipe_that_is_not_there_or_not_utf_8(tmp_path):
    with pytest.raises(BadRecipe, match="gone.toml cannot be opened"):
        read_recipe(tmp_path / "gone.toml", name="gone.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(BadRecipe, match="latin.toml is not UTF-8"):
        read_recipe(tmp_path / "latin.toml", name="latin.toml")


def test_a_recipe_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "bom.toml").write_text(ORDERS, encoding="utf-8-sig")
    assert read_recipe(tmp_path / "bom.toml", name="bom.toml").name == "bom.toml"


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_a_shipped_recipe_is_read_and_says_what_it_is_for(file):
    assert read_recipe(file, name=file.name).name != file.name
    assert file.read_text(encoding="utf-8").startswith("# For ")
    assert "# Not taken: " in file.read_text("utf-8") or "# Nothing is left out" in file.read_text(
        "utf-8"
    )


SCALARS = st.one_of(
    st.integers(-3, 3),
    st.booleans(),
    st.sampled_from(["", "=", "a", "='x'", "=max(a)", "=a.b", "a.b", "items", "first", "orders"]),
    st.dates().map(str),
)
KEYS = st.sampled_from(
    [*("read", "types", "map", "lookup", "file", "orders", "customers", "attributes", "stages")]
    + ["name", "from", "on", "table", "match", "order_id", "per", "where", "keep", "dates", "a"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_toml_is_a_recipe_or_refused_in_a_sentence(value):
    text = "\n".join(f"{key} = {_toml(one)}" for key, one in _pairs(value))
    try:
        recipe(text)
    except BadRecipe as refused:
        assert str(refused).startswith("r.toml")


def _pairs(value):
    return value.items() if isinstance(value, dict) else [("orders", value)]


def _toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'
