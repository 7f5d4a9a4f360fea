"""Lists as spreadsheets: written and read; the only room that knows Excel's formats."""
