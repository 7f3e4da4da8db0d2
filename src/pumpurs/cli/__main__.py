"""`python -m pumpurs.cli` is `pumpurs`."""

import sys

from pumpurs.cli import main

sys.exit(main())
