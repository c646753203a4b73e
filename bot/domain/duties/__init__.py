"""Duties: reminders, and duties that are overdue."""
