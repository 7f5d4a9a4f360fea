"""Vietnamese for the words that Qt brings itself: buttons, file dialog, menus of text fields.

Qt ships no Vietnamese translation. The table is looked up by the source text alone; what is not
in it stays as Qt has it.
"""

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

_WORDS = {
    # buttons
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Save": "Lưu",
    "&Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Open": "Mở",
    "&Yes": "Có",
    "Yes": "Có",
    "Yes to &All": "Có, cho tất cả",
    "&No": "Không",
    "No": "Không",
    "N&o to All": "Không, cho tất cả",
    "Abort": "Dừng",
    "Retry": "Làm lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "&Close": "Đóng",
    "Cancel": "Thôi",
    "&Cancel": "Thôi",
    "Discard": "Bỏ",
    "Don't Save": "Không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Show Details...": "Xem chi tiết…",
    "Hide Details...": "Ẩn chi tiết…",
    "&Print": "In",
    "Print": "In",
    # text fields
    "&Undo": "Hoàn tác",
    "&Redo": "Làm lại",
    "Cu&t": "Cắt",
    "&Copy": "Sao chép",
    "&Paste": "Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Copy &Link Location": "Sao chép liên kết",
    "Insert Unicode control character": "Chèn ký tự điều khiển",
    # file dialog
    "Save As": "Lưu tệp",
    "Look in:": "Thư mục:",
    "Save in:": "Lưu vào:",
    "File &name:": "Tên tệp:",
    "&File name:": "Tên tệp:",
    "File Name": "Tên tệp",
    "Files of type:": "Loại tệp:",
    "&Choose": "Chọn",
    "Directory:": "Thư mục:",
    "Directories": "Thư mục",
    "Folder": "Thư mục",
    "File Folder": "Thư mục",
    "%1 File": "Tệp %1",
    "File": "Tệp",
    "Drive": "Ổ đĩa",
    "Computer": "Máy tính",
    "My Computer": "Máy tính này",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa",
    "Back": "Trước",
    "Forward": "Tiếp",
    "Go back": "Về trước",
    "Go forward": "Đi tiếp",
    "Parent Directory": "Thư mục mẹ",
    "Go to the parent directory": "Lên thư mục mẹ",
    "Create New Folder": "Tạo thư mục mới",
    "Create a New Folder": "Tạo thư mục mới",
    "&New Folder": "Tạo thư mục mới",
    "New Folder": "Thư mục mới",
    "List View": "Xem danh sách",
    "Detail View": "Xem chi tiết",
    "Change to list view mode": "Xem danh sách",
    "Change to detail view mode": "Xem chi tiết",
    "Sidebar": "Thanh bên",
    "List of places and bookmarks": "Các nơi thường dùng",
    "Files": "Tệp",
    "All Files (*)": "Mọi tệp (*)",
    "&Rename": "Đổi tên",
    "&Delete": "Xóa",
    "Show &hidden files": "Hiện tệp ẩn",
    "Remove": "Bỏ",
    "Recent Places": "Nơi mới dùng",
    "Find Directory": "Tìm thư mục",
    "%1 already exists.\nDo you want to replace it?": "Đã có tệp %1.\nThay bằng tệp mới?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nKhông có tệp này.\nHãy kiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nKhông có thư mục này.\nHãy kiểm tra lại tên thư mục."
    ),
    "'%1' is write protected.\nDo you want to delete it anyway?": (
        "“%1” được bảo vệ không cho ghi.\nVẫn xóa?"
    ),
    "Are you sure you want to delete '%1'?": "Xóa “%1”?",
    "Could not delete directory.": "Không xóa được thư mục.",
    "Invalid filename": "Tên tệp không dùng được",
    # combo boxes, scroll bars, accessibility
    "Close Tab": "Đóng thẻ",
    "Press": "Bấm",
    "Toggle": "Bật hoặc tắt",
    "Uncheck": "Bỏ dấu",
    "Check": "Đánh dấu",
    "True": "Đúng",
    "False": "Sai",
}


class Vietnamese(QTranslator):
    """Says Qt's own words in Vietnamese."""

    def isEmpty(self) -> bool:
        """Say that there is something to translate."""
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the Vietnamese words, or None where Qt's stay.

        An empty text would be taken for the translation, and blank what Qt says; the stubs of
        the binding know only ``str``.
        """
        return _WORDS.get(source_text)  # type: ignore[return-value]


def speak_vietnamese(app: QCoreApplication) -> QTranslator:
    """Install the translation and the locale; the translator belongs to the application."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = Vietnamese(QObject(app))
    translator.setParent(app)
    app.installTranslator(translator)
    return translator
