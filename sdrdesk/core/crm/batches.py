"""Several records in one request, where a server may refuse the whole of it for the sake of one."""

from collections.abc import Callable, Sequence

from sdrdesk.core.crm.client import CrmTrouble, Exists, Gone, Refused, Write, Written

Outcome = Written | CrmTrouble


def in_halves(writes: Sequence[Write], send: Callable[[Sequence[Write]], Sequence[Outcome]]) -> list[Outcome]:
    """Send writes together; where all are refused at once, in halves, until the record at fault stands alone.

    Whatever else goes wrong is raised if nothing was sent before it; else it is the outcome of all that were left.
    """
    waiting, done = [list(writes)] if writes else [], list[Outcome]()
    while waiting:
        part = waiting.pop()
        try:
            done += send(part)
        except (Refused, Exists, Gone) as trouble:
            if len(part) == 1:
                done.append(trouble)
            else:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
        except CrmTrouble as trouble:
            if not done:
                raise
            done += [trouble] * (len(writes) - len(done))
            break
    return done
