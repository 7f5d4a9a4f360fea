"""Form 01 as PDF, against an empty page with the same embedded fonts."""

import io
from pathlib import Path

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.facts import Paper, SlipPaper
from counter_app.services import slips
from counter_app.services.intake import IntakeRequest, take_in
from tests.benchmarks.figures import Figure, interleaved, median, percentile
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_counter, a_person

ROUNDS = 40


def figures(folder: Path) -> list[Figure]:
    """Return how long form 01 takes after the first, in milliseconds."""
    counter = a_counter(folder)
    papers = tuple(Paper(f"Giấy tờ thứ {number}") for number in range(1, 6))
    code = take_in(
        counter, IntakeRequest(RESIDENCE, a_person(), papers=papers), A_CLERK, A_MONDAY
    ).code

    def ours() -> int:
        return len(slips.slip(counter, code, SlipPaper.A5, A_CLERK, A_MONDAY))

    size = ours()
    times, empty = interleaved(ours, _empty_page, ROUNDS)
    counter.store.close()
    return [
        Figure("form 01 on A5 after the first, median", median(times), "ms", 50),
        Figure("form 01 on A5 after the first, p95", percentile(times, 0.95), "ms"),
        Figure("form 01 / an empty page", median(times) / median(empty), "×"),
        Figure("form 01 on A5, size", size / 1000, "kB"),
    ]


def _empty_page() -> bytes:
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A5)
    canvas.showPage()
    canvas.save()
    return page.getvalue()
