"""Slips and forms as PDF bytes; the only room that knows reportlab, python-barcode and segno.

``slip`` makes form 01, ``supplement`` form 02 before intake, ``letters`` forms 02 to 05 of a
dossier, ``control`` form 06, ``postal`` the postman's list, ``handover`` the sheet of a shift,
``recovery`` the sheet with the recovery key. ``form_files`` reads the forms' data, whose fields
are named in ``fields``; ``fonts`` is told once where the type faces lie.
"""
