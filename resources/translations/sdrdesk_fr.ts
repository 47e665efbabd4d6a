<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>ActForm</name>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Annuler (Esc)</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>sdrdesk — demonstration</source>
        <translation>sdrdesk — démonstration</translation>
    </message>
    <message>
        <source>Opening the workspace…</source>
        <translation>Ouverture de l’espace de travail…</translation>
    </message>
    <message>
        <source>Preparing the demonstration…</source>
        <translation>Préparation de la démonstration…</translation>
    </message>
</context>
<context>
    <name>BugReportDialog</name>
    <message>
        <source>Something went wrong in sdrdesk</source>
        <translation>Un problème est survenu dans sdrdesk</translation>
    </message>
    <message>
        <source>This is our mistake, not yours. What you typed is kept. The report below says what happened; it holds no lead.</source>
        <translation>L’erreur vient de nous, pas de vous. Votre saisie est conservée. Le rapport ci-dessous dit ce qui s’est passé&#x202f;; il ne contient aucun lead.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
</context>
<context>
    <name>CallbackForm</name>
    <message>
        <source>Call back</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Call back then (Enter)</source>
        <translation>Fixer le rappel (Enter)</translation>
    </message>
    <message>
        <source>Promised at a time, or some day</source>
        <translation>Rappel à une heure promise, ou un jour sans heure</translation>
    </message>
    <message>
        <source>Promised at a time</source>
        <translation>Heure promise</translation>
    </message>
    <message>
        <source>Some day</source>
        <translation>Un jour</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>demain</translation>
    </message>
    <message>
        <source>+3 days</source>
        <translation>+3 jours</translation>
    </message>
    <message>
        <source>+7 days</source>
        <translation>+7 jours</translation>
    </message>
    <message>
        <source>That day has gone; choose today or later.</source>
        <translation>Ce jour est passé&#x202f;; choisissez aujourd’hui ou plus tard.</translation>
    </message>
    <message>
        <source>That time has gone; choose a later one.</source>
        <translation>Cette heure est passée&#x202f;; choisissez-en une plus tardive.</translation>
    </message>
</context>
<context>
    <name>CriterionRow</name>
    <message>
        <source>Evidence for {criterion}</source>
        <translation>Preuve pour {criterion}</translation>
    </message>
    <message>
        <source>the words that prove it</source>
        <translation>les mots qui le prouvent</translation>
    </message>
    <message>
        <source>The words that prove it (Alt+E)</source>
        <translation>Les mots qui le prouvent (Alt+E)</translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation>Demandé, inconnu</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>à confirmer</translation>
    </message>
    <message>
        <source>which one?</source>
        <translation>lequel&#x202f;?</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>non compris</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>to confirm: Enter</source>
        <translation>à confirmer&#x202f;: Enter</translation>
    </message>
    <message>
        <source>eliminates</source>
        <translation>élimine</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>levé</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>passe</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Nobody to call right now</source>
        <translation>Personne à appeler pour l’instant</translation>
    </message>
    <message>
        <source>The next lead comes {when}. {n} wait.</source>
        <translation>Prochain lead&#x202f;: {when}. En attente&#x202f;: {n}.</translation>
    </message>
    <message>
        <source>Outside calling hours</source>
        <translation>Hors des heures d’appel</translation>
    </message>
    <message>
        <source>{n} leads wait for the hours to open. Choose one at the left, or change the hours in the settings.</source>
        <translation>Leads en attente de l’ouverture&#x202f;: {n}. Choisissez-en un à gauche, ou changez les heures dans les réglages.</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>La file est vide</translation>
    </message>
    <message>
        <source>Every lead is closed. Import a new list to go on.</source>
        <translation>Tous les leads sont clos. Importez une nouvelle liste pour continuer.</translation>
    </message>
    <message>
        <source>No lead on the desk</source>
        <translation>Aucun lead en cours</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>enregistré {time}</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>À confirmer</translation>
    </message>
    <message>
        <source>Ask next</source>
        <translation>À demander</translation>
    </message>
    <message>
        <source>settles it for {n} of {of} answers</source>
        <translation>tranche dans {n} cas sur {of}</translation>
    </message>
    <message>
        <source>“{question}”</source>
        <translation>«&#x202f;{question}&#x202f;»</translation>
    </message>
    <message>
        <source>All asked</source>
        <translation>Tout est demandé</translation>
    </message>
    <message>
        <source>What is still unknown decides; ask again, or decide with what you have.</source>
        <translation>Tout dépend de ce qui reste inconnu&#x202f;; redemandez, ou décidez avec ce que vous avez.</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Tranché</translation>
    </message>
    <message>
        <source>Check, then a meeting: Ctrl+Enter.</source>
        <translation>Vérifiez, puis prenez rendez-vous&#x202f;: Ctrl+Enter.</translation>
    </message>
    <message>
        <source>Agree on a date to come back: Ctrl+L.</source>
        <translation>Convenez d’une date de rappel&#x202f;: Ctrl+L.</translation>
    </message>
    <message>
        <source>Thank them and close the matter: Ctrl+E.</source>
        <translation>Remerciez et classez sans suite&#x202f;: Ctrl+E.</translation>
    </message>
    <message>
        <source>Opposed to calls: this number is not dialled.</source>
        <translation>Opposé aux appels&#x202f;: ce numéro n’est pas composé.</translation>
    </message>
    <message>
        <source>No program on this machine takes calls; dial {number}.</source>
        <translation>Aucun logiciel de cet ordinateur ne passe d’appels&#x202f;; composez le {number}.</translation>
    </message>
</context>
<context>
    <name>DeskActs</name>
    <message>
        <source>Not interested, because</source>
        <translation>Pas intéressé, parce que</translation>
    </message>
    <message>
        <source>{name}: {what}. {after}.</source>
        <translation>{name}&#x202f;: {what}. {after}.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Beware: they are interested, and nothing shows that they want to act.</source>
        <translation>Attention&#x202f;: il y a de l’intérêt, mais rien ne montre une volonté d’agir.</translation>
    </message>
    <message>
        <source>The verdict does not say “now”; your decision stands, and both are kept.</source>
        <translation>Le verdict ne dit pas «&#x202f;maintenant&#x202f;»&#x202f;; votre décision prime, et les deux sont conservés.</translation>
    </message>
    <message>
        <source>{name}: {what}, {route}.</source>
        <translation>{name}&#x202f;: {what}, {route}.</translation>
    </message>
    <message>
        <source>Nothing eliminates this lead.</source>
        <translation>Rien n’élimine ce lead.</translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>What they say, as they say it. Saved as you type.</source>
        <translation>Ce qu’on vous dit, mot pour mot. Enregistré au fil de la saisie.</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Suggestions from the notes</source>
        <translation>Suggestions tirées des notes</translation>
    </message>
    <message>
        <source>Tab accepts the first, Alt+X dismisses it; a click accepts, × dismisses.</source>
        <translation>Tab accepte la première, Alt+X l’écarte ; un clic accepte, × écarte.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>No lead yet</source>
        <translation>Aucun lead pour l’instant</translation>
    </message>
    <message>
        <source>Import a call list, or add the first lead by hand.</source>
        <translation>Importez une liste d’appels ou ajoutez un premier lead à la main.</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouveau lead</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>FileActs</name>
    <message>
        <source>Import a file of leads</source>
        <translation>Importer un fichier de leads</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>Fichiers CSV (*.csv *.tsv *.txt);;Tous les fichiers (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s) imported.</source>
        <translation>
            <numerusform>%n lead importé.</numerusform>
            <numerusform>%n leads importés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Annuler l’import</translation>
    </message>
    <message>
        <source>Leads, CSV (*.csv)</source>
        <translation>Leads, CSV (*.csv)</translation>
    </message>
    <message>
        <source>Qualifications, CSV (*.csv)</source>
        <translation>Qualifications, CSV (*.csv)</translation>
    </message>
    <message>
        <source>Calls, CSV (*.csv)</source>
        <translation>Appels, CSV (*.csv)</translation>
    </message>
    <message>
        <source>Leads, JSON (*.json)</source>
        <translation>Leads, JSON (*.json)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>An export is still being written; wait for it to end.</source>
        <translation>Un export est en cours&#x202f;; attendez qu’il se termine.</translation>
    </message>
    <message>
        <source>Exporting: {done} of {of}</source>
        <translation>Export&#x202f;: {done} sur {of}</translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation>Lignes écrites dans {file}&#x202f;: {n}</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>grid {id} v{version}</source>
        <translation>grille {id} v{version}</translation>
    </message>
    <message>
        <source>elimination reversed: {reason}</source>
        <translation>élimination levée&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>pas demandé</translation>
    </message>
    <message>
        <source>asked, not known</source>
        <translation>demandé, inconnu</translation>
    </message>
    <message>
        <source>{answer} — “{words}”</source>
        <translation>{answer} — «&#x202f;{words}&#x202f;»</translation>
    </message>
    <message>
        <source>{label}: {said}</source>
        <translation>{label}&#x202f;: {said}</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Rien pour l’instant.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>{fate}: {columns}</source>
        <translation>{fate}&#x202f;: {columns}</translation>
    </message>
    <message>
        <source>Import {file}</source>
        <translation>Importer {file}</translation>
    </message>
    <message>
        <source>If the lead is here already</source>
        <translation>Si le lead existe déjà</translation>
    </message>
    <message>
        <source>Known leads: update, blanks never erase</source>
        <translation>Leads connus&#x202f;: mettre à jour, un vide n’efface rien</translation>
    </message>
    <message>
        <source>Known leads: leave as they are</source>
        <translation>Leads connus&#x202f;: ne pas toucher</translation>
    </message>
    <message>
        <source>Known leads: make a second one</source>
        <translation>Leads connus&#x202f;: créer un doublon</translation>
    </message>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation>Pays des numéros sans indicatif</translation>
    </message>
    <message>
        <source>Numbers: {country}</source>
        <translation>Numéros&#x202f;: {country}</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encodage</translation>
    </message>
    <message>
        <source>Encoding: as found</source>
        <translation>Encodage&#x202f;: détecté</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Séparateur</translation>
    </message>
    <message>
        <source>Separator: as found</source>
        <translation>Séparateur&#x202f;: détecté</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>virgule</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>point-virgule</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tabulation</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Entreprise</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>What is said of it</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>{file} · {n} rows · {encoding} · {separator}</source>
        <translation>{file} · {n} lignes · {encoding} · {separator}</translation>
    </message>
    <message>
        <source>Columns read: {columns}.</source>
        <translation>Colonnes reconnues&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>Not recognised, left out: {columns}.</source>
        <translation>Non reconnues, laissées de côté&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>The five figures add up to {n}. The import can be undone later; what people do since is kept.</source>
        <translation>Les cinq chiffres font {n} au total. L’import pourra être annulé&#x202f;; le travail fait entre-temps sera conservé.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n lead(s)</source>
        <translation>
            <numerusform>Importer&#x202f;%n lead</numerusform>
            <numerusform>Importer&#x202f;%n leads</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>Rien à importer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import en cours…</translation>
    </message>
    <message>
        <source>Done: {figures}.</source>
        <translation>Terminé&#x202f;: {figures}.</translation>
    </message>
</context>
<context>
    <name>LaterForm</name>
    <message>
        <source>Later: come back on</source>
        <translation>Plus tard&#x202f;: reprendre le</translation>
    </message>
    <message>
        <source>Later (Enter)</source>
        <translation>Plus tard (Enter)</translation>
    </message>
    <message>
        <source>Day to come back</source>
        <translation>Jour de reprise</translation>
    </message>
    <message numerus="yes">
        <source>+%n month(s)</source>
        <translation>
            <numerusform>+%n mois</numerusform>
            <numerusform>+%n mois</numerusform>
        </translation>
    </message>
    <message>
        <source>Further qualification rather than nurturing</source>
        <translation>Qualification à poursuivre plutôt que suivi</translation>
    </message>
    <message>
        <source>That day has gone; choose today or later.</source>
        <translation>Ce jour est passé&#x202f;; choisissez aujourd’hui ou plus tard.</translation>
    </message>
</context>
<context>
    <name>LeadHeader</name>
    <message>
        <source>{n} people</source>
        <translation>{n} salariés</translation>
    </message>
    <message>
        <source>local {time}</source>
        <translation>{time} sur place</translation>
    </message>
    <message>
        <source>Call this number (F9)</source>
        <translation>Appeler ce numéro (F9)</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Faux numéro</translation>
    </message>
    <message>
        <source>Opposed to calls</source>
        <translation>Opposé aux appels</translation>
    </message>
    <message>
        <source>Write to this address</source>
        <translation>Écrire à cette adresse</translation>
    </message>
</context>
<context>
    <name>LeadPanel</name>
    <message>
        <source>New note</source>
        <translation>Nouvelle note</translation>
    </message>
    <message>
        <source>A note to keep</source>
        <translation>Une note à conserver</translation>
    </message>
    <message>
        <source>Facts and history</source>
        <translation>Fiche et historique</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>Enregistrer (Ctrl+S)</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Put on the desk</source>
        <translation>Traiter ce lead</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Type of signal</source>
        <translation>Type de signal</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Add the signal</source>
        <translation>Ajouter le signal</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouveau lead</translation>
    </message>
    <message>
        <source>A name, a company, an e-mail or a phone is enough.</source>
        <translation>Un nom, une entreprise, un e-mail ou un téléphone suffit.</translation>
    </message>
</context>
<context>
    <name>LeadsModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Entreprise</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Situation</translation>
    </message>
</context>
<context>
    <name>LeadsView</name>
    <message>
        <source>Search names, companies, numbers, notes…</source>
        <translation>Chercher nom, entreprise, numéro, note…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Every stage</source>
        <translation>Toutes les étapes</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Every temperature</source>
        <translation>Toutes températures</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Every decision</source>
        <translation>Toutes les décisions</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>Sans décision</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouveau lead</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>No lead fits</source>
        <translation>Aucun lead ne correspond</translation>
    </message>
    <message>
        <source>Change the search or the filters, or bring leads in.</source>
        <translation>Modifiez la recherche ou les filtres, ou importez des leads.</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importer</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeverForm</name>
    <message>
        <source>Never: exclude, because</source>
        <translation>Jamais&#x202f;: exclure, parce que</translation>
    </message>
    <message>
        <source>Exclude (Enter)</source>
        <translation>Exclure (Enter)</translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation>Choisissez un motif par son chiffre.</translation>
    </message>
</context>
<context>
    <name>NoteSignals</name>
    <message>
        <source>Suggestions: {suggestions}. Tab accepts the first, Alt+X dismisses it.</source>
        <translation>Suggestions : {suggestions}. Tab accepte la première, Alt+X l’écarte.</translation>
    </message>
    <message>
        <source>{signal} → evidence for {criterion}</source>
        <translation>{signal} → preuve pour « {criterion} »</translation>
    </message>
    <message>
        <source>{signal} → {criterion}: {answer}</source>
        <translation>{signal} → {criterion} : {answer}</translation>
    </message>
    <message>
        <source>{suggestion}?</source>
        <translation>{suggestion} ?</translation>
    </message>
</context>
<context>
    <name>NowForm</name>
    <message>
        <source>Now: check before a meeting</source>
        <translation>Maintenant&#x202f;: vérifier avant un rendez-vous</translation>
    </message>
    <message>
        <source>Book the meeting (Enter)</source>
        <translation>Fixer le rendez-vous (Enter)</translation>
    </message>
    <message>
        <source>Is the need shared by the organisation?</source>
        <translation>Le besoin est-il partagé par l’organisation&#x202f;?</translation>
    </message>
    <message>
        <source>Who else decides?</source>
        <translation>Qui d’autre décide&#x202f;?</translation>
    </message>
    <message>
        <source>What happens if nothing changes?</source>
        <translation>Que se passe-t-il si rien ne change&#x202f;?</translation>
    </message>
    <message>
        <source>Day of the meeting</source>
        <translation>Jour du rendez-vous</translation>
    </message>
    <message>
        <source>Time of the meeting</source>
        <translation>Heure du rendez-vous</translation>
    </message>
    <message>
        <source>with whom, on our side</source>
        <translation>avec qui, de notre côté</translation>
    </message>
    <message>
        <source>With whom</source>
        <translation>Avec qui</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>Now, but not checked yet</source>
        <translation>Maintenant, à vérifier</translation>
    </message>
    <message>
        <source>A meeting needs the three answers; a high score is not enough.</source>
        <translation>Un rendez-vous exige les trois réponses&#x202f;; un score élevé ne suffit pas.</translation>
    </message>
    <message>
        <source>That time has gone; choose a later one.</source>
        <translation>Cette heure est passée&#x202f;; choisissez-en une plus tardive.</translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source> (Alt+{digit} while typing)</source>
        <translation> (Alt+{digit} pendant la saisie)</translation>
    </message>
    <message>
        <source>Later…</source>
        <translation>Plus tard…</translation>
    </message>
    <message>
        <source>Ctrl L</source>
        <translation>Ctrl L</translation>
    </message>
    <message>
        <source>Never…</source>
        <translation>Jamais…</translation>
    </message>
    <message>
        <source>Ctrl E</source>
        <translation>Ctrl E</translation>
    </message>
    <message>
        <source>Now: check…</source>
        <translation>Maintenant…</translation>
    </message>
    <message>
        <source>Ctrl ⏎</source>
        <translation>Ctrl ⏎</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sans réponse</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Occupé</translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation>Messagerie</translation>
    </message>
    <message>
        <source>Gatekeeper</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation>Rappeler…</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Joint</translation>
    </message>
    <message>
        <source>Not interested…</source>
        <translation>Pas intéressé…</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Faux numéro</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>S’oppose</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Parti</translation>
    </message>
</context>
<context>
    <name>OverrideForm</name>
    <message>
        <source>Reverse the elimination by “{criterion}”</source>
        <translation>Lever l’élimination par «&#x202f;{criterion}&#x202f;»</translation>
    </message>
    <message>
        <source>Reverse (Enter)</source>
        <translation>Lever (Enter)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>why this does not end the matter; empty gives it back its power</source>
        <translation>pourquoi ce n’est pas éliminatoire ici&#x202f;; videz pour éliminer à nouveau</translation>
    </message>
    <message>
        <source>Say why; the reason is kept with your name.</source>
        <translation>Dites pourquoi&#x202f;; le motif est conservé avec votre nom.</translation>
    </message>
</context>
<context>
    <name>QualificationForm</name>
    <message>
        <source>short cycle</source>
        <translation>cycle court</translation>
    </message>
    <message>
        <source>medium cycle</source>
        <translation>cycle moyen</translation>
    </message>
    <message>
        <source>long cycle</source>
        <translation>cycle long</translation>
    </message>
    <message>
        <source>Eliminatory</source>
        <translation>Critères éliminatoires</translation>
    </message>
    <message>
        <source>Scoring · {grid}, {cycle}</source>
        <translation>Critères notés · {grid}, {cycle}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Leads to call will stand here, each with its reason.</source>
        <translation>Les leads à appeler apparaîtront ici, chacun avec son motif.</translation>
    </message>
    <message>
        <source>{n} now</source>
        <translation>{n} à appeler</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} en attente</translation>
    </message>
</context>
<context>
    <name>ReasonForm</name>
    <message>
        <source>Record (Enter)</source>
        <translation>Enregistrer (Enter)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation>Choisissez un motif par son chiffre.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>You, on this machine</source>
        <translation>Vous, sur cet ordinateur</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Your name, on what you record</source>
        <translation>Votre nom, sur ce que vous enregistrez</translation>
    </message>
    <message>
        <source>Language (from the next start)</source>
        <translation>Langue (au prochain démarrage)</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>Cet espace de travail</translation>
    </message>
    <message>
        <source>Keep calling hours</source>
        <translation>Respecter les heures d’appel</translation>
    </message>
    <message>
        <source>Opens at</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Grid in use</source>
        <translation>Grille utilisée</translation>
    </message>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation>Pays des numéros sans indicatif</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Heures</translation>
    </message>
    <message>
        <source>“Later” comes back after (days)</source>
        <translation>«&#x202f;Plus tard&#x202f;» revient après (jours)</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>The workspace is {file}. A verified copy is made once a day in the folder “backups” beside it; the last: {when}.</source>
        <translation>L’espace de travail est {file}. Une copie vérifiée est faite chaque jour dans le dossier «&#x202f;backups&#x202f;» voisin&#x202f;; la dernière&#x202f;: {when}.</translation>
    </message>
    <message>
        <source>Back up to a file…</source>
        <translation>Sauvegarder dans un fichier…</translation>
    </message>
    <message>
        <source>Restore a copy…</source>
        <translation>Restaurer une copie…</translation>
    </message>
    <message>
        <source>Back up to a file</source>
        <translation>Sauvegarder dans un fichier</translation>
    </message>
    <message>
        <source>Copied and verified: {file}</source>
        <translation>Copié et vérifié&#x202f;: {file}</translation>
    </message>
    <message>
        <source>Restore a copy</source>
        <translation>Restaurer une copie</translation>
    </message>
    <message>
        <source>Everything in this workspace becomes what the copy holds. The present state is copied first, so that it can be brought back.</source>
        <translation>Tout le contenu de cet espace sera remplacé par celui de la copie. L’état actuel est d’abord sauvegardé&#x202f;: vous pourrez y revenir.</translation>
    </message>
    <message>
        <source>Restored. The state before is in {file}.</source>
        <translation>Restauré. L’état précédent est dans {file}.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Welcome to sdrdesk</source>
        <translation>Bienvenue dans sdrdesk</translation>
    </message>
    <message>
        <source>The next lead worth calling, why, and whether it deserves sales time: now, later, or never.</source>
        <translation>Le prochain lead à appeler, pourquoi, et s’il mérite le temps d’un commercial&#x202f;: maintenant, plus tard ou jamais.</translation>
    </message>
    <message>
        <source>Your country</source>
        <translation>Votre pays</translation>
    </message>
    <message>
        <source>France</source>
        <translation>France</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgique</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Suisse</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxembourg</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Royaume-Uni</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Irlande</translation>
    </message>
    <message>
        <source>Start with an empty workspace</source>
        <translation>Commencer avec un espace vide</translation>
    </message>
    <message>
        <source>Look around with the demonstration</source>
        <translation>Découvrir avec la démonstration</translation>
    </message>
    <message>
        <source>Your own leads</source>
        <translation>Vos propres leads</translation>
    </message>
    <message>
        <source>Kept on this machine only, in {file}. Bring a CSV file, or add leads by hand.</source>
        <translation>Conservés sur cet ordinateur seulement, dans {file}. Importez un fichier CSV ou ajoutez des leads à la main.</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Démonstration</translation>
    </message>
    <message>
        <source>A few hundred invented French and British leads with ten weeks of history. Thrown away when you close it.</source>
        <translation>Quelques centaines de leads inventés, français et britanniques, avec dix semaines d’historique. Tout est effacé à la fermeture.</translation>
    </message>
</context>
<context>
    <name>TypedAnswer</name>
    <message>
        <source>3 months, 24/12…</source>
        <translation>3 mois, 24/12…</translation>
    </message>
    <message>
        <source>20k, 20 000 €…</source>
        <translation>20k, 20 000&#x202f;€…</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation>Demandé, inconnu</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Fit with the ideal customer: {percent} %</source>
        <translation>Proximité avec le client idéal&#x202f;: {percent}&#x202f;%</translation>
    </message>
    <message>
        <source>Grid {name} v{version}</source>
        <translation>Grille {name} v{version}</translation>
    </message>
    <message>
        <source>Fit with the ideal customer: {percent} %, {open} % still open</source>
        <translation>Proximité avec le client idéal&#x202f;: {percent}&#x202f;%, {open}&#x202f;% encore ouverts</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>earned</source>
        <translation>gagnés</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>ouverts</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdus</translation>
    </message>
    <message>
        <source>can reach</source>
        <translation>au mieux</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>later</source>
        <translation>plus tard</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Vérifications</translation>
    </message>
    <message>
        <source>Beware</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Never: {reason}</source>
        <translation>Jamais&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>“{criterion}” ends the matter. Say so kindly, or reverse it with a reason (Ctrl+O).</source>
        <translation>«&#x202f;{criterion}&#x202f;» est éliminatoire. Concluez poliment, ou levez l’élimination en disant pourquoi (Ctrl+O).</translation>
    </message>
    <message>
        <source>Now: worth sales time</source>
        <translation>Maintenant&#x202f;: mérite le temps d’un commercial</translation>
    </message>
    <message>
        <source>A check with a person comes before any meeting.</source>
        <translation>À vérifier de vive voix avant tout rendez-vous.</translation>
    </message>
    <message>
        <source>Real, but it cannot become “now” with what is left to ask. Nurture it, with a date.</source>
        <translation>Réel, mais ce qui reste à demander ne peut pas en faire un «&#x202f;maintenant&#x202f;». À mettre en suivi, avec une date.</translation>
    </message>
    <message>
        <source>Never: too few points left</source>
        <translation>Jamais&#x202f;: plus assez de points</translation>
    </message>
    <message>
        <source>Even with every open answer at its best it stays under “later”.</source>
        <translation>Même avec les meilleures réponses possibles, il reste sous «&#x202f;plus tard&#x202f;».</translation>
    </message>
    <message>
        <source>Open, leaning to {decision}</source>
        <translation>Ouvert, tend vers «&#x202f;{decision}&#x202f;»</translation>
    </message>
    <message>
        <source>All was asked. Still unknown: {criteria}.</source>
        <translation>Tout a été demandé. Toujours inconnu&#x202f;: {criteria}.</translation>
    </message>
    <message>
        <source>{criteria} and {n} more</source>
        <translation>{criteria} et {n} autres</translation>
    </message>
    <message>
        <source>Still to ask or confirm: {criteria}.</source>
        <translation>Reste à demander ou à confirmer&#x202f;: {criteria}.</translation>
    </message>
    <message>
        <source>{criterion} ≤ {points}</source>
        <translation>{criterion} ≤ {points}</translation>
    </message>
    <message>
        <source>{criterion} — reversed by a person</source>
        <translation>{criterion} — élimination levée</translation>
    </message>
    <message>
        <source>{criterion} — asked, not known</source>
        <translation>{criterion} — demandé, inconnu</translation>
    </message>
    <message>
        <source>{criterion} — not asked</source>
        <translation>{criterion} — non demandé</translation>
    </message>
    <message>
        <source>{criterion} — would eliminate, to confirm</source>
        <translation>{criterion} — éliminerait, à confirmer</translation>
    </message>
    <message>
        <source>Interest without intent: they click and attend, and want nothing yet.</source>
        <translation>Intérêt sans intention&#x202f;: on clique, on assiste, sans rien vouloir pour l’instant.</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>The call desk (Ctrl+1)</source>
        <translation>Poste d’appel (Ctrl+1)</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>Every lead (Ctrl+2)</source>
        <translation>Tous les leads (Ctrl+2)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Réglages (Ctrl+,)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Search leads, notes, companies…   Ctrl+K</source>
        <translation>Chercher leads, notes, entreprises…   Ctrl+K</translation>
    </message>
    <message>
        <source>Search leads</source>
        <translation>Chercher des leads</translation>
    </message>
    <message>
        <source> Call  F9</source>
        <translation> Appeler  F9</translation>
    </message>
    <message>
        <source>An import that had not finished was taken back; import the file again.</source>
        <translation>Un import inachevé a été annulé&#x202f;; importez le fichier à nouveau.</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>La langue changera au prochain démarrage.</translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation>Annulé&#x202f;: {what}.</translation>
    </message>
    <message>
        <source>Kept, because of later work: {n}.</source>
        <translation>Conservés, car travaillés depuis&#x202f;: {n}.</translation>
    </message>
    <message>
        <source>Not saved: {why}</source>
        <translation>Non enregistré&#x202f;: {why}</translation>
    </message>
    <message>
        <source>Saved locally</source>
        <translation>Enregistré localement</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; call(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; appel</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; appels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; reached</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; joint</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; joints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; meeting(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; RDV</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; RDV</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
</context>
</TS>
