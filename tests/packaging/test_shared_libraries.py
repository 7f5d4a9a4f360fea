"""What Qt lacks is read from ldd and turned into one line that a person can run."""

import shared_libraries

LDD = """\
\tlinux-vdso.so.1 (0x00007ffd1a5f2000)
\tlibQt6Core.so.6 => not found
\tlibxcb-cursor.so.0 => not found
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f0a2b000000)
\tlibglib-2.0.so.0 => not found
"""


def test_missing_libraries_are_the_systems_not_qts_own() -> None:
    assert shared_libraries.not_found(LDD) == ["libxcb-cursor.so.0", "libglib-2.0.so.0"]


def test_each_package_is_named_once() -> None:
    wanted = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libnobody-knows.so.1"]

    assert shared_libraries.packages_for(wanted) == ["libglib2.0-0"]


def test_the_line_to_run_is_one_line() -> None:
    line = shared_libraries.install_line(["libgl1", "libegl1"])

    assert line == "sudo apt-get install -y --no-install-recommends libgl1 libegl1"
