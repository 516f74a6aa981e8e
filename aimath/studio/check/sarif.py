"""Findings for code scanners.

Reference: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0" (2020).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aimath import __version__
from aimath.studio.check.report import Entry
from aimath.studio.check.rules import Rule
from aimath.studio.whole_files import write_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_sarif(found: Sequence[Entry], rules: Sequence[Rule], path: Path) -> None:
    """Write findings as a SARIF log; allowed ones are suppressed, with their reasons."""
    told = [{"id": rule.name, "shortDescription": {"text": rule.finds}} for rule in rules]
    told.append({"id": "allowance", "shortDescription": {"text": "an allowance that matches nothing"}})
    driver = {"name": "aimath check", "version": __version__, "rules": told}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(entry) for entry in found]}],
    }
    write_text(path, json.dumps(log, indent=2, ensure_ascii=False) + "\n")


def _result(entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    looks = f" ({', '.join(entry.looks)})" if entry.looks else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": "error",
        "message": {"text": f"{finding.message}{looks}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.file)},
                    "region": {"startLine": finding.line},
                },
                "logicalLocations": [{"name": finding.section or finding.lesson, "kind": "function"}],
            }
        ],
        "properties": {
            "lesson": finding.lesson,
            "time": round(finding.time, 3),
            "objects": list(finding.objects),
            "looks": list(entry.looks),
        },
    }
    if entry.reason:
        result["suppressions"] = [{"kind": "inSource", "justification": entry.reason}]
    return result


def _uri(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_uri()
