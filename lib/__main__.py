"""`python -m lib`: everything the dashboard does to data, without a browser.

The Import page starts these same commands and reads their JSON lines, so there is one code path.
"""

import sys

from lib.command_line import main

if __name__ == "__main__":
    sys.exit(main())
