"""The `germane` command."""

import signal
import sys

from ._germane import run


def main():
    # Ctrl-C ends the command as it ends any other, and a closed pipe is the command's own matter.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["germane", *sys.argv[1:]]))
