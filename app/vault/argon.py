"""What a guess costs: the parameters of argon2id."""

from __future__ import annotations

from dataclasses import dataclass

# A cost read from outside is obeyed only within these, or one line of text could stop the machine.
MAX_TIME = 64
MAX_MEMORY_KIB = 1024 * 1024
MAX_LANES = 16


@dataclass(frozen=True)
class Argon2Cost:
    """The cost of one guess.

    Args:
        time: passes over the memory.
        memory_kib: memory in KiB.
        lanes: parallel lanes.
    """

    time: int
    memory_kib: int
    lanes: int

    def bearable(self) -> bool:
        """Whether this machine should compute it at all."""
        lowest = self.time >= 1 and self.lanes >= 1 and self.memory_kib >= 8 * self.lanes
        highest = self.time <= MAX_TIME and self.memory_kib <= MAX_MEMORY_KIB and self.lanes <= MAX_LANES
        return lowest and highest
