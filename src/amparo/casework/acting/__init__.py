"""Acts: whoever would do one of the vocabulary asks first; what holds it, and the only ways past."""

from amparo.casework.acting.asking import ask, may_go_on, read_answer
from amparo.casework.acting.hold import Answer

__all__ = ["Answer", "ask", "may_go_on", "read_answer"]
