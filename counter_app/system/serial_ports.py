"""The serial ports that the machine has now, to choose the scanner's from."""

from serial.tools import list_ports


def serial_ports() -> tuple[str, ...]:
    """Return the names of the ports, such as ``COM3``, in their order."""
    return tuple(sorted(port.device for port in list_ports.comports()))
