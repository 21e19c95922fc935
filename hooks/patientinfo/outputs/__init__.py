"""The files that no person writes, one kind a module."""
