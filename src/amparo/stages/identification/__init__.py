"""Identification: from the first contact to the decision whether the person was trafficked."""
