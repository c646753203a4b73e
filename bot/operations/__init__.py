"""What whoever runs the bot needs beside it: the doctor and the log."""
