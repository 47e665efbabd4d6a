"""Files made to hurt: each is read or refused in words, within five seconds and 300 MiB."""

import json
import subprocess
import sys

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.words import LANGUAGES, Words
from tests.exchange.hostile import HOSTILE
from tests.support import ROOT

MOST_SECONDS, MOST_MEBIBYTES = 5, 300
READER = """
import json, resource, sys
from pathlib import Path
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import table_form, table_rows
path = Path(sys.argv[1])
try:
    rows = list(table_rows(path, table_form(path)))
    became = ", ".join([f"{len(rows)} rows", *sorted({r.fault for r in rows if r.fault})])
    values = {}
except UserError as error:
    became, values = error.code, error.values
both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
if sys.platform == "linux":  # getrusage would count the program that started this one
    own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    memory = (own + both[1].ru_maxrss) / 2**10
else:
    memory = sum(used.ru_maxrss for used in both) / 2**20
print(json.dumps([became, values, memory, sum(used.ru_utime + used.ru_stime for used in both)]))
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by what Windows does not have")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_words_within_bounds(name, tmp_path):
    file, build, expected = HOSTILE[name]
    path = build(tmp_path / file)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120
    )
    became, values, mebibytes, seconds = json.loads(done.stdout)
    assert became == expected
    assert mebibytes < MOST_MEBIBYTES
    assert seconds < MOST_SECONDS  # of computing: how long one waits depends on what else the machine does
    for language in LANGUAGES if values else ():
        assert all(Words(language).error(UserError(became, **values)))
