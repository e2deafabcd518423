"""What screening promises."""
