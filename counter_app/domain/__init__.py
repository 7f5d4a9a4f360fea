"""The rules of the one-stop shop: plain values and functions, without clock, files, Qt or SQL."""
