"""What the commands do that check a store or compute it anew."""

import argparse

from counter_app import answers, app
from counter_app.services import journal_places, verification
from counter_app.services.counter import Counter
from counter_app.services.journal_places import JournalStanding
from counter_app.terminal import Answer, ProgressLine, say, session_of
from counter_app.ui.words import number_words
from counter_app.ui.words_of_verification import finding_words, place_words


def run_verify(options: argparse.Namespace) -> int:
    """Check the store, the digest chain and the projections; with ``--all`` every journal."""
    with session_of(options) as session:
        if options.all:
            return _verify_all(session.counter, as_json=options.json)
        problems = [str(problem) for problem in session.counter.store.check()]
    text = "\n".join(problems) if problems else "Kho dữ liệu nguyên vẹn."
    say({"ok": not problems, "problems": problems}, options.json, text)
    return 1 if problems else 0


def run_rebuild(options: argparse.Namespace) -> int:
    """Compute every projection anew from the journal."""
    with session_of(options) as session:
        session.counter.store.rebuild()
    say({"ok": True}, options.json, "Đã tính lại mọi bảng từ nhật ký.")
    return 0


def _verify_all(counter: Counter, *, as_json: bool) -> int:
    """Check every journal in scope against what its counter signed, then the store around it."""
    check = verification.Verification(counter.store, app.clock())
    with ProgressLine("Đang kiểm tra nhật ký: mục") as line:
        while not check.step():
            line.tell(check.done, check.total)
    standings = journal_places.standings(counter.store)
    is_broken = any(each.findings for each in standings)
    # What is wrong with the chains is named above, more exactly.
    problems = [str(each) for each in counter.store.check() if each.kind != "chain"]
    answer: Answer = {
        "ok": not is_broken and not problems,
        "entries": sum(each.last_seq for each in standings),
        "found": sum(len(each.findings) for each in standings) + len(problems),
        "journals": [answers.journal(each) for each in standings],
        "problems": problems,
    }
    say(answer, as_json, "\n".join([*_lines(standings), *problems]))
    return 0 if answer["ok"] else 1


def _lines(standings: tuple[JournalStanding, ...]) -> list[str]:
    """Return what people read: one line for each finding, and the sum."""
    lines = [
        f"{place_words(each.place)} · {finding.name}: {finding_words(finding).sentence}"
        for each in standings
        for finding in each.findings
    ]
    broken = sum(bool(each.findings) for each in standings)
    entries = sum(each.last_seq for each in standings)
    verdict = f"{number_words(broken)} nhật ký có vấn đề" if broken else "tất cả nguyên vẹn"
    checked = f"Đã kiểm tra {number_words(len(standings))} nhật ký, {number_words(entries)} mục"
    return [*lines, f"{checked}: {verdict}."]
