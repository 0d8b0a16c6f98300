"""`python -m germane`."""

from ._command import main

main()
