"""The person's own page: no sign-in, no cookie, no script; neutral words alone."""
