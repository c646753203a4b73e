"""What is common to all subjects: any history, golden ones, time, what follows. One sentence a test."""
