"""One function per thing a person can do; the only room that opens transactions."""
