"""Run the command line with `python -m aimath`."""

from aimath.studio.cli import main

if __name__ == "__main__":
    main()
