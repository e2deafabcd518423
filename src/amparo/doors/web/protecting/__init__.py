"""Pages of protection: safety at a glance, a risk assessment, the plan, what happened, the place to sleep, all residents."""
