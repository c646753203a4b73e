"""Problems found: from the log to their disposal."""
