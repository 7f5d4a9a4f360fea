"""The steps of a dossier after its intake: what is offered, and a calm panel for each."""
