"""The house stands one way: ui, cli → operations → store, exchange → normalising, domain. Read from imports."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "sdrdesk"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
CORE = [name for name in MODULES if name.startswith("sdrdesk.core")]
FOR_SHOWING = {"sdrdesk.core.normalising.phones", "sdrdesk.core.normalising.dates"}
"""What the window and the command line may use of normalising: how a number or a date is shown and typed."""

ALLOWED = {
    "root": {"root", "domain"},
    "domain": {"domain"},
    "normalising": {"normalising", "domain", "root"},
    "store": {"store", "domain", "root"},
    "exchange": {"exchange", "normalising", "domain", "root"},
    "crm": {"crm", "normalising", "domain", "root"},
    "operations": {"operations", "store", "exchange", "crm", "normalising", "domain", "root"},
    "edge": {"edge", "operations", "domain", "root"},
    "composition": {"composition", "edge", "operations", "domain", "root"},
}
STORE_ONLY = {"sqlalchemy", "alembic", "sqlcipher3", "sqlite3"}


def layer(module):
    parts = module.split(".")
    if module == "sdrdesk.__main__":
        return "composition"
    if parts[1:2] == ["ui"] or (len(parts) == 2 and parts[1].partition("_")[0] == "cli"):
        return "edge"
    if len(parts) > 2 and parts[1] == "core" and (PACKAGE / "core" / parts[2]).is_dir():
        return parts[2]
    return "root"


@cache
def parsed(module):
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module, tree=None):
    """Every module that one imports, as (name, line): `from a import b` counts as a.b when that is a module."""
    package = module.split(".") if MODULES[module].name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(tree or parsed(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield (f"{name}.{alias.name}" if f"{name}.{alias.name}" in MODULES else name), node.lineno


def own(module):
    return {(name, line) for name, line in imports(module) if name.split(".")[0] == "sdrdesk"}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module):
    wrong = [
        f"{module}:{line} imports {name}"
        for name, line in own(module)
        if layer(name) not in ALLOWED[layer(module)]
        and not (layer(module) in ("edge", "composition") and name in FOR_SHOWING)
    ]
    assert not wrong


def test_the_window_and_the_command_line_do_not_know_each_other():
    for module in MODULES:
        if module.startswith("sdrdesk.cli"):
            assert not [name for name, _line in own(module) if name.startswith("sdrdesk.ui")]
        if module.startswith("sdrdesk.ui"):
            assert not [name for name, _line in own(module) if name.startswith("sdrdesk.cli")]


@pytest.mark.parametrize("module", MODULES)
def test_only_the_store_knows_its_database(module):
    if layer(module) != "store":
        assert not {name for name, _line in imports(module)} & STORE_ONLY
        assert not [name for name, _line in imports(module) if name.split(".")[0] in STORE_ONLY]


@pytest.mark.parametrize("module", CORE)
def test_core_never_imports_qt(module):
    assert not [name for name, _line in imports(module) if name.split(".")[0] in ("PySide6", "shiboken6")]


@pytest.mark.parametrize("module", [m for m in CORE if layer(m) == "domain"])
def test_the_domain_needs_the_standard_library_only(module):
    foreign = {name.split(".")[0] for name, _line in imports(module)} - set(sys.stdlib_module_names) - {"sdrdesk"}
    assert not foreign


@pytest.mark.parametrize("module", [m for m in CORE if layer(m) == "domain"])
def test_the_domain_reads_no_clock_and_no_file(module):
    calls = [ast.unparse(n.func) for n in ast.walk(parsed(module)) if isinstance(n, ast.Call)]
    forbidden = {"datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time", "open", "print"}
    assert not forbidden & set(calls)


def for_types_only(module):
    """The lines of what is imported for the type checker alone: it makes no cycle when the program runs."""
    blocks = [n for n in ast.walk(parsed(module)) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    return {line for block in blocks for line in range(block.lineno, (block.end_lineno or 0) + 1)}


def test_no_module_imports_itself_by_a_detour():
    graph = {}
    for module in MODULES:
        left_out = for_types_only(module)
        graph[module] = {name for name, line in own(module) if name in MODULES and line not in left_out}
    done, path = set(), []

    def visit(module):
        if module in path:
            raise AssertionError(" → ".join([*path[path.index(module) :], module]))
        if module not in done:
            path.append(module)
            for name in sorted(graph[module]):
                visit(name)
            done.add(path.pop())

    for module in graph:
        visit(module)


@pytest.mark.parametrize("module", [m for m in MODULES if m != "sdrdesk.__main__"])
def test_no_import_of_our_own_hides_in_a_function(module):
    hidden = [
        f"{module}:{line} {name}"
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for name, line in imports(module, node)
        if name.split(".")[0] == "sdrdesk"
    ]
    assert not hidden


def test_the_composition_root_loads_the_window_only_inside_a_function():
    top = [n for n in parsed("sdrdesk.__main__").body if isinstance(n, ast.Import | ast.ImportFrom)]
    assert not [n for n in top if "sdrdesk.ui" in ast.unparse(n) or "PySide6" in ast.unparse(n)]


@pytest.mark.parametrize("module", CORE)
def test_core_keeps_no_state_that_changes_in_a_module(module):
    """Names set at the top are constants, caches of functions, or private tables; nothing is rebound by `global`."""
    assert not [n for n in ast.walk(parsed(module)) if isinstance(n, ast.Global)]


def test_every_module_of_the_program_is_read_by_these_tests():
    assert len(MODULES) > 40
    assert {layer(m) for m in CORE} >= {"domain", "store", "exchange", "normalising", "operations", "root"}
    assert Path(MODULES["sdrdesk.core.domain.grid"]).is_file()
