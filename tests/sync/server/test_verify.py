"""I20: a changed or missing past entry is detected."""

import pytest

from tests.sync.server.conftest import Setting

_MUTATIONS = {
    "a payload": ("UPDATE entries SET payload = ? WHERE journal = ? AND seq = 3", "payload"),
    "a digest": ("UPDATE entries SET digest = ? WHERE journal = ? AND seq = 3", "digest"),
    "an envelope": ("UPDATE entries SET envelope = ? WHERE journal = ? AND seq = 3", "envelope"),
    "what stood before": ("UPDATE entries SET previous = ? WHERE journal = ? AND seq = 3", "link"),
    "a feed's chain": ("UPDATE entries SET chain = ? WHERE journal = ? AND seq = 3", "chain"),
}


@pytest.mark.parametrize("mutation", _MUTATIONS.values(), ids=_MUTATIONS)
def test_i20_a_changed_row_is_detected(setting: Setting, mutation: tuple[str, str]) -> None:
    """Seen to fail for each column whose check was taken out of ``verify``."""
    journal = _a_journal_of_six(setting)
    statement, what = mutation

    setting.execute(setting.marks(statement), b"\x01" * 32, journal)

    assert what in {fault.what for fault in setting.verified()}


def test_i20_a_missing_entry_is_detected(setting: Setting) -> None:
    """Seen to fail when journals were checked only as far as rows were found."""
    journal = _a_journal_of_six(setting)

    setting.execute(setting.marks("DELETE FROM entries WHERE journal = ? AND seq = 4"), journal)

    assert {"gap", "number", "day"} <= {fault.what for fault in setting.verified()}


def test_i20_a_journal_cut_off_at_its_end_is_detected(setting: Setting) -> None:
    """Seen to fail when the feed's end and the journal's end were not compared with the rows."""
    journal = _a_journal_of_six(setting)

    setting.execute(setting.marks("DELETE FROM entries WHERE journal = ? AND seq > 4"), journal)

    assert {"gap", "feed_end"} <= {fault.what for fault in setting.verified()}


def test_i20_a_rewritten_history_lacks_the_counter_s_signature(setting: Setting) -> None:
    """Seen to fail when the signature under the end was not checked."""
    journal = _a_journal_of_six(setting)

    setting.execute(
        setting.marks("UPDATE journals SET last_digest = ? WHERE number = ?"), bytes(32), journal
    )

    assert {"end", "signature"} <= {fault.what for fault in setting.verified()}


def test_the_digests_of_days_find_what_a_counter_lacks(setting: Setting) -> None:
    """Seen to fail when the digests of a day were read over all feeds together."""
    first, second = setting.counter(), setting.counter()
    entries = first.record_many(6)
    first.sync()
    second.sync()
    assert second.days_of_held("01843") == second.days_of_server("01843")

    del second.held[entries[2].name]
    differing = set(second.days_of_server("01843")) - set(second.days_of_held("01843"))
    (day,) = {day.day for day in differing}
    second.fetch_day("01843", day)

    assert second.days_of_held("01843") == second.days_of_server("01843")


def _a_journal_of_six(setting: Setting) -> int:
    counter = setting.counter()
    counter.record_many(6)
    counter.sync()
    assert setting.verified() == []
    return _number_of(setting, counter.journal)


def _number_of(setting: Setting, journal: str) -> int:
    known = setting.province.storage.read(lambda work: work.journals.get(journal))
    assert known
    return known.number
