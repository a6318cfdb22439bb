"""`python -m fuertong` is the command line."""

import sys

from fuertong.cli import main

sys.exit(main())
