"""What is claimed, what research shows of it, and the sources."""
