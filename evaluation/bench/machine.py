"""What a figure was measured on and with."""

import os
import platform
import resource
import sys

import psutil


def machine() -> str:
    """Cores, memory, Python: what a reader needs to judge a figure."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    system = f"{platform.system()} {platform.machine()}"
    return f"{cores} cores, {memory:.0f} GB, {system}, Python {platform.python_version()}"


def peak_mb() -> float:
    """The most memory this process has held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
