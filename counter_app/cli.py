"""The command ``counter-app``: every answer for people or, with ``--json``, for programs.

No command opens the window. The password comes from the prompt or from ``COUNTER_PASSWORD``,
never from the command line, where other programs and the shell's history could read it. What a
command needs is loaded only when it runs: without a command the window is to stand at once.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from counter_app import app
from counter_app.domain.errors import CounterError
from counter_app.system.settings import SettingsDamaged
from counter_app.system.single_instance import AlreadyRunning


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did what was asked, 1 when it refused or failed."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may still be set to a code page without Vietnamese letters.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    options.home = app.Home(Path(options.home))
    try:
        if options.command is None:
            from counter_app import window

            return window.run_window(options.home)
        commands = importlib.import_module(f"counter_app.{options.module}")
        return int(getattr(commands, f"run_{options.command}")(options))
    except (CounterError, AlreadyRunning, SettingsDamaged) as error:
        _say_refused(error, options.json)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    _add_shared(shared, home=argparse.SUPPRESS, as_json=argparse.SUPPRESS)
    signed = argparse.ArgumentParser(add_help=False, parents=[shared])
    signed.add_argument(
        "--clerk", help="tên đăng nhập; mật khẩu hỏi khi chạy hoặc lấy từ COUNTER_PASSWORD"
    )
    parser = argparse.ArgumentParser(
        prog="counter-app",
        description="Một cửa offline: không có lệnh thì mở cửa sổ làm việc.",
    )
    _add_shared(parser, home=str(app.default_home()), as_json=False)
    parser.set_defaults(command=None, module="commands")
    commands = parser.add_subparsers(metavar="LỆNH")
    _add_demo(commands, shared)
    _add_due(commands, shared)
    _add_dossier_commands(commands, signed)
    _add_import(commands, signed)
    _add_duty(commands, signed)
    _add_report(commands, signed)
    _add_line_commands(commands, signed)
    _add_store_commands(commands, signed)
    return parser


def _add_shared(parser: argparse.ArgumentParser, home: str, as_json: bool | str) -> None:
    """Add what may stand before or after the command; only the first has defaults of its own."""
    parser.add_argument("--home", default=home, metavar="THƯ_MỤC", help="thư mục dữ liệu của quầy")
    parser.add_argument("--json", action="store_true", default=as_json, help="trả lời bằng JSON")


def _add_demo(commands: Any, shared: argparse.ArgumentParser) -> None:
    command = commands.add_parser("demo", parents=[shared], help="mở quầy thử với dữ liệu giả định")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--prepare", action="store_true", help="chỉ lập quầy thử, không mở cửa sổ")
    which.add_argument("--tour", metavar="THƯ_MỤC", help="tự lái cửa sổ, lưu ảnh và tệp đã xuất")
    which.add_argument("--serve", type=float, metavar="GIÂY", help=argparse.SUPPRESS)
    command.add_argument("--at", metavar="ISO", help="giờ của quầy thử bắt đầu từ đây")
    command.add_argument(
        "--area", action="store_true", help="khu vực thử gồm 37 xã, phường, cho người giám sát"
    )
    command.add_argument(
        "--dossiers", type=int, default=0, metavar="SỐ", help="số hồ sơ mỗi xã của khu vực thử"
    )
    command.set_defaults(command="demo", module="commands_of_demo")


def _add_store_commands(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "verify",
        parents=[signed],
        help="kiểm tra kho dữ liệu, chuỗi nhật ký và các bảng tính ra từ nó",
    )
    command.add_argument(
        "--all", action="store_true", help="mọi nhật ký trong phạm vi, đối chiếu với chữ ký"
    )
    command.set_defaults(command="verify", module="commands_of_store")
    command = commands.add_parser("rebuild", parents=[signed], help="tính lại mọi bảng từ nhật ký")
    command.set_defaults(command="rebuild", module="commands_of_store")


def _add_due(commands: Any, shared: argparse.ArgumentParser) -> None:
    command = commands.add_parser("due", parents=[shared], help="tính thời điểm hẹn trả")
    command.add_argument("--limit", required=True, help="ví dụ: '3 ngày làm việc', 'trong ngày'")
    command.add_argument("--received", required=True, help="thời điểm nhận đủ hồ sơ, ISO 8601")
    command.add_argument("--mode", choices=["A", "B"])
    command.add_argument("--extra-session", action="store_true", help="nhận trong buổi tăng thêm")
    command.set_defaults(command="due")


def _add_dossier_commands(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "intake", parents=[signed], help="tiếp nhận từ tệp JSON từng dòng"
    )
    command.add_argument("file", metavar="TỆP", help="mỗi dòng một hồ sơ; '-' là đầu vào chuẩn")
    command.set_defaults(command="intake")
    command = commands.add_parser("slip", parents=[signed], help="in giấy hẹn ra tệp PDF")
    command.add_argument("code", metavar="MÃ_HỒ_SƠ")
    command.add_argument("-o", "--output", required=True, metavar="TỆP")
    command.add_argument("--paper", choices=["a4", "a5", "k80"], default="a5")
    command.set_defaults(command="slip")
    command = commands.add_parser(
        "form", parents=[signed], help="in mẫu 02 đến 06 của một hồ sơ ra tệp PDF"
    )
    command.add_argument("code", metavar="MÃ_HỒ_SƠ")
    command.add_argument(
        "--number", required=True, choices=["02", "03", "04", "05", "06"], help="số của mẫu"
    )
    command.add_argument("-o", "--output", required=True, metavar="TỆP")
    command.set_defaults(command="form")
    command = commands.add_parser("find", parents=[signed], help="tìm hồ sơ")
    command.add_argument("text", metavar="CHỮ")
    command.add_argument("--most", type=int, default=20, help="nhiều nhất bao nhiêu hồ sơ")
    command.set_defaults(command="find")
    command = commands.add_parser("show", parents=[signed], help="xem một hồ sơ")
    command.add_argument("code", metavar="MÃ_HỒ_SƠ")
    command.set_defaults(command="show")


def _add_import(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "import-register", parents=[signed], help="nhập sổ theo dõi hồ sơ cũ (Excel, CSV)"
    )
    command.add_argument("file", metavar="TỆP", help="các cột của mẫu 07, thứ tự nào cũng được")
    command.add_argument("--sheet", metavar="TÊN", help="trang tính; không ghi thì lấy trang đầu")
    command.add_argument("--preview", action="store_true", help="chỉ xem trước, không nhập")
    command.add_argument(
        "--skip-bad",
        action="store_true",
        help="bỏ qua dòng lỗi; không ghi thì có lỗi là không nhập",
    )
    command.set_defaults(command="import_register")


def _add_duty(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser("duty", parents=[signed], help="ai trực ngày nào, từ mấy giờ")
    command.add_argument("--on", default="", metavar="NGÀY", help="2026-11-23; mặc định hôm nay")
    command.set_defaults(command="duty")


def _add_report(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser("report", parents=[signed], help="lập báo cáo của một kỳ ra tệp")
    command.add_argument("--form", choices=["II.06a", "07a", "headline"], default="II.06a")
    command.add_argument("--from", dest="first", required=True, metavar="NGÀY", help="2026-01-01")
    command.add_argument("--to", dest="last", required=True, metavar="NGÀY", help="2026-12-31")
    command.add_argument("--by", choices=["unit", "field", "procedure", "clerk"], default="field")
    command.add_argument("--unit", metavar="MÃ", help="một đơn vị; không ghi thì mọi đơn vị")
    command.add_argument(
        "-o", "--output", required=True, metavar="TỆP", help="tệp .xlsx, .pdf hoặc .json"
    )
    command.add_argument(
        "--purpose", default="", metavar="CHỮ", help="dùng để làm gì; người giám sát phải ghi"
    )
    command.set_defaults(command="report")


def _add_line_commands(commands: Any, signed: argparse.ArgumentParser) -> None:
    command = commands.add_parser("enrol", parents=[signed], help="đăng ký quầy với máy chủ tỉnh")
    command.add_argument("url", metavar="ĐỊA_CHỈ")
    command.add_argument("code", metavar="MÃ", help="mã dùng một lần do tỉnh cấp")
    command.add_argument("--name", default="", help="họ tên của người có tài khoản đầu tiên")
    trust = command.add_mutually_exclusive_group()
    trust.add_argument("--ca", default="", metavar="TỆP", help="chứng thư gốc của tỉnh (PEM)")
    trust.add_argument("--pin", default="", metavar="HEX", help="SHA-256 chứng thư của máy chủ")
    command.set_defaults(command="enrol")
    command = commands.add_parser("sync", parents=[signed], help="đồng bộ với tỉnh")
    command.add_argument(
        "--once", action="store_true", required=True, help="đến khi hai bên đủ hoặc đứt mạng"
    )
    command.set_defaults(command="sync")


def _say_refused(error: Exception, as_json: bool) -> None:
    from counter_app import answers
    from counter_app.ui.words import sentence_of

    if as_json:
        print(json.dumps(answers.refused(error), ensure_ascii=False))
    else:
        print(sentence_of(error), file=sys.stderr)
