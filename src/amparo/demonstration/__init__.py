"""An installation to look at: the fictional country xx, its invented staff and people."""
