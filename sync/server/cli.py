"""The command line of ``province-server``: every answer for people or, with ``--json``, programs.

The first password of a member of staff comes from the prompt or from ``PROVINCE_STAFF_PASSWORD``,
never from the command line, where other programs and the shell's history could read it.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sync.protocol.errors import Refused
from sync.protocol.sealed_file import BadFile
from sync.server import commands
from sync.server.enrolment import NoSuchCounter, NoSuchUnit
from sync.server.home import Home
from sync.server.province import AlreadyFounded, NotFounded
from sync.server.publishing import ROLES, WHAT, NoSuchAccount, NotPublishable
from sync.server.storage.storage import StorageFailed
from sync.server.supervision import NotHeld, StillFaulty
from sync.server.web import PlainHttpRefused

SENTENCES: dict[type[Exception], tuple[str, str]] = {
    NotFounded: ("not_founded", "Chưa có máy chủ ở đây: chạy lệnh init trước."),
    AlreadyFounded: ("already_founded", "Ở đây đã có máy chủ; không tạo đè lên."),
    NoSuchUnit: ("no_such_unit", "Chưa có đơn vị này: thêm bằng lệnh add-unit."),
    NoSuchCounter: ("no_such_counter", "Không có quầy này; xem danh sách bằng lệnh status."),
    NoSuchAccount: ("no_such_account", "Không có tài khoản này."),
    NotPublishable: (
        "not_publishable",
        "Không công bố được tệp này: sai nội dung hoặc không đọc được.",
    ),
    NotHeld: ("not_held", "Mục này không nằm trong khu cách ly."),
    StillFaulty: ("still_faulty", "Mục này vẫn còn lỗi nên chưa chuyển tiếp được."),
    PlainHttpRefused: (
        "plain_http_refused",
        "Không có chứng thư TLS thì chỉ được mở trên chính máy này (127.0.0.1).",
    ),
    commands.PasswordMissing: ("password_missing", "Cần mật khẩu có ít nhất 8 ký tự."),
    StorageFailed: ("storage_failed", "Cơ sở dữ liệu báo lỗi; dữ liệu cũ còn nguyên."),
    BadFile: ("bad_file", "Tệp không dùng được: hỏng, không gửi cho máy chủ này, hoặc sai chữ ký."),
    Refused: ("refused", "Không nhận."),
    OSError: ("file_trouble", "Không đọc hoặc không ghi được tệp."),
}
"""For each error the machine word and the sentence for people: what is so and what to do."""

_WHOLE = "đọc mọi đơn vị trong tỉnh, cả đơn vị thêm sau này"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did what was asked, 1 when it refused or failed."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may still be set to a code page without Vietnamese letters.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    home = Home(Path(options.home), options.database)
    try:
        answer = commands.COMMANDS[options.command](home, options)
    except tuple(SENTENCES) as error:
        return _say_failed(error, as_json=options.json)
    except KeyboardInterrupt:
        return 130
    _say(answer, as_json=options.json)
    return 0 if answer.get("ok", True) else 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = argparse.ArgumentParser(add_help=False)
    _add_shared(shared, argparse.SUPPRESS)
    top = argparse.ArgumentParser(
        prog="province-server", description="Máy chủ cấp tỉnh mẫu của các quầy một cửa."
    )
    _add_shared(top)
    named = top.add_subparsers(metavar="LỆNH", required=True, dest="command")

    def command(name: str, purpose: str) -> argparse.ArgumentParser:
        return named.add_parser(name, parents=[shared], help=purpose)

    _add_server_commands(command)
    _add_people_commands(command)
    _add_data_commands(command)
    return top


def _add_shared(target: argparse.ArgumentParser, default: Any = None) -> None:
    """Add what may stand before or after the command; only the first has defaults of its own."""

    def value(own: Any) -> Any:
        return own if default is None else default

    home = value(str(Path.home() / ".province-server"))
    database = value(os.environ.get("PROVINCE_DATABASE", ""))
    target.add_argument("--home", default=home, metavar="THƯ_MỤC", help="thư mục dữ liệu")
    target.add_argument(
        "--database",
        default=database,
        metavar="URL",
        help="cơ sở dữ liệu khác SQLite: postgresql+psycopg://… (hoặc PROVINCE_DATABASE)",
    )
    target.add_argument(
        "--json", action="store_true", default=value(False), help="trả lời bằng JSON"
    )


def _add_server_commands(command: Any) -> None:
    init = command("init", "tạo máy chủ mới")
    init.add_argument("--name", default="Tỉnh Thái Nguyên", help="tên tỉnh")
    init.add_argument(
        "--setting", action="append", default=[], metavar="TÊN=GIÁ_TRỊ", help="thiết lập cho quầy"
    )
    serve = command("serve", "phục vụ các quầy")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443)
    serve.add_argument("--tls-cert", type=Path, help="chứng thư TLS (PEM)")
    serve.add_argument("--tls-key", type=Path, help="khóa TLS (PEM)")
    command("status", "các quầy: lần liên lạc cuối, mục đang chờ, mục bị cách ly")
    command("verify", "kiểm tra toàn bộ chuỗi nhật ký và chữ ký")
    command("new-epoch", "chạy sau khi khôi phục cơ sở dữ liệu từ bản sao lưu")


def _add_people_commands(command: Any) -> None:
    unit = command("add-unit", "thêm hoặc sửa đơn vị")
    unit.add_argument("code", metavar="MÃ")
    unit.add_argument("name", metavar="TÊN")
    unit.add_argument("--agency", required=True, help="mã định danh cơ quan, ví dụ H55.18.43")
    unit.add_argument("--province", default="Thái Nguyên")
    unit.add_argument("--office", default="Trung tâm Phục vụ hành chính công")
    unit.add_argument("--place", default="")
    unit.add_argument("--phone", default="")
    staff = command("add-staff", f"cấp hoặc đổi tài khoản (mật khẩu: hỏi hoặc {commands.PASSWORD})")
    staff.add_argument("clerk", metavar="TÊN_ĐĂNG_NHẬP")
    staff.add_argument("--name", required=True, help="họ và tên")
    staff.add_argument("--role", choices=ROLES, default="clerk")
    staff.add_argument("--unit", action="append", required=True, metavar="MÃ")
    gone = command("remove-staff", "thu hồi tài khoản")
    gone.add_argument("clerk", metavar="TÊN_ĐĂNG_NHẬP")
    gone.add_argument("--reason", default="")
    enrol = command("enrol", "cấp mã dùng một lần cho một quầy")
    enrol.add_argument("unit", metavar="ĐƠN_VỊ")
    enrol.add_argument("--hours", type=float, default=72.0, help="mã có hạn bao nhiêu giờ")
    enrol.add_argument("--also", action="append", default=[], metavar="MÃ", help="đọc thêm đơn vị")
    enrol.add_argument("--whole-province", action="store_true", help=_WHOLE)
    enrol.add_argument("--tls-cert", type=Path, help="in cả dấu vân tay của chứng thư này")
    revoke = command("revoke", "thu hồi quyền của một quầy")
    revoke.add_argument("counter", metavar="QUẦY", help="mã quầy hoặc ĐƠN_VỊ/SỐ_BÀN")
    revoke.add_argument("--why", default="", help="lý do, quầy sẽ thấy")
    scope = command("scope", "đổi các đơn vị mà một quầy được đọc")
    scope.add_argument("counter", metavar="QUẦY")
    scope.add_argument("unit", nargs="*", metavar="MÃ")
    scope.add_argument("--whole-province", action="store_true", help=_WHOLE)


def _add_data_commands(command: Any) -> None:
    publish = command("publish", "công bố thủ tục, lịch làm việc, biểu mẫu")
    publish.add_argument("what", choices=WHAT)
    publish.add_argument("file", type=Path, metavar="TỆP")
    publish.add_argument(
        "--unit", action="append", default=[], metavar="MÃ", help="chỉ cho các đơn vị này"
    )
    note = command("note", "gửi ý kiến kiểm tra cho một đơn vị")
    note.add_argument("unit", metavar="ĐƠN_VỊ")
    note.add_argument("text", metavar="NỘI_DUNG")
    release = command("release", "chuyển tiếp một mục bị cách ly sau khi đã sửa lỗi")
    release.add_argument("entry", metavar="NHẬT_KÝ/SỐ")
    taken = command("import", "nhập tệp của quầy không có mạng, ghi tệp trả lời")
    taken.add_argument("file", type=Path, metavar="TỆP")
    taken.add_argument("--out", type=Path, metavar="TỆP", help="tệp trả lời")
    snapshot = command("snapshot", "ghi dữ liệu nạp lần đầu cho một quầy ra tệp")
    snapshot.add_argument("counter", metavar="QUẦY")
    snapshot.add_argument("--out", type=Path, required=True, metavar="TỆP")


def _say(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        _write(json.dumps(answer, ensure_ascii=False))
        return
    for name, value in answer.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            _write(f"{name}:")
            for row in value:
                _write("  " + "  ".join(f"{key}={part}" for key, part in row.items()))
        else:
            _write(f"{name}: {value}")


def _say_failed(error: Exception, *, as_json: bool) -> int:
    kind = next(kind for kind in SENTENCES if isinstance(error, kind))
    word, sentence = SENTENCES[kind]
    word = getattr(error, "word", word)
    if as_json:
        answer = {"ok": False, "error": word, "detail": str(error)}
        _write(json.dumps(answer, ensure_ascii=False))
    else:
        detail = f" ({error})" if str(error) else ""
        sys.stderr.write(f"{sentence}{detail}\n")
    return 1


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
