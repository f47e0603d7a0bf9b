"""Run the command line as `python -m averment`."""

from averment.cli import main

if __name__ == "__main__":
    main()
