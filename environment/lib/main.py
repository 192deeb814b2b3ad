"""The commands of environment/: `main.py setup|notebook|test|data|gpu …`. Standard library only."""

from __future__ import annotations

import sys

from place import commands
from place.say import Problem


def main() -> int:
    sys.stdout.reconfigure(errors="replace", line_buffering=True)
    sys.stderr.reconfigure(errors="replace", line_buffering=True)
    try:
        return commands.run(sys.argv[1], sys.argv[2:])
    except Problem as problem:
        print(f"alike: {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"alike: {error}. Check that there is room on the disk and that the folder belongs to you.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("alike: stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
