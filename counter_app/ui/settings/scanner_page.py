"""The page "Máy quét": how it is attached, and a try that shows how a scan arrives."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from counter_app.ui.settings.forms import Raw
from counter_app.ui.settings.page import FIELD_WIDTH, FormPage
from counter_app.ui.settings.scans import scan_words, typed_words
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Card, Label

_SPEEDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
_WAITING = "Bấm vào ô dưới rồi quét một giấy hẹn, thẻ căn cước hoặc mã bất kỳ."


class ScannerPage(FormPage):
    """The port and its speed for a serial scanner; every scan that comes is shown."""

    def build(self) -> None:
        """Put the choices into the card."""
        self.kind = Combo(
            [("wedge", "Như bàn phím (cắm USB là dùng)"), ("serial", "Qua cổng nối tiếp (COM)")]
        )
        self.port = TextField("COM3")
        self.add("kind", "Cách nối", self.kind)
        self._port_field = self.add("port", "Cổng", self.port)
        self.add("baud", "Tốc độ (baud)", Combo([(speed, str(speed)) for speed in _SPEEDS]))
        self.kind.picked.connect(self._show_kind)

    def build_beneath(self) -> None:
        """Put the try beneath the choices."""
        self.trial = TextField("Quét vào đây")
        self.trial.setProperty("keeps_enter", True)
        self.trial.setMaximumWidth(FIELD_WIDTH)
        self.trial.returnPressed.connect(self._typed)
        self.heard = Label(_WAITING, wraps=True)
        self.heard.setAccessibleName("Lần quét vừa rồi")
        card = Card(margin=18, gap=12)
        card.body.addWidget(LabelledField("Quét thử", self.trial))
        card.body.addWidget(self.heard)
        self.box.addWidget(card)

    def put(self, raw: Raw) -> None:
        """Show what is chosen, also a speed that somebody wrote into the file."""
        speed = self.fields["baud"].editor
        assert isinstance(speed, Combo)
        speeds = sorted({*_SPEEDS, int(raw["baud"])})
        speed.set_choices([(each, str(each)) for each in speeds])
        super().put(raw)
        self._show_kind()

    def refresh(self) -> None:
        """Look at the ports again: the scanner may have been plugged in."""
        super().refresh()
        ports = self.presenter.ports
        ports.run(ports.serial_ports, self._show_ports, self.show_trouble)

    def take_scan(self, text: str) -> bool:
        """Show every scan while the page is in front."""
        self.trial.clear()
        self.heard.setText(scan_words(text, is_serial=False))
        return True

    @Slot(str)
    def heard_from_port(self, text: str) -> None:
        """The scan that was just taken came over the serial port."""
        if self.isVisible():
            self.heard.setText(scan_words(text, is_serial=True))

    @Slot()
    def _typed(self) -> None:
        """What arrives here letter by letter came too slowly to be told from typing."""
        if self.trial.text():
            self.heard.setText(typed_words(self.trial.text()))
            self.trial.clear()

    def _show_ports(self, names: Sequence[str]) -> None:
        seen = ", ".join(names) if names else "chưa thấy cổng nào"
        if not self._port_field.line or self._port_field.line.startswith("Máy đang thấy"):
            self._port_field.set_hint(f"Máy đang thấy: {seen}")

    @Slot()
    def _show_kind(self) -> None:
        is_serial = self.kind.value() == "serial"
        for key in ("port", "baud"):
            self.fields[key].setVisible(is_serial)
