"""The demo's own parts, each alone."""
