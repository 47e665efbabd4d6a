"""Files to import, as large as wanted, the same every time."""

import csv
from pathlib import Path
from random import Random

SEED = 7
HEADER = (
    "Prénom", "Nom", "Fonction", "E-mail", "Téléphone", "Société", "Ville", "Code postal", "Pays", "Effectif", "Source",
    "Date", "Notes",
)  # fmt: skip
FIRST = ("Anne", "Paul", "Léa", "Marc", "Éloïse", "Jean-Pierre", "Zoé", "Hugo")
TITLES = ("Directeur des achats", "DAF", "Gérant", "Assistante", "PDG", "Responsable logistique")
SIZES_OF_FIRMS, SOURCES = ("10", "20-49", "500"), ("webinar", "salon", "", "")


def write_file(path: Path, rows: int) -> Path:
    """A file as a salesperson has it: national numbers, French headers, three people to a company, in no order."""
    random = Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        for n in range(rows):
            company = random.randrange(rows // 3 + 1)
            digits = f"{random.randrange(10**8):08d}"
            writer.writerow([
                random.choice(FIRST), f"Nom{n}", random.choice(TITLES), f"p{n}@societe{company}.fr",
                " ".join([f"0{random.randrange(1, 8)}", *(digits[i : i + 2] for i in range(0, 8, 2))]),
                f"Société {company} SAS", "Lyon", f"690{n % 9 + 1:02d}", "France", random.choice(SIZES_OF_FIRMS),
                random.choice(SOURCES), f"2026-10-0{n % 9 + 1}", f"note {n}" if n % 10 == 0 else "",
            ])  # fmt: skip
    return path
