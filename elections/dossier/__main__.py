"""`python -m elections.dossier FILE`: verify a dossier with the standard library and this repository alone."""

from __future__ import annotations

import argparse
import sys

from elections.dossier.check import verify_file


def main() -> int:
    """Exit 0 when all agrees, 1 when something differs, 2 when the file is malformed."""
    parser = argparse.ArgumentParser(prog="python -m elections.dossier", description=verify_file.__doc__)
    parser.add_argument("file", metavar="FILE", help="a dossier; - for standard input")
    return verify_file(parser.parse_args().file)


if __name__ == "__main__":
    sys.exit(main())
