"""What every subject stands on: the audit and its framework, content, people, places, effects, errors."""
