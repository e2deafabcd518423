"""What the person is told, and how: the notice of rights, and what was told over time."""
