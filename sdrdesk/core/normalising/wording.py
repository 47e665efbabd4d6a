"""What a row says of a person and a company, in the words that are stored: names, numbers, codes, sizes."""

from collections.abc import Mapping
from functools import lru_cache

from sdrdesk.core.domain.answers import lower_bound
from sdrdesk.core.normalising.business_ids import siren_of
from sdrdesk.core.normalising.names import proper_case
from sdrdesk.core.normalising.sectors import naf_code
from sdrdesk.core.normalising.workforce import bracket_of


def reworded(fields: Mapping[str, str], insee: bool = False) -> dict[str, str]:
    """The columns of a row whose value is stored in other words than the file's; what is not understood is not there.

    Names wholly in capitals or small letters, SIREN out of SIRET, NAF codes, workforce codes; a size stays as given
    where a grid reads the same number from it.
    """
    found = {}
    for column in ("first_name", "last_name"):
        name = fields.get(column)
        if not name or (name.isalpha() and name[0].isupper() and name[1:].islower()):
            continue  # as most names are: no more to ask
        if (proper := proper_case(name)) != name:
            found[column] = proper
    for column, read in (("siren", siren_of), ("naf", naf_code)):
        text = fields.get(column)
        if text and (code := read(text)) and code != text:
            found[column] = code
    size = fields.get("employees")
    if size and (said := _size(size, insee)) != size:
        found["employees"] = said
    return found


@lru_cache(4096)
def _size(text: str, insee: bool) -> str:
    bracket = bracket_of(text, insee)
    return bracket.text if bracket and lower_bound(text) != bracket.lowest else text
