"""The pages with few fields: unit, way of counting, warnings, printer, looks."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout

from counter_app.domain.facts import SlipPaper
from counter_app.ui.settings.forms import Raw
from counter_app.ui.settings.page import FormPage
from counter_app.ui.settings.presenter import PrinterPresenter
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button, Card, Label
from counter_app.ui.words import SLIP_PAPER_WORDS

_DEFAULT_PRINTER = "Máy in mặc định của hệ thống"
_NUMBER_WIDTH = 120


class UnitPage(FormPage):
    """The office's wording; what the codes are made of is shown and stays."""

    def build(self) -> None:
        """Show what is fixed, then the fields."""
        self.box.addWidget(self._fixed_card())
        self.card.body.addWidget(Label("Chữ in trên phiếu", "strong"))
        self.add("office", "Tên bộ phận Một cửa", TextField())
        self.add("place", "Nơi lập phiếu (trước ngày tháng)", TextField())
        self.add("phone", "Điện thoại", TextField())
        self.card.body.addWidget(
            Label("Phiếu in theo chữ mới từ lần mở chương trình sau.", "second", wraps=True)
        )

    def _fixed_card(self) -> Card:
        desk = self.presenter.ports.desk
        card = Card(margin=18, gap=8)
        card.body.addWidget(Label("Đã cố định khi lập quầy", "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (name, said) in enumerate(
            (
                ("Đơn vị", f"{desk.unit.name}, {desk.unit.province} (mã {desk.unit.code})"),
                ("Mã định danh cơ quan", desk.unit.agency_identifier),
                ("Quầy", str(desk.number)),
                ("Dải số trong ngày", ", ".join(f"{b.first}–{b.last}" for b in desk.blocks)),
            )
        ):
            grid.addWidget(Label(name, "second"), at, 0)
            grid.addWidget(Label(said, wraps=True), at, 1)
        card.body.addLayout(grid)
        card.body.addWidget(
            Label(
                "Mã hồ sơ được tạo từ các số này nên không sửa ở đây; đổi quầy thì lập quầy mới.",
                "second",
                wraps=True,
            )
        )
        return card


class ModePage(FormPage):
    """How whole working days end, with an example that counts at once."""

    def build(self) -> None:
        """Put the choice and the example into the card."""
        self.add(
            "due_mode",
            "Thời hạn tính bằng ngày làm việc kết thúc",
            Combo(
                [
                    ("A", "Cách A: cuối giờ làm việc của ngày cuối"),
                    ("B", "Cách B: đúng giờ đã tiếp nhận, vào ngày cuối"),
                ]
            ),
            "Ngày tiếp nhận không tính. Thời hạn trong ngày và tính bằng giờ không theo cách này.",
        )
        self.add("example", "Thử với thời hạn", TextField())

    def is_touched(self) -> bool:
        """The example alone is nothing to be kept."""
        return bool(self._shown) and self.raw()["due_mode"] != self._shown["due_mode"]


class WarningsPage(FormPage):
    """From when on a dossier is due soon, and when the screen locks itself."""

    def build(self) -> None:
        """Put the numbers into the card."""
        for key, label, hint in (
            ("soon_percent", "Sắp đến hạn khi còn (% thời hạn)", ""),
            (
                "soon_days",
                "Hoặc khi còn (ngày làm việc)",
                "Điều kiện nào đến trước thì nhắc từ đó.",
            ),
            ("lock_after_minutes", "Khóa màn hình khi không ai dùng sau (phút)", ""),
        ):
            self.add(key, label, TextField(), hint).editor.setMaximumWidth(_NUMBER_WIDTH)


class PrinterPage(FormPage):
    """The printer, the slip's paper, and a page to try them out."""

    def build(self) -> None:
        """Put the choices into the card."""
        self._names: tuple[str, ...] = ()
        self.printer_presenter = PrinterPresenter(self.presenter.ports, self)
        self.printer = Combo([("", _DEFAULT_PRINTER)])
        self.add("printer", "Máy in", self.printer)
        self.add("slip_paper", "Giấy của giấy hẹn", Combo([(p.value, w) for p, w in _papers()]))
        self.try_out = Button("In trang thử", "F8")
        self.try_out.clicked.connect(self._print_page)

    def further_buttons(self) -> tuple[Button, ...]:
        """The test page stands before the saving."""
        return (self.try_out,)

    def refresh(self) -> None:
        """Ask for the printers as well: one may have been plugged in."""
        super().refresh()
        self.printer_presenter.look(self._show_printers)

    def put(self, raw: Raw) -> None:
        """Show what is chosen, also a printer that is away."""
        self._offer(str(raw["printer"]))
        super().put(raw)

    def _show_printers(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._offer(str(self.printer.value() or ""))

    def _offer(self, chosen: str) -> None:
        away = [(chosen, f"{chosen} (không thấy)")] if chosen not in ("", *self._names) else []
        self.printer.set_choices(
            [("", _DEFAULT_PRINTER), *((name, name) for name in self._names), *away]
        )
        self.printer.set_value(chosen)

    @Slot()
    def _print_page(self) -> None:
        self.printer_presenter.print_page(self.raw())


class LooksPage(FormPage):
    """The colours and the size of the letters."""

    def build(self) -> None:
        """Put the choices into the card."""
        themes = [
            ("light", "Sáng"),
            ("dark", "Tối"),
            ("contrast", "Tương phản cao"),
        ]
        self.add("theme", "Màu", Combo(themes))
        self.add(
            "text_scale",
            "Cỡ chữ",
            Combo(_scales(1.0)),
            "Cột của các bảng đã mở rộng theo cỡ chữ mới từ lần mở chương trình sau.",
        )

    def put(self, raw: Raw) -> None:
        """Show what is chosen, also a size that somebody wrote into the file."""
        size = self.fields["text_scale"].editor
        assert isinstance(size, Combo)
        size.set_choices(_scales(float(raw["text_scale"])))
        super().put(raw)


def _papers() -> list[tuple[SlipPaper, str]]:
    return [(paper, SLIP_PAPER_WORDS[paper]) for paper in SlipPaper]


def _scales(chosen: float) -> list[tuple[float, str]]:
    sizes = sorted({0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, chosen})
    return [(size, f"{round(size * 100)}%") for size in sizes]
