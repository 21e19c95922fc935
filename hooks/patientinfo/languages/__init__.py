"""What a language is: its tag, its words, its letters."""
