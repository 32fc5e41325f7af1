"""Makes synthetic worlds to be wrong in: exports as agencies send them and, apart from them, the truth."""

from evaluation.world.audit import Audit, ShortcutFound, refuse
from evaluation.world.make import make_world
from evaluation.world.parameters import Told

__all__ = ["Audit", "ShortcutFound", "Told", "make_world", "refuse"]
