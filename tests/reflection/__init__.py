"""The reflection: its rules. One sentence a test."""
