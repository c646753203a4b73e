"""What is common to all subjects: decide, fold, what follows from events, time, history as it is read and written."""
