"""Support: what helps the person, planned with them, given by consent, and ended only as the law allows."""
