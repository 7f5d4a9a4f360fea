"""Slips and forms as PDF bytes; the only room that knows reportlab, python-barcode and segno.

``slip`` makes form 01, ``supplement`` form 02, ``recovery`` the sheet with the recovery key.
``form_files`` reads the forms' data, ``fonts`` is told once where the type faces lie.
"""
