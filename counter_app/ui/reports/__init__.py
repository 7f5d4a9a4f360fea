"""Registers and lists: on the screen, as files, and what an older register brings over."""
