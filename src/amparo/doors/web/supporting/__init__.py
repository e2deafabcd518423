"""The pages of help: the plan, each service, health, appointments, what was delivered, how help ends."""
