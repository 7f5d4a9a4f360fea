"""I22: who pressed the key signs, also when a colleague has come to the desk meanwhile."""

from tests.ui.intake.fakes import HOAN, MAU, Clerk


def test_i22_who_presses_signs_also_what_is_saved_and_printed_after_the_switch() -> None:
    """Seen to fail: the slip was recorded as printed by the colleague who had come."""
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.is_slow = True

    clerk.presenter.submit(is_print=True)
    clerk.desk.clerk = HOAN
    clerk.desk.work()

    assert [by for _, by, _ in clerk.desk.taken_in] == [MAU]
    assert clerk.desk.slips == [("H55.18.43-261123-2001", MAU)]


def test_i22_a_form_that_a_colleague_takes_over_is_signed_by_the_colleague() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.clerk = HOAN

    clerk.presenter.submit(is_print=True)
    clerk.desk.clerk = MAU
    clerk.presenter.print_last()

    assert [by for _, by, _ in clerk.desk.taken_in] == [HOAN]
    assert [by for _, by in clerk.desk.slips] == [HOAN, MAU]
