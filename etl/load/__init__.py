"""Loading: delivered files through the records stage into the graph, each delivery whole or not at all."""

from etl.load.loading import load_paths, rebuild
from etl.load.versions import data_hash

__all__ = ["data_hash", "load_paths", "rebuild"]
