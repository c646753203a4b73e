"""Problems found: their rules. One sentence a test."""
