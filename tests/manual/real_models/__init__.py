"""Real small models that draft summaries."""
