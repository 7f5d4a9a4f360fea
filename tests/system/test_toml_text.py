"""What is written as TOML, Python reads back as it was."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.system.toml_text import toml_text

NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.one_of(TEXTS, st.integers(-(2**63), 2**63 - 1), st.booleans())
VALUES = st.one_of(PLAIN, st.lists(PLAIN), st.lists(st.lists(PLAIN)))
TABLES = st.recursive(
    st.dictionaries(NAMES, VALUES),
    lambda inner: st.dictionaries(NAMES, st.one_of(VALUES, inner, st.lists(inner, min_size=1))),
    max_leaves=6,
)


@given(TABLES)
def test_any_table_survives(table: dict[str, object]) -> None:
    assert tomllib.loads(toml_text(table)) == table


def test_a_value_that_toml_lacks_is_a_bug() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        toml_text({"printer": None})
