"""Whether the process that began something is still at it."""

import ctypes
import os
import platform
import sys
from collections.abc import Mapping
from typing import Any

_STILL_ACTIVE = 259
_QUERY_LIMITED = 0x1000


def this_process() -> dict[str, Any]:
    """What `is_running` needs to know this process by."""
    return {"process": os.getpid(), "machine": platform.node()}


def is_running(known: Mapping[str, Any]) -> bool:
    """Whether the process so described runs, other than this one; one of another machine is taken not to."""
    process = known.get("process")
    if not isinstance(process, int) or known.get("machine") != platform.node() or process == os.getpid():
        return False
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY_LIMITED, False, process)
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
