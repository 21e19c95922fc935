"""What people write, as plain values with the line on which each stands."""
