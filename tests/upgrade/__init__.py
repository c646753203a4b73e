"""What was posted and stored by an earlier release goes on working: the guard of every refactoring.

Owns the recordings of releases (`recordings/RELEASE`) and the comparison with them. Must not reach into the bot but
through `build`: modules move, these recordings do not.
"""
