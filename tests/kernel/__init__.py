"""What every subject stands on. One sentence a test."""
