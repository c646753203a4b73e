"""Who takes part: rules of roles and people. One sentence a test."""
