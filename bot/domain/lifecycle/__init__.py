"""An audit's course: its start and details, its stages, pause, end and smaller kinds."""
