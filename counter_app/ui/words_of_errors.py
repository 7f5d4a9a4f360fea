"""A Vietnamese sentence for everything foreseen that can go wrong: what happened, what to do now.

Errors of every room are named here by the name of their class, so that this file needs to know
no room but the domain; a test walks through all modules and demands a sentence for each class.
"""

from collections.abc import Callable, Mapping
from typing import Any

from counter_app.ui.words_of_duty import DUTY_FAULTS, DUTY_SENTENCES
from counter_app.ui.words_of_registers import REGISTER_SENTENCES
from counter_app.ui.words_of_review import REVIEW_SENTENCES
from counter_app.ui.words_of_rules import RULE_FAULTS, RULE_SENTENCES
from counter_app.ui.words_of_settings import SETTINGS_FAULTS, SETTINGS_SENTENCES
from counter_app.ui.words_of_steps import FOLLOWING_FAULTS, step_not_allowed_words
from counter_app.ui.words_of_sync import SYNC_SENTENCES
from counter_app.ui.words_of_time import format_moment, format_time

Sentence = Callable[[Any], str]

_UNKNOWN = (
    "Việc vừa rồi chưa làm được vì một lỗi chưa có tên. Dữ liệu đã lưu vẫn nguyên. "
    "Hãy ghi lại việc đang làm và báo người phụ trách."
)

_FAULTS = {
    "missing": "Chưa nhập",
    "not_a_name": "Họ tên phải có chữ cái",
    "not_12_digits": "Số định danh có 12 chữ số (mã số thuế 10 hoặc 13 chữ số)",
    "not_in_a_lifetime": "Ngày sinh phải từ năm 1900 đến hôm nay",
    "not_a_date": "Ngày chưa đúng, gõ như 15081991 hoặc 15/8/1991",
    "not_a_moment": "Ghi giờ và ngày, như 9:30 24/11/2026",
    "not_a_phone": "Điện thoại chỉ gồm chữ số, bắt đầu bằng 0",
    "too_short": "Còn thiếu chữ số hoặc ký tự",
    "too_long": "Dài quá mức cho phép, hãy rút ngắn",
    "too_many": "Nhiều quá mức cho phép",
    "not_an_email": "Thư điện tử phải có dạng ten@noi.vn",
    "not_an_amount": "Số tiền chỉ gồm chữ số, như 8.000",
    "not_a_count": "Nhập số từ 1 đến 99",
    "not_a_limit": "Gõ như 3 ngày làm việc, 20 ngày, 8 giờ, trong ngày",
    "unknown": "Không có trong danh mục, hãy chọn từ danh sách",
    "unknown_clerk": "Không có tài khoản nào mang tên đăng nhập này ở quầy này",
    "taken": "Tên đăng nhập này đã có người dùng",
    "not_a_log_in_name": "Chỉ dùng chữ không dấu, chữ số và dấu chấm, ví dụ htmau",
    "not_an_agency_identifier": "Mã định danh có dạng H55.18.43 (chữ, số, cách nhau bằng dấu chấm)",
    "not_the_same": "Hai lần nhập mật khẩu chưa giống nhau",
    "not_a_desk": "Số quầy từ 1 đến 9",
    "in_the_future": "Thời điểm này còn ở phía trước",
    "before_intake": "Sớm hơn lúc tiếp nhận",
    "before_receipt": "Thời điểm này sớm hơn lúc nhận hồ sơ tại quầy",
    "nothing_lacking": "Chưa ghi giấy tờ nào còn thiếu",
    "not_json": "Dòng này không phải một đối tượng JSON",
    "none": "Chưa có mục nào",
}


def sentence_of(error: BaseException) -> str:
    """Return what happened and what to do now, for a foreseen error of any room."""
    for kind in type(error).__mro__:
        sentence = _SENTENCES.get(kind.__name__)
        if sentence is not None:
            return sentence(error)
    return _UNKNOWN


def has_sentence(kind: type[BaseException]) -> bool:
    """Say whether an error's class has a sentence of its own."""
    return kind.__name__ in _SENTENCES


def fault_words(fault: str) -> str:
    """Return what is wrong with a field, to stand beneath it."""
    return faults_known().get(fault, "Nội dung chưa đúng, hãy xem lại")


def faults_known() -> Mapping[str, str]:
    """Return every fault that has words."""
    return SETTINGS_FAULTS | _FAULTS | FOLLOWING_FAULTS | DUTY_FAULTS | RULE_FAULTS


def _plain(text: str) -> Sentence:
    return lambda error: text


def _fields_refused(error: Any) -> str:
    count = len(error.problems)
    if count == 1:
        return "Có 1 ô cần sửa: " + fault_words(next(iter(error.problems.values()))) + "."
    return f"Có {count} ô cần sửa. Nội dung đã nhập vẫn giữ nguyên."


def _not_allowed(error: Any) -> str:
    if error.action == "log_in":
        return "Tài khoản này không còn quyền vào quầy. Hãy hỏi trưởng bộ phận."
    return (
        "Chỉ trưởng bộ phận được làm việc này; lần thử này đã được ghi vào nhật ký. "
        "Hãy nhờ trưởng bộ phận đăng nhập."
    )


def _clock_behind(error: Any) -> str:
    return (
        f"Đồng hồ máy đang chỉ {format_moment(error.machine_at)}, trước lần ghi gần nhất "
        f"({format_moment(error.last_entry_at)}). Hãy chỉnh lại giờ máy, "
        "hoặc xác nhận giờ máy là đúng rồi làm tiếp."
    )


def _calendar_missing(error: Any) -> str:
    year = getattr(error, "year", None)
    which = f"năm {year}" if year else "của năm có ngày hẹn trả"
    return (
        f"Chưa có lịch nghỉ lễ {which} nên không tính được ngày hẹn trả. "
        "Hãy cập nhật lịch làm việc rồi tiếp nhận lại; nội dung đã nhập vẫn giữ nguyên."
    )


def _too_many_attempts(error: Any) -> str:
    return (
        f"Đã nhập sai nhiều lần nên tạm khóa đến {format_time(error.until)}. Hãy đợi rồi nhập lại."
    )


def _wrong_password(error: Any) -> str:
    words = "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem phím Caps Lock và bộ gõ rồi nhập lại."
    if 0 < error.attempts_left <= 3:
        return f"{words} Còn {error.attempts_left} lần trước khi tạm khóa."
    return words


def _too_weak(error: Any) -> str:
    return {
        "too_short": "Mật khẩu cần ít nhất 8 ký tự.",
        "too_long": "Mật khẩu dài quá 200 ký tự, hãy rút ngắn.",
        "is_name": "Mật khẩu không được trùng tên đăng nhập.",
    }.get(error.why, "Mật khẩu còn dễ đoán, hãy chọn mật khẩu khác.")


def _recovery_mistyped(error: Any) -> str:
    why = {
        "length": "còn thiếu hoặc thừa ký tự (đủ là 6 nhóm, mỗi nhóm 5 ký tự)",
        "letter": "có ký tự không dùng trong khóa (khóa không có số 0, số 1, chữ O, chữ I)",
        "check": "có một ký tự gõ nhầm",
    }.get(error.why, "chưa đúng")
    return f"Khóa khôi phục {why}. Hãy so lại với tờ giấy đã cất."


def _bad_card(error: Any) -> str:
    why = {
        "too_few_parts": "mã quét được không đủ các phần",
        "bad_number": "số thẻ không đủ 12 chữ số",
        "bad_birth_date": "ngày sinh trong mã không có thật",
        "bad_issue_date": "ngày cấp trong mã không có thật",
        "bad_sex": "không đọc được giới tính",
    }.get(error.reason, "mã bị hỏng")
    return f"Không đọc được thẻ căn cước: {why}. Hãy quét lại, hoặc gõ theo thẻ."


def _serials_exhausted(error: Any) -> str:
    blocks = ", ".join(f"{block.first}–{block.last}" for block in error.blocks) or "chưa có dải nào"
    return (
        f"Quầy này đã dùng hết số trong ngày ({blocks}). Hãy tiếp nhận ở quầy khác, "
        "hoặc nhờ trưởng bộ phận xin thêm dải số. Nội dung đã nhập vẫn giữ nguyên."
    )


def _not_in_force(error: Any) -> str:
    return (
        f"Thủ tục {error.code} không có hiệu lực vào ngày {error.on:%d/%m/%Y}. "
        "Hãy chọn thủ tục thay thế trong danh mục."
    )


def _form_missing(error: Any) -> str:
    return (
        f"Không có mẫu số {error.number} dùng cho ngày {error.on:%d/%m/%Y} nên chưa in được. "
        "Hồ sơ đã lưu; hãy cập nhật bộ biểu mẫu rồi in lại."
    )


def _newer_version(error: Any) -> str:
    return (
        "Dữ liệu của quầy do một bản chương trình mới hơn tạo ra nên được giữ nguyên, không mở. "
        "Hãy cài bản chương trình mới nhất rồi mở lại."
    )


def _file_unusable(error: Any) -> str:
    name = getattr(error.path, "name", error.path)
    return f"Không đọc hoặc không ghi được tệp {name}. Hãy kiểm tra tên, quyền ghi và chỗ trống."


_SENTENCES: dict[str, Sentence] = {
    "CounterError": _plain(_UNKNOWN),
    "Refusal": _plain("Quy định không cho phép việc này. Hãy xem lại nội dung vừa nhập."),
    "Trouble": _plain("Máy chưa làm được việc này. Dữ liệu đã lưu vẫn nguyên; hãy thử cách khác."),
    # what was typed or scanned
    "FieldsRefused": _fields_refused,
    "Unreadable": lambda error: fault_words(error.fault) + ".",
    "NotADate": lambda error: fault_words("not_a_date") + ".",
    "NotAMoment": _plain(
        "Thời điểm chưa đúng. Hãy ghi theo dạng 2026-11-23T09:10 (năm-tháng-ngày, giờ:phút)."
    ),
    "BadCard": _bad_card,
    "BadTimeLimit": lambda error: (
        f"“{error.text}” không phải thời hạn giải quyết. {fault_words('not_a_limit')}."
    ),
    "BadDossierCode": lambda error: (
        f"“{error.text}” không phải mã hồ sơ. Mã có dạng H55.12.34-261121-0001; hãy xem lại."
    ),
    "BadAgencyIdentifier": lambda error: fault_words("not_an_agency_identifier") + ".",
    "BadDeskHours": lambda error: (
        f"Giờ làm việc “{error.text}” chưa đúng. Hãy ghi như 07:30-11:30, giờ đóng sau giờ mở."
    ),
    # dossiers and procedures
    "NotADossier": _plain(
        "Nhật ký của hồ sơ này thiếu lần tiếp nhận nên chưa mở được. Hãy chạy kiểm tra dữ liệu."
    ),
    "NoSuchDossier": lambda error: (
        f"Quầy này không có hồ sơ {error.code}. Hãy xem lại mã, hoặc tìm theo họ tên, số thẻ."
    ),
    "CodeTaken": lambda error: (
        f"Mã {error.code} đã cấp cho hồ sơ khác nên chưa lưu. Hãy bấm tiếp nhận lại để lấy mã mới."
    ),
    "StepNotAllowed": lambda error: step_not_allowed_words(error.why),
    "SerialsExhausted": _serials_exhausted,
    "UnknownProcedure": lambda error: (
        f"Danh mục không có thủ tục {error.code}. Hãy tìm lại theo tên hoặc lĩnh vực."
    ),
    "ProcedureNotInForce": _not_in_force,
    "LimitUnknown": _plain(
        "Danh mục chưa ghi chắc thời hạn giải quyết của thủ tục này. "
        "Hãy nhập thời hạn theo quyết định công bố rồi tiếp nhận."
    ),
    "CalendarMissing": _calendar_missing,
    "ClockBehind": _clock_behind,
    # accounts
    "NotAllowed": _not_allowed,
    "LastHead": _plain(
        "Đây là trưởng bộ phận cuối cùng của quầy. "
        "Hãy thêm một trưởng bộ phận khác trước khi bỏ tài khoản này."
    ),
    "WrongPassword": _wrong_password,
    "TooManyAttempts": _too_many_attempts,
    "PasswordTooWeak": _too_weak,
    "RecoveryKeyMistyped": _recovery_mistyped,
    "NoSuchSlot": lambda error: fault_words("unknown_clerk") + ". Hãy xem lại tên.",
    "PasswordMissing": _plain(
        "Chưa có mật khẩu. Hãy chạy lệnh ở nơi gõ được mật khẩu, "
        "hoặc đặt biến môi trường COUNTER_PASSWORD."
    ),
    # the machine
    "NoDisplay": _plain(
        "Máy này không có màn hình để mở cửa sổ. Hãy chạy trong phiên làm việc có màn hình, "
        "hoặc dùng các lệnh của chương trình."
    ),
    # the counter's home
    "NoCounterHere": _plain("Thư mục này chưa có quầy. Hãy lập quầy mới, hoặc chọn thư mục khác."),
    "NotFounded": _plain(
        "Kho dữ liệu mở được nhưng chưa có quầy nào được lập trong đó. "
        "Hãy báo người phụ trách khôi phục từ bản sao lưu, hoặc lập quầy ở thư mục khác."
    ),
    "AlreadyFounded": _plain(
        "Thư mục này đã có một quầy và được giữ nguyên. Hãy đăng nhập, hoặc chọn thư mục khác."
    ),
    "AlreadyRunning": _plain(
        "Chương trình đang mở trên máy này. Hãy chuyển sang cửa sổ đang mở, "
        "hoặc đóng nó rồi mở lại."
    ),
    "SettingsDamaged": _plain(
        "Tệp cài đặt settings.toml của quầy có chỗ sai nên chưa mở được; hồ sơ vẫn nguyên. "
        "Hãy sửa lại theo hướng dẫn, hoặc đổi tên tệp đó để dùng cài đặt mặc định."
    ),
    "FileUnusable": _file_unusable,
    # the store and its keys
    "StoreTrouble": _plain(
        "Không dùng được kho dữ liệu của quầy. Dữ liệu được giữ nguyên; hãy báo người phụ trách."
    ),
    "StoreMissing": _plain(
        "Không thấy kho dữ liệu của quầy. Hãy kiểm tra ổ đĩa và thư mục, rồi mở lại."
    ),
    "StoreAlreadyThere": _plain("Ở đây đã có kho dữ liệu và nó được giữ nguyên. Hãy đăng nhập."),
    "StoreDamaged": _plain(
        "Kho dữ liệu bị hỏng hoặc thiếu một phần nên được giữ nguyên, không ghi thêm. "
        "Hãy ngừng tiếp nhận trên máy này và báo người phụ trách khôi phục từ bản sao lưu."
    ),
    "WrongKey": _plain(
        "Mật khẩu đúng nhưng không phải của kho dữ liệu này. "
        "Có thể thư mục đã bị chép lẫn; hãy báo người phụ trách."
    ),
    "StoreLocked": _plain(
        "Kho dữ liệu đang được một chương trình khác dùng nên chưa lưu được. "
        "Hãy đóng chương trình kia rồi làm lại; nội dung đã nhập vẫn giữ nguyên."
    ),
    "DiskFull": _plain(
        "Ổ đĩa đã đầy nên việc vừa rồi chưa được lưu. "
        "Hãy xóa bớt tệp không cần trên máy rồi làm lại; nội dung đã nhập vẫn giữ nguyên."
    ),
    "StoreUnreachable": _plain(
        "Máy không cho đọc hoặc ghi kho dữ liệu (quyền thư mục, ổ đĩa lỗi). "
        "Hãy báo người phụ trách xem quyền và ổ đĩa."
    ),
    "StoreFromNewerVersion": _newer_version,
    "StoreFromOlderVersion": _plain(
        "Kho dữ liệu thuộc bản chương trình cũ và chưa được nâng cấp. "
        "Hãy cài lại chương trình đầy đủ rồi mở lại."
    ),
    "UpgradeFailed": _plain(
        "Nâng cấp kho dữ liệu chưa thành công; dữ liệu vẫn ở bản cũ, không mất gì. "
        "Hãy kiểm tra ổ đĩa còn chỗ trống rồi mở lại."
    ),
    "SlotsDamaged": _plain(
        "Tệp khóa slots.json của quầy bị hỏng nên chưa mở được; hồ sơ vẫn nguyên. "
        "Hãy báo người phụ trách khôi phục tệp này từ bản sao lưu."
    ),
    "SlotsMissing": _plain(
        "Thiếu tệp khóa slots.json của quầy nên chưa mở được; hồ sơ vẫn nguyên. "
        "Hãy báo người phụ trách khôi phục tệp này từ bản sao lưu."
    ),
    "SlotsAlreadyThere": _plain("Ở đây đã có tệp khóa của một quầy và nó được giữ nguyên."),
    "SlotsNotSaved": _plain(
        "Không ghi được tệp khóa nên mật khẩu, tài khoản chưa thay đổi. "
        "Hãy kiểm tra ổ đĩa còn chỗ trống rồi làm lại."
    ),
    "ResourceDamaged": _plain(
        "Một tệp dữ liệu đi kèm chương trình bị thiếu hoặc hỏng. Hãy cài lại chương trình; "
        "hồ sơ của quầy không bị ảnh hưởng."
    ),
    # paper
    "FormMissing": _form_missing,
    "NoSuchForm": lambda error: (
        f"Hồ sơ {error.code} chưa có việc nào để in mẫu {error.number}. "
        "Hãy ghi nhận bước đó (bổ sung, từ chối, xin lỗi, dừng) rồi in."
    ),
    "NothingToPost": _plain("Chưa chọn hồ sơ nào để giao bưu tá. Hãy chọn hồ sơ rồi in danh sách."),
    "FormFileBroken": lambda error: (
        f"Tệp biểu mẫu {error.file} có chỗ sai nên chưa in được. Hồ sơ đã lưu; "
        "hãy báo người phụ trách sửa tệp mẫu rồi in lại."
    ),
    "FontMissing": _plain(
        "Thiếu phông chữ đi kèm chương trình nên chưa in được. Hồ sơ đã lưu; "
        "hãy cài lại chương trình rồi in lại."
    ),
    "NoPrinter": _plain(
        "Máy này chưa có máy in. Hãy bật hoặc nối máy in rồi in lại, hoặc lưu phiếu thành tệp."
    ),
    "PrintFailed": _plain(
        "Máy in không nhận bản in. Hãy xem giấy và dây nối rồi in lại, hoặc lưu phiếu thành tệp."
    ),
    "PageUnreadable": _plain("Không đọc được trang in. Hãy đóng phiếu rồi mở lại từ hồ sơ."),
    "CannotSave": _plain(
        "Không ghi được tệp vào nơi đã chọn. Hãy chọn thư mục khác hoặc kiểm tra đĩa còn chỗ trống."
    ),
    # the exchange with the province
    **SYNC_SENTENCES,
    # duty
    **DUTY_SENTENCES,
    # registers, exports, and what an older register brings
    **REGISTER_SENTENCES,
    # the rules a unit works by
    **RULE_SENTENCES,
    **REVIEW_SENTENCES,
    # settings, lists of procedures and days
    **SETTINGS_SENTENCES,
}
