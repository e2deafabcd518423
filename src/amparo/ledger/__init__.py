"""What was stated, by whom and when, kept for ever; and the log that shows nobody rewrote it."""
