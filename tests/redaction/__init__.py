"""Erasing: its rules. One sentence a test."""
