"""The pages of what the person is blamed for, and of detention. What they know is decided in `stages/liability`."""
