"""What may not be published, one question a module."""
