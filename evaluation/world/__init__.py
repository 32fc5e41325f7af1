"""Makes synthetic worlds to be wrong in: exports as agencies send them and, apart from them, the truth."""

from evaluation.world.make import make_world

__all__ = ["make_world"]
