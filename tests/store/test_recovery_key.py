"""The recovery key: readable, random, and telling on whoever mistypes it."""

import os

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.store.key_errors import RecoveryKeyMistyped
from counter_app.store.recovery_key import SIGNS, new_recovery_key, tidy_recovery_key

keys = st.binary(min_size=29, max_size=29).map(lambda luck: new_recovery_key(lambda _: luck))


def test_the_key_has_six_groups_without_signs_that_look_alike() -> None:
    groups = new_recovery_key(os.urandom).split("-")
    assert [len(group) for group in groups] == [5] * 6
    assert not set("".join(groups)) & set("0O1I")
    assert len(set(SIGNS)) == 32


@given(keys, st.integers(0, 29), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(text: str, place: int, sign: str) -> None:
    bare = text.replace("-", "")
    assume(bare[place] != sign)
    with pytest.raises(RecoveryKeyMistyped):
        tidy_recovery_key(bare[:place] + sign + bare[place + 1 :])


@given(keys, st.integers(0, 29), st.integers(0, 29))
def test_two_signs_swapped_are_always_noticed(text: str, one: int, two: int) -> None:
    signs = list(text.replace("-", ""))
    assume(signs[one] != signs[two])
    signs[one], signs[two] = signs[two], signs[one]
    with pytest.raises(RecoveryKeyMistyped):
        tidy_recovery_key("".join(signs))


@given(keys)
def test_spaces_dashes_and_case_do_not_matter(text: str) -> None:
    bare = text.replace("-", "")
    assert tidy_recovery_key(text) == bare
    assert tidy_recovery_key(f" {bare.lower()[:9]} {bare[9:]}\n") == bare
