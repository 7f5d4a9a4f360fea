"""The screen "Kiểm tra nhật ký": whose journals are here, and whether they are as written."""
