"""Duties and reminders: rules, and how people are asked. One sentence a test."""
