"""What people see: pure functions from the state to blocks, one file per thing.

Owns the drawing. Must not know Bolt, the service or storage: a view gets a `Scene` and returns blocks.
"""
