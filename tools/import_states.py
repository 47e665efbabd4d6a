"""Pictures of an import step by step, on a list as people have them: title rows, doubtful dates, bad rows."""

AWKWARD = (
    "Salon Industrie Lyon ; exposants 2026;;;;;;;;;;\n"
    ";;;;;;;;;;\n"
    "Prénom;Nom;Société;Fonction;E-mail;Téléphone;Pays;Effectif;Origine;Date;Couleur du badge\n"
    "Sophie;GARNIER;Atelis;Acheteuse;s.garnier@atelis.example;01.99.00.56.78;France;250;Salon;03/04/2026;bleu\n"
    "Claire;Fontaine;Méca-Rhône;Directrice industrielle;;04 65 71 00 18;France;250;Site web;05/06/2026;vert\n"
    "Éric;Blanc;Sodex;DAF;e.blanc@@sodex.example;0033 5 36 49 00 44;France;12;Salon;11/12/2026;\n"
    ";;;;;;France;;Salon;;\n"
    'Jean;"Pradel;Pradel & Fils;;;05 36 49 00 12;France;8;Salon;;\n'
    "Lucie;Weber;Weber;Gérante;l.weber@weber.example;12;Atlantide;beaucoup;Bouche à oreille;demain;rouge\n"
    "Sophie;Garnier;Atelis;;s.garnier@atelis.example;;France;;Salon;07/08/2026;bleu\n"
    "Paul;Martin;Ateliers Martin;PDG;paul@martin.example;+33 (0)1 99 00 10 20;Frnce;20-49;Salon;02/03/2026;bleu\n"
    "Inès;Caron;Caron Services;;ines@caron.example;199001021;Belgique;;Salon;09/10/2026;vert\n"
)
GOOD = "Prénom;Nom;Société;E-mail;Téléphone\n" + "".join(
    f"{first};{last};{company};{first.lower()}@{company.lower()}.example;01 99 00 20 {n:02}\n"
    for n, (first, last, company) in enumerate(
        (
            ("Nadia", "Roux", "Novatis"),
            ("Hugo", "Perrin", "Perlane"),
            ("Emma", "Colin", "Coltis"),
            ("Yann", "Le Goff", "Armora"),
        )
    )
)


DATES = "Nom;E-mail;Pays;Date\nRoux;n@roux.example;Atlantide;03/04/2026\nColin;e@colin.example;;05/06/2026\n"


class ImportStates:
    """Walks through the steps."""

    def __init__(self, pictures, scale):
        self.pictures, self.scale, self.bench = pictures, scale, pictures.bench

    def ready(self, dialog) -> None:
        """Let the file be read."""
        self.pictures.settle()
        while dialog.foot.busy or dialog.aside.busy:
            self.pictures.settle()

    def opened(self, path, content, encoding="utf-8"):
        """The dialog on a file with this content."""
        path.write_text(content, encoding=encoding)
        self.bench.show_screen("leads")
        dialog = self.bench.files.open_import(path)
        if self.scale == "1":
            dialog.resize(1280, 700)
        self.ready(dialog)
        return dialog

    def take_all(self, folder) -> None:
        """Every step, then a list that leaves nothing in doubt."""
        dialog = self.opened(folder / "exposants_salon_2026.csv", AWKWARD, "cp1252")
        self.pictures.grab("import-1-file", dialog)
        dialog.go_on()
        self.ready(dialog)
        self.pictures.grab("import-2-columns", dialog)
        dialog.go_on()
        self.ready(dialog)
        self.pictures.grab("import-3-values", dialog)
        for step, name in ((3, "import-4-known"), (4, "import-5-preview")):
            dialog.ask_step(step)
            self.ready(dialog)
            self.pictures.grab(name, dialog)
        dialog.preview_step.cards.cards["refused"].click()
        self.pictures.grab("import-5-refused", dialog)
        dialog.start_import()
        self.ready(dialog)
        self.pictures.grab("import-6-report", dialog)
        dialog.close()
        good = self.opened(folder / "prospects_novembre.csv", GOOD)
        self.pictures.grab("import-good", good)
        good.ask_step(2)
        self.ready(good)
        self.pictures.grab("import-good-values", good)
        good.close()
        wrong = self.opened(folder / "photo.csv", "\x89PNG\r\n\x1a\n\x00\x00", "latin-1")
        self.pictures.grab("import-refused", wrong)
        wrong.close()
        two_ways = self.opened(folder / "dates.csv", DATES)
        self.pictures.grab("import-doubt", two_ways)
        two_ways.close()
