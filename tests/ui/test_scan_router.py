"""Where scans go."""

from counter_app.ui.scan_router import ScanPorts, ScanRouter

CODE = "H55.12.34-261121-0001"
CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1, Đức Xuân, Bắc Kạn|20072021"


class FakeDesk:
    """A window that writes down what scans do to it."""

    def __init__(
        self,
        *,
        accepts: bool = False,
        busy: bool = False,
        locked: bool = False,
        takes: bool = False,
        visitor: bool = False,
    ) -> None:
        self.said: list[tuple[str, str]] = []
        self._accepts, self._busy, self._locked = accepts, busy, locked
        self._takes, self._visitor = takes, visitor
        self.router = ScanRouter(
            ScanPorts(
                front=lambda: self,
                is_locked=lambda: self._locked,
                is_busy=lambda: self._busy,
                open_dossier=lambda code: self.said.append(("opened", code)),
                offer_dossier=lambda code: self.said.append(("offered", code)),
                offer_intake=lambda card: self.said.append(("intake", card)),
                say_unknown=lambda: self.said.append(("unknown", "")),
                take_for_visitor=self._take_for_visitor,
            )
        )

    def accepts_card(self) -> bool:
        return self._accepts

    def card_scanned(self, payload: str) -> None:
        self.said.append(("card", payload))

    def take_scan(self, text: str) -> bool:
        if self._takes:
            self.said.append(("taken", text))
        return self._takes

    def _take_for_visitor(self, text: str) -> bool:
        if self._visitor:
            self.said.append(("visitor", text))
        return self._visitor


def test_a_dossier_code_opens_its_dossier() -> None:
    desk = FakeDesk()
    desk.router.route(CODE)
    assert desk.said == [("opened", CODE)]


def test_a_code_of_the_old_style_opens_its_dossier() -> None:
    desk = FakeDesk()
    desk.router.route("000.00.12.h03-240613-0001")
    assert desk.said == [("opened", "000.00.12.H03-240613-0001")]


def test_a_card_goes_to_the_form_in_front() -> None:
    desk = FakeDesk(accepts=True)
    desk.router.route(CARD)
    assert desk.said == [("card", CARD)]


def test_a_card_over_another_screen_offers_an_intake() -> None:
    desk = FakeDesk(accepts=False)
    desk.router.route(CARD)
    assert desk.said == [("intake", CARD)]


def test_a_damaged_card_goes_to_the_form_that_says_what_is_wrong() -> None:
    desk = FakeDesk(accepts=True)
    desk.router.route("12345|a|b")
    assert desk.said == [("card", "12345|a|b")]


def test_over_a_dialog_a_dossier_is_only_offered() -> None:
    desk = FakeDesk(busy=True)
    desk.router.route(CODE)
    assert desk.said == [("offered", CODE)]


def test_over_a_dialog_no_form_is_filled() -> None:
    desk = FakeDesk(busy=True, accepts=True)
    desk.router.route(CARD)
    assert desk.said == [("intake", CARD)]


def test_anything_else_is_said_to_be_unknown() -> None:
    desk = FakeDesk(accepts=True)
    desk.router.route("8934588012345")
    assert desk.said == [("unknown", "")]


def test_a_locked_counter_hears_no_scan() -> None:
    desk = FakeDesk(accepts=True, locked=True)
    for text in (CODE, CARD, "8934588012345"):
        desk.router.route(text)
    assert desk.said == []


def test_a_screen_that_works_with_slips_takes_the_code_itself() -> None:
    desk = FakeDesk(takes=True)
    desk.router.route(CODE.lower())
    assert desk.said == [("taken", CODE)]


def test_a_tracking_number_goes_to_the_screen_that_wants_one() -> None:
    desk = FakeDesk(takes=True)
    desk.router.route("EB123456789VN")
    assert desk.said == [("taken", "EB123456789VN")]


def test_over_a_dialog_no_screen_takes_a_scan() -> None:
    desk = FakeDesk(takes=True, busy=True)
    desk.router.route(CODE)
    desk.router.route("EB123456789VN")
    assert desk.said == [("offered", CODE), ("unknown", "")]


def test_what_is_scanned_for_a_visitor_never_reaches_the_desk() -> None:
    for locked in (False, True):
        desk = FakeDesk(accepts=True, takes=True, visitor=True, locked=locked)
        for text in (CODE, CARD, "8934588012345"):
            desk.router.route(text)
        assert {what for what, _ in desk.said} == {"visitor"}
