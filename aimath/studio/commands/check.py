"""`aimath check`: would a lesson embarrass its teacher?"""

import json
import sys
from pathlib import Path

import click

from aimath.studio.commands import options
from aimath.studio.settings import ASPECTS, THEME_NAMES


@click.command()
@options.targets
@click.option(
    "--aspect",
    type=click.Choice(["all", *ASPECTS]),
    default="all",
    show_default=True,
    help="Shape of the picture; all means 16:9 alone for scenes that are no lessons.",
)
@click.option(
    "--theme",
    type=click.Choice(["all", *THEME_NAMES]),
    default="all",
    show_default=True,
    help="Colours; scenes that are no lessons have their own.",
)
@options.changes
@options.as_json
@click.option(
    "--sarif",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a SARIF log as well.",
)
@click.option(
    "--pictures", is_flag=True, help="Write the frame of each finding, with what was found drawn in."
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Looks at a time.  [default: the number of cores]")
def check(
    targets: tuple[str, ...],
    aspect: str,
    theme: str,
    changes: tuple[str, ...],
    as_json: bool,
    sarif: Path | None,
    pictures: bool,
    jobs: int | None,
) -> int:
    """Look for what would embarrass a lesson, at every moment where something has come to rest.

    Without a name, every lesson is checked. Exit 0 if nothing was found, 1 if something was.
    """
    from aimath.studio.check.requests import shoots_for

    request = shoots_for(targets, options.parse_changes(changes), aspect, theme)
    from aimath.studio.check.checking import LookReport, check_all
    from aimath.studio.check.report import as_json as plain_data
    from aimath.studio.check.report import as_text, entries
    from aimath.studio.check.rules import RULES
    from aimath.studio.check.sarif import write_sarif
    from aimath.studio.whole_files import prepare_folder
    from aimath.studio.workers import default_workers

    if sarif is not None:
        prepare_folder(sarif.parent, "choose another folder with --sarif")

    def tell(report: LookReport) -> None:
        if sys.stderr.isatty():
            settings = report.shoot.settings
            click.echo(f"{report.shoot.source.name} {settings.aspect} {settings.theme}", err=True)

    reports = check_all(request.shoots, jobs or default_workers(), tell, pictures=pictures)
    found = entries(reports, every_look=request.every_look)
    errors = [*request.broken, *(report.error for report in reports if report.error is not None)]
    for message in dict.fromkeys(str(error) for error in errors):
        click.echo(f"aimath: {message}", err=True)
    if as_json:
        click.echo(json.dumps(plain_data(found), indent=2, ensure_ascii=False))
    else:
        for entry in found:
            head, *rest = as_text(entry)
            click.echo("\n".join([click.style(head, bold=True), *rest]))
    open_findings = sum(not entry.reason for entry in found)
    if not as_json:
        gone_through = [report for report in reports if report.error is None]
        films = len({report.shoot.source.name for report in gone_through})
        allowed = len(found) - open_findings
        click.echo(
            f"{open_findings or 'no'} finding{'s' * (open_findings != 1)}"
            f"{f', {allowed} allowed,' if allowed else ''}"
            f" in {films} film{'s' * (films != 1)}, {len(gone_through)} look{'s' * (len(gone_through) != 1)}"
        )
    if sarif is not None:
        write_sarif(found, RULES, sarif)
    return 1 if open_findings or errors else 0
