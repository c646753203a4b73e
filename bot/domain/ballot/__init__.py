"""The board's vote: the auditors' recommendation, the rounds of voting and their result."""
