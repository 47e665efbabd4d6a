"""The workspace file: opened, refused, copied, restored, brought up to date; many readers, one writer, nothing lost."""

import os
import re
import shutil
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, text

from sdrdesk.core.errors import UserError
from sdrdesk.core.ids import IdMaker
from sdrdesk.core.operations.backups import backup_to, check_store, daily_backup, restore_from
from sdrdesk.core.operations.leads import add_note, edit_lead, snooze_lead
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.store import journal
from sdrdesk.core.store import migrations as migrated
from sdrdesk.core.store.activities import decisions_of
from sdrdesk.core.store.database import APPLICATION_ID, open_store, verify
from sdrdesk.core.store.migrations import REVISIONS, SCHEMA_VERSION, create_schema, upgrade_schema
from tests.support import NOW, desk_at


def code_of(path, act=open_store):
    with pytest.raises(UserError) as caught:
        act(path)
    return caught.value.code


def closed_workspace(path, leads=1):
    desk = desk_at(path)
    for n in range(leads):
        desk.add(last_name=f"Martin{n}")
    desk.workspace.store.close()
    return path


# -- opening ---------------------------------------------------------------------------------------------------------


def test_a_new_workspace_is_made_whole_in_a_folder_that_is_made_too(tmp_path):
    path = tmp_path / "new" / "deep" / "w.sdrdesk"
    store = open_store(path)
    store.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    assert [p.name for p in path.parent.iterdir() if not p.name.startswith("w.sdrdesk")] == []


def test_what_was_written_is_there_when_opened_again(tmp_path):
    path = closed_workspace(tmp_path / "w.sdrdesk", leads=3)
    desk = desk_at(path)
    assert [s.lead.last_name for s in desk.leads()] == ["Martin0", "Martin1", "Martin2"]
    desk.workspace.store.close()


def test_a_path_with_characters_of_an_address_is_only_a_path(tmp_path):
    path = tmp_path / "é ?mode=memory#50%.sdrdesk"
    closed_workspace(path)
    assert path.exists()
    desk = desk_at(path)
    assert len(desk.leads()) == 1
    desk.workspace.store.close()


def test_a_newer_store_is_refused_and_left_as_it_is(tmp_path):
    path = closed_workspace(tmp_path / "w.sdrdesk")
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    assert code_of(path) == "store_newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "store_empty"),
        (b"not a database, but long enough to be looked at " * 40, "store_foreign"),
        (b"first_name;last_name\r\nJean;Martin\r\n", "store_foreign"),
    ],
)
def test_what_is_no_workspace_is_refused_and_left_as_it_is(tmp_path, content, code):
    path = tmp_path / "w.sdrdesk"
    path.write_bytes(content)
    assert code_of(path) == code
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["w.sdrdesk"]


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE contact (name TEXT)")
    raw.close()
    assert code_of(path) == "store_foreign"


def test_a_folder_is_no_workspace(tmp_path):
    assert code_of(tmp_path) == "store_foreign"


def test_a_damaged_store_says_so(tmp_path):
    path = closed_workspace(tmp_path / "w.sdrdesk", leads=40)
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    assert code_of(path, verify) == "store_damaged"


def test_a_place_where_nothing_can_be_made_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("x")
    assert code_of(tmp_path / "file" / "w.sdrdesk") == "file_trouble"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read_is_told_in_words(tmp_path):
    path = closed_workspace(tmp_path / "w.sdrdesk")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert code_of(path) in ("read_only", "cannot_open")
        assert code_of(tmp_path / "new.sdrdesk") in ("read_only", "cannot_open")
    finally:
        tmp_path.chmod(0o755)


# -- writing ---------------------------------------------------------------------------------------------------------


def test_a_full_disk_keeps_what_was_acknowledged_and_says_so(desk):
    kept = []
    store = desk.workspace.store

    def cap(tx):
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")

    with store.read() as tx:
        cap(tx)
    with pytest.raises(UserError) as caught:  # noqa: PT012 (until the disk is full)
        for n in range(10_000):
            kept.append(desk.add(last_name=f"Martin{n}", notes="a long note " * 200))
    assert caught.value.code == "disk_full"
    assert kept
    assert {s.lead.id for s in desk.leads()} == set(kept)
    assert store.faults() == []


def test_two_threads_that_read_and_then_write_lose_no_update(desk):
    store = desk.workspace.store
    with store.write() as tx:
        tx.execute(text("INSERT INTO setting VALUES ('count', '0')"))

    def count():
        for _ in range(200):
            with store.write() as tx:
                n = int(tx.execute(text("SELECT value FROM setting WHERE key = 'count'")).scalar_one())
                tx.execute(text("UPDATE setting SET value = :n WHERE key = 'count'"), {"n": str(n + 1)})

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as tx:
        assert tx.execute(text("SELECT value FROM setting WHERE key = 'count'")).scalar_one() == "400"


def test_two_processes_that_write_take_turns(tmp_path):
    """Two stores on one file, as a window and a command line have."""
    path = tmp_path / "w.sdrdesk"
    window, line = desk_at(path), desk_at(path)
    for n in range(20):
        (window if n % 2 else line).add(last_name=f"Martin{n}")
    assert len(window.leads()) == len(line.leads()) == 20
    for desk in (window, line):
        desk.workspace.store.close()


def test_only_a_transaction_that_need_not_last_does_not_wait_for_the_disk(desk):
    store, asked = desk.workspace.store, "PRAGMA synchronous"

    def waits(**how):
        with store.write(**how) as tx:
            return tx.exec_driver_sql(asked).scalar_one()

    normal, full = 1, 2
    assert [waits(lasting=False), waits(), waits(lasting=True)] == [normal, full, full]
    with pytest.raises(ValueError, match="in between"), store.write(lasting=False):
        raise ValueError("in between")
    with store.read() as tx:
        assert tx.exec_driver_sql(asked).scalar_one() == full
    assert waits() == full


def test_a_failed_transaction_leaves_nothing(desk):
    with pytest.raises(ZeroDivisionError), desk.workspace.store.write() as tx:  # noqa: PT012
        tx.execute(text("INSERT INTO setting VALUES ('half', '1')"))
        raise ZeroDivisionError
    with desk.workspace.store.read() as tx:
        assert tx.execute(text("SELECT count(*) FROM setting WHERE key = 'half'")).scalar_one() == 0


def test_a_bug_in_a_statement_is_no_user_error(desk):
    with pytest.raises(Exception, match="no such table") as caught, desk.workspace.store.read() as tx:
        tx.execute(text("SELECT * FROM missing_table"))
    assert not isinstance(caught.value, UserError)


def test_a_reader_sees_one_moment(desk):
    with desk.workspace.store.read() as tx:
        before = tx.execute(text("SELECT count(*) FROM lead")).scalar_one()
        desk.add()
        assert tx.execute(text("SELECT count(*) FROM lead")).scalar_one() == before


# -- copies ----------------------------------------------------------------------------------------------------------


def test_a_copy_is_verified_and_restores_what_was_there(desk, tmp_path):
    kept = desk.add(last_name="Kept")
    copy = tmp_path / "copies" / "copy.sdrdesk"
    done = backup_to(desk.workspace, copy)
    assert done["bytes"] == copy.stat().st_size
    assert (tmp_path / "copies" / "copy.sdrdesk.sha256").read_text().split() == [done["sha256"], "copy.sdrdesk"]
    desk.add(last_name="Later")
    restored = restore_from(desk.workspace, copy)
    assert [s.lead.id for s in desk.leads()] == [kept]
    assert Path(restored["previous"]).is_file()


def test_a_restore_can_itself_be_taken_back_again_and_again(desk, tmp_path):
    desk.add(last_name="Kept")
    backup_to(desk.workspace, tmp_path / "copy.sdrdesk")
    desk.add(last_name="Later")
    done = restore_from(desk.workspace, tmp_path / "copy.sdrdesk")
    for leads in (2, 1, 2):
        done = restore_from(desk.workspace, Path(done["previous"]))
        assert len(desk.leads()) == leads


def test_an_altered_copy_is_refused_and_nothing_is_touched(desk, tmp_path):
    desk.add()
    copy = tmp_path / "copy.sdrdesk"
    backup_to(desk.workspace, copy)
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)
    desk.add(last_name="Later")
    assert code_of(copy, lambda path: restore_from(desk.workspace, path)) == "copy_altered"
    assert len(desk.leads()) == 2


@pytest.mark.parametrize("content", [b"", b"x" * 5000])
def test_what_is_no_copy_is_refused(desk, tmp_path, content):
    path = tmp_path / "copy.sdrdesk"
    path.write_bytes(content)
    assert code_of(path, lambda p: restore_from(desk.workspace, p)) in ("store_empty", "store_foreign")
    assert code_of(tmp_path / "none", lambda p: restore_from(desk.workspace, p)) == "file_missing"


def test_a_workspace_is_neither_copied_onto_itself_nor_restored_from_itself(desk):
    path = desk.workspace.store.path
    assert code_of(path, lambda p: backup_to(desk.workspace, p)) == "file_trouble"
    assert code_of(path, lambda p: restore_from(desk.workspace, p)) == "file_trouble"


def test_a_copy_can_be_made_beside_an_open_reader(desk, tmp_path):
    desk.add()
    with desk.workspace.store.read() as tx:
        tx.execute(text("SELECT count(*) FROM lead")).scalar_one()
        backup_to(desk.workspace, tmp_path / "copy.sdrdesk")
    verify(tmp_path / "copy.sdrdesk")


def test_one_copy_a_day_is_made_and_a_fortnight_is_kept(desk):
    for day in range(20):
        desk.clock.at = NOW + timedelta(days=day)
        made = daily_backup(desk.workspace)
        assert made is not None
        assert daily_backup(desk.workspace) is None
    kept = sorted(p.name for p in made.parent.glob("*.sdrdesk"))
    assert len(kept) == 14
    assert kept[-1] == "workspace-2026-12-13.sdrdesk"
    assert sorted(p.name for p in made.parent.glob("*.sha256")) == [f"{name}.sha256" for name in kept]


def test_a_sound_store_has_no_fault(demo):
    assert check_store(demo.workspace) == {"ok": True, "faults": [], "file": str(demo.workspace.store.path)}


# -- the schema and its history --------------------------------------------------------------------------------------


def schema_of(path):
    with sqlite3.connect(path) as raw:
        found = raw.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
        kept = {(t, n, b, re.sub(r"\s+", " ", re.sub(r"\s*([()])\s*", r" \1 ", s)).strip()) for t, n, b, s in found}
    raw.close()
    return kept


def made_by(path, make):
    engine = create_engine(URL.create("sqlite", database=str(path)), module=sqlcipher)
    with engine.begin() as tx:
        make(tx)
    engine.dispose()
    return path


def test_a_store_upgraded_from_nothing_has_the_schema_of_a_new_one(tmp_path):
    new = schema_of(made_by(tmp_path / "new.db", create_schema))
    upgraded = schema_of(made_by(tmp_path / "upgraded.db", upgrade_schema))
    assert upgraded == new
    assert {name for _type, name, _table, _sql in new} >= {"lead", "journal", "lead_search", "ix_lead_state_due"}


def test_the_history_ends_at_the_newest_revision():
    config = Config()
    config.set_main_option("script_location", str(Path(migrated.__file__).parent).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == REVISIONS[-1]
    assert tuple(r.revision for r in reversed(list(script.walk_revisions()))) == REVISIONS


def test_an_older_store_is_copied_and_brought_up_to_date(tmp_path):
    path = made_by(tmp_path / "w.sdrdesk", lambda tx: upgrade_schema(tx, "0001"))
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA user_version = 1")
        raw.execute("INSERT INTO operation VALUES ('o', 'decide', 1, 'me', 'done', '{}', NULL)")
        raw.execute("INSERT INTO lead (id, created_at, operation) VALUES ('l', 1, 'o')")
        raw.execute(
            "INSERT INTO decision (id, lead, at, decision, route, grid, grid_version, assessment, operation) "
            "VALUES ('d', 'l', 1, 'later', 'nurture', 'bant', 1, '{}', 'o')"
        )
        raw.execute("INSERT INTO grid (id, version, content, at) VALUES ('bant', 1, '', 1)")
    raw.close()
    store = open_store(path)
    with store.read() as tx:
        assert tx.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA_VERSION
        assert [(d.decision, d.facts) for d in decisions_of(tx, ["l"])["l"]] == [("later", "{}")]
        assert tx.exec_driver_sql("SELECT id, who FROM grid").fetchall() == [("bant", "")]
    store.close()
    verify(tmp_path / "backups" / f"before-version-{SCHEMA_VERSION}-w.sdrdesk")


# -- the journal, ids -----------------------------------------------------------------------------------------


def head(desk):
    with desk.workspace.store.read() as tx:
        return journal.head(tx)


def test_the_head_of_the_journal_moves_with_every_act_and_with_nothing_else(desk):
    lead = desk.add()
    before = head(desk)
    read_queue(desk.workspace)
    desk.leads()
    assert head(desk) == before
    for act in (
        lambda: add_note(desk.workspace, lead, "said"),
        lambda: edit_lead(desk.workspace, lead, {"city": "Lyon"}),
        lambda: snooze_lead(desk.workspace, lead, NOW),
        desk.add,
    ):
        act()
        assert head(desk) > before
        before = head(desk)


def test_ids_rise_in_the_order_they_are_made_across_threads():
    new_id = IdMaker()
    made = [[] for _ in range(4)]

    def make(mine):
        mine.extend(new_id() for _ in range(2000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    assert len({i for mine in made for i in mine}) == 8000
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", i) for i in made[0])


def test_a_copy_that_is_given_up_leaves_nothing_behind_and_is_made_later(demo):
    assert daily_backup(demo.workspace, lambda: False) is None
    folder = demo.workspace.store.path.parent / "backups"
    assert list(folder.iterdir()) == []
    made = daily_backup(demo.workspace)
    verify(made)


def test_a_store_copied_by_hand_without_its_log_is_still_a_store(tmp_path):
    path = closed_workspace(tmp_path / "w.sdrdesk", leads=5)
    assert not Path(f"{path}-wal").exists()  # closing folds the log into the file
    copy = Path(shutil.copy(path, tmp_path / "moved.sdrdesk"))
    desk = desk_at(copy)
    assert len(desk.leads()) == 5
    desk.workspace.store.close()
