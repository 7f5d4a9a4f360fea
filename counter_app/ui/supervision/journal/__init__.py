"""The screen "Nhật ký": a journal as a log, with what was reviewed and what was asked."""
