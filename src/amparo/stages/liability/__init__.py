"""What the person is blamed for: two tests for each act; and detention, reviewed again and again. No HTTP."""
