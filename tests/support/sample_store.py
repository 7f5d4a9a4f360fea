"""Makes the sample of a release: a small store that later programs must open for ever.

``python -m tests.support.sample_store tests/migrations/samples/counter-0001.sample`` is run once
for each released version of the tables, and its file is never made again.
"""

import sys
from datetime import timedelta
from pathlib import Path

from counter_app.domain.facts import (
    ClockConfirmed,
    CounterFounded,
    SlipPaper,
    SlipPrinted,
    StaffJoined,
    StaffLeft,
    SupplementAsked,
    UnknownFact,
)
from counter_app.domain.people import Role
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, SOMEBODY, named, taken_in

SAMPLE_KEY = bytes(range(32))
SAMPLE_JOURNAL = "00000000000000aa"


def make_sample(path: Path) -> None:
    """Make a store with one entry of every kind at least."""
    making = path.with_name("sample.db")
    store = Store.create(making, SAMPLE_KEY, journal=SAMPLE_JOURNAL)
    blocks = ((2001, 2999),)
    facts = (
        CounterFounded("01843", "Phường Bắc Kạn", "H55.12.34", 2, blocks, "Thái Nguyên"),
        StaffJoined("lien", "Nông Thị Liên", Role.HEAD),
        StaffJoined("mau", "Hoàng Thị Mẫu", Role.CLERK),
        SupplementAsked("1.004194", "Đăng ký tạm trú", SOMEBODY, ("Hợp đồng thuê nhà",), "Thiếu"),
        ClockConfirmed(A_MOMENT, A_MOMENT + timedelta(hours=2)),
        UnknownFact("FromTomorrow", b'{"what":"nobody knows yet"}'),
        StaffLeft("mau"),
        named("Lý Văn Bé", 2002),
    )
    with store.writing() as work:
        opened = work.journal.record(taken_in(2001), by="mau", at=A_MOMENT, units=("01843",))
        slip = SlipPrinted(SlipPaper.A5, to_file=True)
        work.journal.record(slip, by="lien", at=A_MOMENT, subject=opened.name)
        for fact in facts:
            work.journal.record(fact, by="lien", at=A_MOMENT, units=("01843",))
        work.drafts.save(2, {"applicant": {"name": "Lý Văn Bé"}}, by="lien", at=A_MOMENT)
        work.state.put("printer", "A")
    store.close()
    making.with_suffix(".lock").unlink()
    making.replace(path)


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]))
