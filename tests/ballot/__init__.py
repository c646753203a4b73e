"""The board's vote: its rules. One sentence a test."""
