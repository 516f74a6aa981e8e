"""`aimath clean`: room on the disk."""

import click

from aimath.studio.errors import UsageError

_USUALLY_KEPT = "5GB"


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option("--cache", is_flag=True, help="Trim what is kept to save time, and leave the films.")
@click.option(
    "--keep", metavar="SIZE", help=f"How much of the cache stays, such as 500MB.  [default: {_USUALLY_KEPT}]"
)
def clean(lessons: tuple[str, ...], cache: bool, keep: str | None) -> None:
    """Remove the films of some lessons, or of all.

    What goes is what aimath wrote to media: films, captions, posters, records, animated pictures, contact
    sheets and pictures of findings. With --cache the films stay, and what is kept to make the next film
    sooner is trimmed, oldest use first.
    """
    from aimath.studio.cleaning import remove_films, trim_caches
    from aimath.studio.sizes import parse_size, write_size

    if cache and lessons:
        raise UsageError("give lessons or --cache, not both: the cache belongs to all lessons")
    if keep is not None and not cache:
        raise UsageError("--keep says how much of the cache stays; give --cache with it")
    cleaned = trim_caches(parse_size(keep or _USUALLY_KEPT, "--keep")) if cache else remove_films(lessons)
    removed, complaint = cleaned.removed, cleaned.complaint()
    for entry in () if cache else removed:
        click.echo(f"{entry.path}  {write_size(entry.size)}")
    count = "1 file" if len(removed) == 1 else f"{len(removed)} files"
    total = write_size(sum(entry.size for entry in removed))
    if removed or complaint is None:
        click.echo(f"removed {count}, {total}" if removed else "nothing to remove")
    if complaint is not None:
        raise complaint
