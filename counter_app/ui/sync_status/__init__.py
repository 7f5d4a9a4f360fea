"""The screen "Đồng bộ": how things stand between this machine and the province."""
