"""The pages of asylum, and of contact with the State of origin. What they know is decided in `stages/asylum`."""
