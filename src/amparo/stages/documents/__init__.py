"""What goes out on paper: a report to a court, a notice that an act is held, a letter for a referral. No HTTP."""
