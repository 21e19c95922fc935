"""A page as readers get it."""
