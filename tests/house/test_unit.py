"""The service unit is one that systemd reads, and runs the server as nobody in particular."""

from __future__ import annotations

import configparser
import shutil
import subprocess

from amparo.doors.cli.table import COMMANDS
from house.tree import ROOT

UNIT = ROOT / "docs" / "amparo.service"


def test_the_service_runs_a_command_that_there_is_as_an_account_without_powers() -> None:
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # the library's own way to keep capitals
    unit.read_string(UNIT.read_text("utf-8"))
    service = unit["Service"]
    program, command = service["ExecStart"].split()
    assert (program.startswith("/"), command in COMMANDS) == (True, True)
    assert service["User"] not in ("", "root")
    assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"], service["ProtectSystem"]) == ("yes", "", "strict")
    assert (service["UMask"], service["LimitCORE"]) == ("0077", "0")
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_systemd_itself_finds_no_fault_where_it_is_there() -> None:
    program = shutil.which("systemd-analyze")
    said = "" if program is None else _verified(program)
    assert [line for line in said.splitlines() if "amparo.service:" in line and "not executable" not in line] == []


def _verified(program: str) -> str:
    done = subprocess.run([program, "verify", str(UNIT)], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr
