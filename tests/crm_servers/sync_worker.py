"""Syncs a workspace with django-crm again and again until it is killed: `python -m … STORE CONNECTION KEYFILE`."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sdrdesk.core.crm.profile_files import open_profile, profile_texts
from sdrdesk.core.operations.crm.connections import connection_of
from sdrdesk.core.operations.crm.sync import sync
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.words import Words


def main() -> None:
    """Run over and over, the clock moved on to when there is more to do."""
    path, connection, key = sys.argv[1:]
    now = [datetime.now(UTC)]
    workspace = open_workspace(Path(path), "Alix", lambda: now[0])
    given = connection_of(workspace, connection).given
    while True:
        client = open_profile(profile_texts()["django-crm"], given, Path(key).read_text(encoding="utf-8"))
        done = sync(workspace, connection, client, Words("en"))
        client.close()
        now[0] = max(now[0], done.next_at or now[0]) + timedelta(seconds=1)


if __name__ == "__main__":
    main()
