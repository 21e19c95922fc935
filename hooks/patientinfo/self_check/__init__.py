"""The published rules, the comparison with a family's answers, and the form for it."""
