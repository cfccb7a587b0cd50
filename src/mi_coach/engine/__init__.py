"""The scripted client: pure functions from a coded reply to a state and the client's next line.

The same scenario version, seed and coded replies give the same conversation everywhere: the random source of
each exchange is derived from the seed, the scenario's id and the exchange's number alone.
"""

from mi_coach.engine.choose import Candidate, readiness
from mi_coach.engine.play import Engine, StepResult
from mi_coach.engine.state import EngineState

__all__ = ["Candidate", "Engine", "EngineState", "StepResult", "readiness"]
