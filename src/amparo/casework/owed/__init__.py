"""What is owed, in words: today for one worker, the list of cases, in whose hands a duty is, and what stands still."""
