"""The stages of a case, each with the trade of its own: what is asked, stated, decided and written there. No HTTP."""
