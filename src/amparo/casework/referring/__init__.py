"""Referral and transfer: a case is offered to another agency, which takes it up or not; and the directory of who helps."""
