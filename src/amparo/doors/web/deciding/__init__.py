"""Pages of identification behind the sign-in: interviews, decisions on status with second reader, letters, challenges."""
