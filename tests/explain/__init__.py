"""What explaining promises."""
