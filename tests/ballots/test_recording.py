"""Every public write of the services comes to `record`: a walk through their source."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Writes that touch no election, and what is called with the lock held or to take it.
NO_ELECTION = {
    "begin",
    "change_own_password",
    "create_account",
    "create_village",
    "admit",
    "lock_account",
    "lock_election",
    "lock_sheet",
    "lock_village",
    "open_locked",
    "permit",
    "refuse_out_of_reach",
    "remove_second_factor",
    "renew_codes",
    "reset_password",
    "set_account_active",
    "set_phone",
    "signing_capacity",
    "township_of",
    "turn_off",
}


def written(trees: dict[str, ast.Module]) -> dict[tuple[str, str], ast.FunctionDef]:
    return {
        (module, node.name): node
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def unrecorded(trees: dict[str, ast.Module]) -> set[str]:
    """Public functions that act for an Actor and never come to `record`, themselves or through what they call."""
    functions = written(trees)
    imported = {
        (module, alias.name): (node.module or "").rsplit(".", 1)[-1]
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    def records(module: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
        if name == "record":
            return True
        here = (module, name) if (module, name) in functions else (imported.get((module, name), ""), name)
        if here not in functions or here in seen:
            return False
        called = {
            node.func.id
            for node in ast.walk(functions[here])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        return any(records(here[0], each, seen | {here}) for each in called)

    def acts(node: ast.FunctionDef) -> bool:
        return any(each.arg == "by" for each in (*node.args.args, *node.args.kwonlyargs))

    public = {key for key, node in functions.items() if not key[1].startswith("_") and acts(node)}
    return {name for module, name in public if not records(module, name)}


def services() -> dict[str, ast.Module]:
    files = [*ROOT.glob("elections/services/*.py"), *ROOT.glob("ballots/services/*.py")]
    trees = {
        path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in files if path.stem != "__init__"
    }
    assert len(trees) == len(files) - 2  # two modules of one name would hide each other
    return trees


def test_every_write_service_records() -> None:
    assert unrecorded(services()) | {"begin"} == NO_ELECTION


def test_a_new_service_that_forgets_is_named() -> None:
    forgetful = ast.parse("def change_everything(*, election_id: int, by: Actor) -> None:\n    _write(by)\n")
    assert unrecorded({"new": forgetful}) == {"change_everything"}
