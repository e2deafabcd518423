"""The notice of rights: made, printed, read aloud, recorded as told; and the page of rights that anybody may open."""
