"""Pages of protection: safety at a glance, a risk assessment, the plan, what happened, a place to sleep, all residents."""
