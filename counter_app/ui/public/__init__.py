"""The visitors' own screen: which results are there, how a dossier stands, how content one is."""
