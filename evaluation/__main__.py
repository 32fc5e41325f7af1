"""`python -m evaluation` is `python -m evaluation.evaluate`."""

import sys

from evaluation.evaluate import main

sys.exit(main())
