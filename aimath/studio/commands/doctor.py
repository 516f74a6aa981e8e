"""`aimath doctor`: is this machine ready to film?"""

import click

from aimath.studio.commands import options


@click.command()
@options.as_json
def doctor(as_json: bool) -> int:
    """Check Python, Cairo, fonts, Typst, encoders and disk, and say how to mend what is missing."""
    import json
    from dataclasses import asdict

    from aimath.studio.doctor import examine

    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'MEND'}  {finding.name}: {finding.found}")
            if not finding.ok:
                click.echo(f"      {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1
