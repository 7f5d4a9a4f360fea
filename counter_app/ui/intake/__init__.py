"""Taking a dossier in: the form, the promise and the papers."""
