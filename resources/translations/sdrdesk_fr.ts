<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>ActForm</name>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Annuler (Esc)</translation>
    </message>
    <message>
        <source>Stage: {step}</source>
        <translation>Étape&#x202f;: {step}</translation>
    </message>
</context>
<context>
    <name>AlreadyHere</name>
    <message>
        <source>Already here: {who} — {why}. {key} opens it.</source>
        <translation>Déjà présent&#x202f;: {who} — {why}. {key} l’ouvre.</translation>
    </message>
</context>
<context>
    <name>AnswerForm</name>
    <message>
        <source>What sales answers</source>
        <translation>La réponse des commerciaux</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Record (Ctrl+Enter)</source>
        <translation>Enregistrer (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>who of sales said it</source>
        <translation>qui, parmi les commerciaux</translation>
    </message>
    <message>
        <source>in their words</source>
        <translation>avec leurs mots</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquait</translation>
    </message>
    <message>
        <source>When, who</source>
        <translation>Quand, qui</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Propos</translation>
    </message>
    <message>
        <source>Day of the answer</source>
        <translation>Jour de la réponse</translation>
    </message>
    <message>
        <source>Who of sales</source>
        <translation>Commercial</translation>
    </message>
    <message>
        <source>Words of sales</source>
        <translation>Propos des commerciaux</translation>
    </message>
    <message>
        <source>A digit chooses it.</source>
        <translation>Un chiffre la choisit.</translation>
    </message>
    <message>
        <source>Choose what sales answered with its digit.</source>
        <translation>Choisissez la réponse par son chiffre.</translation>
    </message>
    <message>
        <source>Choose the reason with its digit: without it nothing is learnt.</source>
        <translation>Choisissez le motif par son chiffre&#x202f;: sans lui, on n’apprend rien.</translation>
    </message>
    <message>
        <source>That day is still to come.</source>
        <translation>Ce jour n’est pas encore arrivé.</translation>
    </message>
</context>
<context>
    <name>AnswersDialog</name>
    <message>
        <source>Answers of sales in {file}</source>
        <translation>Réponses des commerciaux dans {file}</translation>
    </message>
    <message>
        <source>Each row finds its lead by id, e-mail, number or name; one that fits two leads is refused, never guessed. The same answer of the same day is not recorded twice. Stages follow the answers.</source>
        <translation>Chaque ligne trouve son lead par identifiant, e-mail, numéro ou nom&#x202f;; celle qui convient à deux leads est refusée, jamais devinée. Une même réponse du même jour n’est pas enregistrée deux fois. Les étapes suivent les réponses.</translation>
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
    <name>AskingStep</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
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
    <name>BulkBar</name>
    <message>
        <source>What to change</source>
        <translation>Ce qu’il faut changer</translation>
    </message>
    <message>
        <source>put in campaign</source>
        <translation>mettre dans la campagne</translation>
    </message>
    <message>
        <source>give to</source>
        <translation>confier à</translation>
    </message>
    <message>
        <source>add tag</source>
        <translation>ajouter l’étiquette</translation>
    </message>
    <message>
        <source>remove tag</source>
        <translation>retirer l’étiquette</translation>
    </message>
    <message>
        <source>kind of contact</source>
        <translation>type de contact</translation>
    </message>
    <message>
        <source>put off until</source>
        <translation>reporter au</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Change (Enter)</source>
        <translation>Changer (Enter)</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message>
        <source>a name; empty for nobody</source>
        <translation>un nom&#x202f;; vide&#x202f;: personne</translation>
    </message>
    <message>
        <source>a day: Monday, 3 December…</source>
        <translation>un jour&#x202f;: lundi, 3 décembre…</translation>
    </message>
    <message>
        <source>a tag</source>
        <translation>une étiquette</translation>
    </message>
    <message>
        <source>no campaign</source>
        <translation>aucune campagne</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>Which day is meant?</source>
        <translation>De quel jour s’agit-il&#x202f;?</translation>
    </message>
    <message>
        <source>would change {n} of {all}</source>
        <translation>{n} sur {all} changeraient</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Interrompre (Esc)</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Annuler (Esc)</translation>
    </message>
    <message>
        <source>as the workspace</source>
        <translation>comme l’espace</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>Modification en cours…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed</source>
        <translation>Annulé&#x202f;: rien n’a changé</translation>
    </message>
</context>
<context>
    <name>CadenceForm</name>
    <message>
        <source>Name · {language}</source>
        <translation>Nom · {language}</translation>
    </message>
    <message>
        <source>Tries at most</source>
        <translation>Essais au plus</translation>
    </message>
    <message>
        <source>Then rest (days)</source>
        <translation>Puis pause (jours)</translation>
    </message>
    <message>
        <source>Mornings at</source>
        <translation>Le matin à</translation>
    </message>
    <message>
        <source>Afternoons at</source>
        <translation>L’après-midi à</translation>
    </message>
    <message>
        <source>Spread over (tries)</source>
        <translation>Étalés sur (essais)</translation>
    </message>
    <message>
        <source>Of so many tries in a row, no two fall on the same half-day of the week</source>
        <translation>Parmi autant d’essais de suite, jamais deux sur la même demi-journée de la semaine</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Attendre</translation>
    </message>
    <message>
        <source>Then by</source>
        <translation>Puis par</translation>
    </message>
    <message>
        <source>If called now</source>
        <translation>Si l’appel est maintenant</translation>
    </message>
    <message>
        <source>How long after “{outcome}”</source>
        <translation>Combien de temps après «&#x202f;{outcome}&#x202f;»</translation>
    </message>
    <message>
        <source>In what, after “{outcome}”</source>
        <translation>Unité, après «&#x202f;{outcome}&#x202f;»</translation>
    </message>
    <message>
        <source>How, after “{outcome}”</source>
        <translation>Moyen, après «&#x202f;{outcome}&#x202f;»</translation>
    </message>
    <message>
        <source>If nobody ever answers</source>
        <translation>Si personne ne répond jamais</translation>
    </message>
    <message>
        <source>On the way to the day of a nurtured lead</source>
        <translation>En chemin vers le jour d’un lead en suivi</translation>
    </message>
    <message>
        <source>No hour is left to call in.</source>
        <translation>Aucune heure pour appeler.</translation>
    </message>
</context>
<context>
    <name>CadencesPage</name>
    <message>
        <source>Cadences</source>
        <translation>Cadences</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>la vôtre</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>livrée</translation>
    </message>
    <message>
        <source>{whose} · in use</source>
        <translation>{whose} · en service</translation>
    </message>
    <message>
        <source>Shipped: read it here, copy it to change it.</source>
        <translation>Livrée&#x202f;: lisez-la ici, copiez-la pour la modifier.</translation>
    </message>
    <message>
        <source>The workspace’s leads follow it.</source>
        <translation>Les leads de l’espace la suivent.</translation>
    </message>
    <message numerus="yes">
        <source>%n campaign(s) follow(s) it.</source>
        <translation>
            <numerusform>%n campagne la suit.</numerusform>
            <numerusform>%n campagnes la suivent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody follows it yet: choose it in the settings or in a campaign.</source>
        <translation>Personne ne la suit encore&#x202f;: choisissez-la dans les réglages ou dans une campagne.</translation>
    </message>
    <message>
        <source>The shipped cadence of the same name holds again. This cannot be taken back.</source>
        <translation>La cadence livrée du même nom s’applique à nouveau. C’est sans retour.</translation>
    </message>
    <message>
        <source>Whoever follows it follows the workspace’s or the shipped cadence. This cannot be taken back.</source>
        <translation>Ceux qui la suivent passent à celle de l’espace ou à la cadence livrée. C’est sans retour.</translation>
    </message>
    <message>
        <source>Nobody follows it. This cannot be taken back.</source>
        <translation>Personne ne la suit. C’est sans retour.</translation>
    </message>
</context>
<context>
    <name>CalendarActs</name>
    <message>
        <source>Calendar files (*.ics)</source>
        <translation>Fichiers d’agenda (*.ics)</translation>
    </message>
    <message>
        <source>Write to a calendar file</source>
        <translation>Écrire dans un fichier d’agenda</translation>
    </message>
    <message>
        <source>Written to {file}: open it to have it in your calendar.</source>
        <translation>Écrit dans {file}&#x202f;: ouvrez-le pour l’avoir dans votre agenda.</translation>
    </message>
</context>
<context>
    <name>CalibrationFigures</name>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>best 10% hold</source>
        <translation>10&#x202f;% de tête</translation>
    </message>
    <message>
        <source>best 20% hold</source>
        <translation>20&#x202f;% de tête</translation>
    </message>
    <message>
        <source>How often a good one scores above one that is not</source>
        <translation>À quelle fréquence un bon lead a plus de points qu’un autre</translation>
    </message>
    <message>
        <source>The share of all good ones among the tenth with the best scores</source>
        <translation>La part de tous les bons leads qui se trouve dans le dixième le mieux noté</translation>
    </message>
    <message>
        <source>The share of all good ones among the fifth with the best scores</source>
        <translation>La part de tous les bons leads qui se trouve dans le cinquième le mieux noté</translation>
    </message>
    <message>
        <source>How many outcomes it was judged on</source>
        <translation>Sur combien de résultats la mesure est faite</translation>
    </message>
</context>
<context>
    <name>CalibrationModel</name>
    <message>
        <source>Criterion and answers</source>
        <translation>Critère et réponses</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bons</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Actuel</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Proposé</translation>
    </message>
    <message>
        <source>Why it stays</source>
        <translation>Pourquoi inchangé</translation>
    </message>
    <message>
        <source>{name}: stays at {before}</source>
        <translation>{name}&#x202f;: reste à {before}</translation>
    </message>
    <message>
        <source>{name}: {before} → {after}</source>
        <translation>{name}&#x202f;: {before} → {after}</translation>
    </message>
    <message>
        <source>{said} · outcomes: {n}, good: {good}</source>
        <translation>{said} · résultats&#x202f;: {n}, bons&#x202f;: {good}</translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>Which outcome counts as good</source>
        <translation>Quel résultat compte comme bon</translation>
    </message>
    <message>
        <source>Good is</source>
        <translation>Bon résultat</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Calibrer</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Jeter</translation>
    </message>
    <message>
        <source>Take over as draft</source>
        <translation>Reprendre en brouillon</translation>
    </message>
    <message>
        <source>There is not enough to learn from</source>
        <translation>Pas assez de résultats pour apprendre</translation>
    </message>
    <message>
        <source>It cannot be calibrated yet</source>
        <translation>Calibrage impossible pour l’instant</translation>
    </message>
    <message>
        <source>Each hand-off that sales answered is compared with what was known when it was made. You get other weights to read, with what they would change; nothing is applied.</source>
        <translation>Chaque transmission à laquelle les commerciaux ont répondu est comparée à ce que l’on savait alors. Vous obtenez d’autres poids à relire, avec ce qu’ils changeraient&#x202f;; rien n’est appliqué.</translation>
    </message>
    <message>
        <source>What do the answers of sales say of this grid?</source>
        <translation>Que disent de cette grille les réponses des commerciaux&#x202f;?</translation>
    </message>
    <message>
        <source>{n} outcomes are there, {good} of them good</source>
        <translation>{n} résultats disponibles, dont {good} bons</translation>
    </message>
    <message>
        <source>This grid is not published yet: nobody was judged by it.</source>
        <translation>Cette grille n’est pas encore publiée&#x202f;: aucun lead n’a été jugé par elle.</translation>
    </message>
    <message>
        <source>There are {n} outcomes, and it takes {needed}. An outcome is a hand-off judged by this grid that sales answered: record their answers on the screen “Hand-offs” (Ctrl+5).</source>
        <translation>Nombre de résultats&#x202f;: {n}, sur les {needed} nécessaires. Un résultat est une transmission jugée par cette grille et à laquelle les commerciaux ont répondu&#x202f;: notez leurs réponses sur l’écran «&#x202f;Transmissions&#x202f;» (Ctrl+5).</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Calibrating…</source>
        <translation>Calibrage…</translation>
    </message>
</context>
<context>
    <name>CalibrationResult</name>
    <message>
        <source>What the proposal changes</source>
        <translation>Ce que la proposition change</translation>
    </message>
    <message>
        <source>Weights and answers</source>
        <translation>Poids et réponses</translation>
    </message>
    <message>
        <source>Weights and answers, today and proposed</source>
        <translation>Poids et réponses, actuels et proposés</translation>
    </message>
    <message>
        <source>Verdicts that would change</source>
        <translation>Verdicts qui changeraient</translation>
    </message>
    <message>
        <source>Judged on outcomes later than those learnt from. The outcomes weigh {percent}%, the grid as it is the rest. Thresholds move so that as many leads pass as before.</source>
        <translation>Mesuré sur des résultats postérieurs à ceux de l’apprentissage. Les résultats pèsent {percent}&#x202f;%, la grille actuelle le reste. Les seuils bougent pour que passent autant de leads qu’avant.</translation>
    </message>
    <message>
        <source>Not counted: {what}.</source>
        <translation>Non comptés&#x202f;: {what}.</translation>
    </message>
    <message>
        <source>Verdicts that would change ({n})</source>
        <translation>Verdicts qui changeraient ({n})</translation>
    </message>
    <message>
        <source>{name}: {before} → {after}. {why}. Enter opens the lead.</source>
        <translation>{name}&#x202f;: {before} → {after}. {why}. Entrée ouvre le lead.</translation>
    </message>
</context>
<context>
    <name>CallLines</name>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Devient</translation>
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
        <source>Anyone may call back (Alt+A)</source>
        <translation>Tout le monde peut rappeler (Alt+A)</translation>
    </message>
    <message>
        <source>Otherwise it is yours: the others wait until a quarter of an hour after it.</source>
        <translation>Sinon il est à vous&#x202f;: les autres attendent jusqu’à un quart d’heure après.</translation>
    </message>
    <message>
        <source>In {place}: {time}</source>
        <translation>{place}&#x202f;: {time}</translation>
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
    <name>CallingPage</name>
    <message>
        <source>Cadences and calling rules…</source>
        <translation>Cadences et règles d’appel…</translation>
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
        <source>Call on public holidays too</source>
        <translation>Appeler aussi les jours fériés</translation>
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
        <source>In the lead’s own country and time. Days and hours that a rule closes stay closed.</source>
        <translation>Dans le pays et à l’heure du lead. Les jours et les heures qu’une règle interdit restent fermés.</translation>
    </message>
    <message>
        <source>Calling hours</source>
        <translation>Heures d’appel</translation>
    </message>
    <message>
        <source>One contact of a company a day</source>
        <translation>Un contact par entreprise et par jour</translation>
    </message>
    <message>
        <source>Leads are called as</source>
        <translation>Les leads sont appelés comme</translation>
    </message>
    <message>
        <source>After no answer</source>
        <translation>Sans réponse</translation>
    </message>
    <message>
        <source>Two contacts of one company are never both due on the same day, unless promised or hot.</source>
        <translation>Deux contacts d’une même entreprise ne sont jamais à appeler le même jour, sauf promesse ou lead chaud.</translation>
    </message>
    <message>
        <source>“Later” comes back after (days)</source>
        <translation>«&#x202f;Plus tard&#x202f;» revient après (jours)</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>the hours that all its rules have in common, the fewest calls, the longest rest.</source>
        <translation>les heures communes à toutes ses règles, le moins d’appels, la plus longue pause.</translation>
    </message>
    <message>
        <source>When nothing else is said of a lead. {country}: {rule}</source>
        <translation>Quand rien d’autre n’est dit d’un lead. {country}&#x202f;: {rule}</translation>
    </message>
    <message numerus="yes">
        <source>%n try(ies)</source>
        <translation>
            <numerusform>%n essai</numerusform>
            <numerusform>%n essais</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) of rest</source>
        <translation>
            <numerusform>%n jour de pause</numerusform>
            <numerusform>%n jours de pause</numerusform>
        </translation>
    </message>
    <message>
        <source>{tries}, then {rest}. A campaign may have a cadence of its own.</source>
        <translation>{tries}, puis {rest}. Une campagne peut avoir sa propre cadence.</translation>
    </message>
</context>
<context>
    <name>CallingRuleForm</name>
    <message>
        <source>any other</source>
        <translation>tout autre</translation>
    </message>
    <message>
        <source>Country (two letters)</source>
        <translation>Pays (deux lettres)</translation>
    </message>
    <message>
        <source>Kind of contact</source>
        <translation>Type de contact</translation>
    </message>
    <message>
        <source>In force since</source>
        <translation>En vigueur depuis</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>Fondée sur</translation>
    </message>
    <message>
        <source>Hours, by the lead’s own clock</source>
        <translation>Heures, à l’horloge du lead</translation>
    </message>
    <message>
        <source>Any hour of any day</source>
        <translation>À toute heure, tous les jours</translation>
    </message>
    <message>
        <source>Public holidays too</source>
        <translation>Jours fériés compris</translation>
    </message>
    <message>
        <source>Hours on {day}</source>
        <translation>Heures, {day}</translation>
    </message>
    <message>
        <source>no calls</source>
        <translation>aucun appel</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Only with prior consent</source>
        <translation>Seulement avec consentement préalable</translation>
    </message>
    <message>
        <source>Calls at most</source>
        <translation>Appels au plus</translation>
    </message>
    <message>
        <source>In so many days</source>
        <translation>En tant de jours</translation>
    </message>
    <message>
        <source>Rest after a refusal (days)</source>
        <translation>Pause après refus (jours)</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>En clair</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>What it says · {language}</source>
        <translation>Ce qu’elle dit · {language}</translation>
    </message>
</context>
<context>
    <name>CallingRulesPage</name>
    <message>
        <source>Calling rules</source>
        <translation>Règles d’appel</translation>
    </message>
    <message>
        <source>Any other country</source>
        <translation>Tout autre pays</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>la vôtre</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>livrée</translation>
    </message>
    <message>
        <source>{whose} · since {day}</source>
        <translation>{whose} · depuis le {day}</translation>
    </message>
    <message>
        <source>{whose} · {day}, not in force</source>
        <translation>{whose} · {day}, sans effet</translation>
    </message>
    <message>
        <source>Shipped: read it here, copy it to change it. It is no legal advice.</source>
        <translation>Livrée&#x202f;: lisez-la ici, copiez-la pour la modifier. Ce n’est pas un conseil juridique.</translation>
    </message>
    <message>
        <source>It holds today.</source>
        <translation>Elle s’applique aujourd’hui.</translation>
    </message>
    <message>
        <source>It does not hold yet.</source>
        <translation>Elle ne s’applique pas encore.</translation>
    </message>
    <message>
        <source>Another one of the same kind holds in its place.</source>
        <translation>Une autre du même type s’applique à sa place.</translation>
    </message>
    <message>
        <source>Within your own hours, nobody could ever be called under it.</source>
        <translation>Dans vos propres heures, elle ne laisserait jamais appeler personne.</translation>
    </message>
    <message>
        <source>Within your own hours, a lead could be called under it now.</source>
        <translation>Dans vos propres heures, elle laisserait appeler un lead maintenant.</translation>
    </message>
    <message>
        <source>Within your own hours, a lead could next be called under it: {when}.</source>
        <translation>Dans vos propres heures, elle laisserait appeler un lead à partir de&#x202f;: {when}.</translation>
    </message>
    <message>
        <source>The next of its kind holds in its place: another of your own, else the shipped one. This cannot be taken back.</source>
        <translation>La suivante du même type s’applique à sa place&#x202f;: une autre à vous, sinon la règle livrée. C’est sans retour.</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>Cadence</source>
        <translation>Cadence</translation>
    </message>
    <message>
        <source>Closed: offered no more; its leads stay in it</source>
        <translation>Close&#x202f;: elle n’est plus proposée&#x202f;; ses leads y restent</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>Hello {first_name}, this is…</source>
        <translation>Bonjour {first_name}, ici…</translation>
    </message>
    <message>
        <source>Objections at hand</source>
        <translation>Objections sous la main</translation>
    </message>
    <message>
        <source>No budget this year
What would it cost you to wait until next year?</source>
        <translation>Pas de budget cette année
Que vous coûterait d’attendre l’an prochain&#x202f;?</translation>
    </message>
    <message>
        <source>Grid that judges its leads</source>
        <translation>Grille qui évalue ses leads</translation>
    </message>
    <message>
        <source>Script · with places such as {first_name} and {company}</source>
        <translation>Script · avec des emplacements comme {first_name} et {company}</translation>
    </message>
    <message>
        <source>Objections at hand · a heading, its answer, an empty line</source>
        <translation>Objections sous la main · un titre, sa réponse, une ligne vide</translation>
    </message>
    <message>
        <source>The workspace’s own ({grid})</source>
        <translation>Celle de l’espace ({grid})</translation>
    </message>
</context>
<context>
    <name>CampaignMenu</name>
    <message>
        <source>All campaigns</source>
        <translation>Toutes les campagnes</translation>
    </message>
    <message>
        <source>In no campaign</source>
        <translation>Sans campagne</translation>
    </message>
    <message>
        <source>Campaign: {name}</source>
        <translation>Campagne&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Ctrl+G chooses the campaign</source>
        <translation>Ctrl+G choisit la campagne</translation>
    </message>
    <message>
        <source>Manage campaigns…</source>
        <translation>Gérer les campagnes…</translation>
    </message>
</context>
<context>
    <name>CampaignsView</name>
    <message>
        <source>Campaigns</source>
        <translation>Campagnes</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>Nouvelle campagne</translation>
    </message>
    <message>
        <source>No campaign yet</source>
        <translation>Pas encore de campagne</translation>
    </message>
    <message>
        <source>A campaign is a list of leads worked with its own grid and script. Put leads in it from a file, or many at once on the Leads screen.</source>
        <translation>Une campagne est une liste de leads travaillée avec sa grille et son script. Mettez-y des leads par un fichier, ou plusieurs à la fois depuis l’écran Leads.</translation>
    </message>
    <message>
        <source>closed · {grid}</source>
        <translation>close · {grid}</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message>
        <source>It is made once it has a name.</source>
        <translation>Elle est créée dès qu’elle a un nom.</translation>
    </message>
</context>
<context>
    <name>CheckField</name>
    <message>
        <source>Asked, not known (?)</source>
        <translation>Demandé, inconnu (?)</translation>
    </message>
    <message>
        <source>{question} Not known</source>
        <translation>{question} Inconnu</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>in their words, or “?”: not known</source>
        <translation>avec leurs mots, ou «&#x202f;?&#x202f;»&#x202f;: inconnu</translation>
    </message>
</context>
<context>
    <name>ColleagueForm</name>
    <message>
        <source>Someone else at {company}</source>
        <translation>Un autre interlocuteur chez {company}</translation>
    </message>
    <message>
        <source>Put them on the desk (Enter)</source>
        <translation>Le mettre sur le bureau (Enter)</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>What is known of the company is presumed of them, to be confirmed.</source>
        <translation>Ce que l’on sait de l’entreprise lui est prêté, à confirmer.</translation>
    </message>
    <message>
        <source>Say who it is: a name, a job title or an address.</source>
        <translation>Dites de qui il s’agit&#x202f;: un nom, une fonction ou une adresse.</translation>
    </message>
</context>
<context>
    <name>Colleagues</name>
    <message>
        <source>{name} is added and on the desk; the lead before stays in the queue.</source>
        <translation>{name} est ajouté et affiché&#x202f;; le lead précédent reste dans la file.</translation>
    </message>
</context>
<context>
    <name>ColumnsModel</name>
    <message>
        <source>(column {letter}, unnamed)</source>
        <translation>(colonne {letter}, sans nom)</translation>
    </message>
    <message>
        <source>— left out —</source>
        <translation>— laissé de côté —</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>remembered from last time</source>
        <translation>repris de la dernière fois</translation>
    </message>
    <message>
        <source>recognised</source>
        <translation>reconnue</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>non reconnue</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>second number: kept as the mobile</source>
        <translation>second numéro&#x202f;: gardé comme mobile</translation>
    </message>
    <message>
        <source>taken only where “{header}” is blank</source>
        <translation>prise seulement où «&#x202f;{header}&#x202f;» est vide</translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message>
        <source>Which column is which?</source>
        <translation>À quoi correspond chaque colonne&#x202f;?</translation>
    </message>
    <message>
        <source>Type the first letters of one of our columns, Space lists them, Del leaves a column out.</source>
        <translation>Tapez les premières lettres d’une de nos colonnes, Espace en donne la liste, Suppr laisse la colonne de côté.</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Colonne du fichier</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>Ce qu’elle contient</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Devient</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Colonnes du fichier</translation>
    </message>
    <message>
        <source>see which column is which</source>
        <translation>vérifiez les colonnes</translation>
    </message>
    <message>
        <source>No column was recognised that names somebody: choose at least a name, a company, an e-mail or a phone.</source>
        <translation>Aucune colonne reconnue ne désigne quelqu’un&#x202f;: choisissez au moins un nom, une entreprise, un e-mail ou un téléphone.</translation>
    </message>
    <message>
        <source>Left out: {columns}.</source>
        <translation>Laissé de côté&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>Nothing is left out.</source>
        <translation>Rien n’est laissé de côté.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>The call desk</source>
        <translation>Le poste d’appel</translation>
    </message>
    <message>
        <source>Every lead</source>
        <translation>Tous les leads</translation>
    </message>
    <message>
        <source>The grids</source>
        <translation>Les grilles</translation>
    </message>
    <message>
        <source>The CRM</source>
        <translation>Le CRM</translation>
    </message>
    <message>
        <source>The hand-offs</source>
        <translation>Les transmissions</translation>
    </message>
    <message>
        <source>Connect a CRM</source>
        <translation>Connecter un CRM</translation>
    </message>
    <message>
        <source>Sync with the CRM now</source>
        <translation>Synchroniser avec le CRM</translation>
    </message>
    <message>
        <source>Find an act or a lead</source>
        <translation>Trouver un acte ou un lead</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouveau lead</translation>
    </message>
    <message>
        <source>Likely duplicates</source>
        <translation>Doublons probables</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importer un fichier</translation>
    </message>
    <message>
        <source>Paste leads</source>
        <translation>Coller des leads</translation>
    </message>
    <message>
        <source>Undo the last import</source>
        <translation>Annuler le dernier import</translation>
    </message>
    <message>
        <source>Opposition list</source>
        <translation>Liste d’opposition</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Hand-off sheet</source>
        <translation>Fiche de transmission</translation>
    </message>
    <message>
        <source>What sales answered</source>
        <translation>Ce que les commerciaux ont répondu</translation>
    </message>
    <message>
        <source>Import what sales answered</source>
        <translation>Importer les réponses des commerciaux</translation>
    </message>
    <message>
        <source>Take the last act back</source>
        <translation>Annuler le dernier acte</translation>
    </message>
    <message>
        <source>Pause, and go on</source>
        <translation>Pause, et reprise</translation>
    </message>
    <message>
        <source>Save what is typed</source>
        <translation>Enregistrer la saisie</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>The sheet of keys</source>
        <translation>La feuille des touches</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Call the number</source>
        <translation>Appeler le numéro</translation>
    </message>
    <message>
        <source>Call the second number</source>
        <translation>Appeler le second numéro</translation>
    </message>
    <message>
        <source>Write to the lead</source>
        <translation>Écrire au lead</translation>
    </message>
    <message>
        <source>Someone else there</source>
        <translation>Un autre interlocuteur sur place</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>Copier le numéro</translation>
    </message>
    <message>
        <source>Call back tomorrow</source>
        <translation>Rappeler demain</translation>
    </message>
    <message>
        <source>Call back in three days</source>
        <translation>Rappeler dans trois jours</translation>
    </message>
    <message>
        <source>Call back in a week</source>
        <translation>Rappeler dans une semaine</translation>
    </message>
    <message>
        <source>To the proposed question</source>
        <translation>Vers la question proposée</translation>
    </message>
    <message>
        <source>The words that prove an answer</source>
        <translation>Les mots qui prouvent une réponse</translation>
    </message>
    <message>
        <source>To the notes</source>
        <translation>Vers les notes</translation>
    </message>
    <message>
        <source>A quick note</source>
        <translation>Une note rapide</translation>
    </message>
    <message>
        <source>Now: check, then a meeting</source>
        <translation>Maintenant&#x202f;: vérifier, puis rendez-vous</translation>
    </message>
    <message>
        <source>Later, with a date</source>
        <translation>Plus tard, avec une date</translation>
    </message>
    <message>
        <source>Never, with a reason</source>
        <translation>Jamais, avec un motif</translation>
    </message>
    <message>
        <source>Reverse an elimination</source>
        <translation>Lever une élimination</translation>
    </message>
    <message>
        <source>Move the lead to a stage</source>
        <translation>Changer le lead d’étape</translation>
    </message>
    <message>
        <source>The lead after this one</source>
        <translation>Le lead suivant</translation>
    </message>
    <message>
        <source>Put the lead off, with the reason</source>
        <translation>Reporter le lead, avec le motif</translation>
    </message>
    <message>
        <source>To the script and back</source>
        <translation>Vers le script, et retour</translation>
    </message>
    <message>
        <source>The account of the queue</source>
        <translation>Le compte de la file</translation>
    </message>
    <message>
        <source>Open the promise that is due</source>
        <translation>Ouvrir le rappel promis arrivé à l’heure</translation>
    </message>
    <message>
        <source>Write the appointment to a calendar</source>
        <translation>Écrire le rendez-vous dans un agenda</translation>
    </message>
    <message>
        <source>Edit the lead</source>
        <translation>Modifier le lead</translation>
    </message>
    <message>
        <source>Choose an answer</source>
        <translation>Choisir une réponse</translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation>Demandé, inconnu</translation>
    </message>
    <message>
        <source>Not asked after all</source>
        <translation>Finalement pas demandé</translation>
    </message>
    <message>
        <source>Next question, question before</source>
        <translation>Question suivante, précédente</translation>
    </message>
    <message>
        <source>Accept what the notes suggest</source>
        <translation>Accepter ce que suggèrent les notes</translation>
    </message>
    <message>
        <source>Dismiss what the notes suggest</source>
        <translation>Écarter ce que suggèrent les notes</translation>
    </message>
    <message>
        <source>Out of the field</source>
        <translation>Quitter le champ</translation>
    </message>
    <message>
        <source>Merge into one</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>Pas la même personne</translation>
    </message>
    <message>
        <source>Choose the value that stays</source>
        <translation>Choisir la valeur conservée</translation>
    </message>
    <message>
        <source>That one is somebody else</source>
        <translation>Celui-là est quelqu’un d’autre</translation>
    </message>
    <message>
        <source>Next group, group before</source>
        <translation>Groupe suivant, précédent</translation>
    </message>
    <message>
        <source>Look through the base again</source>
        <translation>Parcourir à nouveau la base</translation>
    </message>
    <message>
        <source>Choose what sales answered</source>
        <translation>Choisir la réponse des commerciaux</translation>
    </message>
    <message>
        <source>Record the answer</source>
        <translation>Enregistrer la réponse</translation>
    </message>
    <message>
        <source>Next list, list before</source>
        <translation>Liste suivante, précédente</translation>
    </message>
    <message>
        <source>Put the lead on the desk</source>
        <translation>Traiter ce lead</translation>
    </message>
    <message>
        <source>Next view, view before</source>
        <translation>Vue suivante, précédente</translation>
    </message>
    <message>
        <source>To the first fault</source>
        <translation>Vers la première erreur</translation>
    </message>
    <message>
        <source>Move a criterion</source>
        <translation>Déplacer un critère</translation>
    </message>
    <message>
        <source>Take a criterion out</source>
        <translation>Retirer un critère</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publier</translation>
    </message>
    <message>
        <source>Replay on what was decided</source>
        <translation>Rejouer sur les décisions prises</translation>
    </message>
    <message>
        <source>Print the definition</source>
        <translation>Imprimer la définition</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>On the call desk</source>
        <translation>Au poste d’appel</translation>
    </message>
    <message>
        <source>In the form and the notes</source>
        <translation>Dans le formulaire et les notes</translation>
    </message>
    <message>
        <source>On the duplicates</source>
        <translation>Sur les doublons</translation>
    </message>
    <message>
        <source>On the hand-offs</source>
        <translation>Dans les transmissions</translation>
    </message>
    <message>
        <source>On the grid screen</source>
        <translation>Sur l’écran des grilles</translation>
    </message>
    <message>
        <source>Choose the campaign</source>
        <translation>Choisir la campagne</translation>
    </message>
    <message>
        <source>Cadences, calling rules and letters</source>
        <translation>Cadences, règles d’appel et lettres</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Ajouter un filtre</translation>
    </message>
    <message>
        <source>Change the selected leads</source>
        <translation>Modifier les leads sélectionnés</translation>
    </message>
    <message>
        <source>The saved views</source>
        <translation>Les vues enregistrées</translation>
    </message>
    <message>
        <source>Open a saved view</source>
        <translation>Ouvrir une vue enregistrée</translation>
    </message>
    <message>
        <source>All leads</source>
        <translation>Tous les leads</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>Nouvelle campagne</translation>
    </message>
    <message>
        <source>On the Leads screen</source>
        <translation>Sur l’écran Leads</translation>
    </message>
    <message>
        <source>On the campaigns</source>
        <translation>Dans les campagnes</translation>
    </message>
    <message>
        <source>Import signals</source>
        <translation>Importer des signaux</translation>
    </message>
    <message>
        <source>Add a signal</source>
        <translation>Ajouter un signal</translation>
    </message>
    <message>
        <source>Log a call made elsewhere</source>
        <translation>Consigner un appel passé ailleurs</translation>
    </message>
    <message>
        <source>Paste a list of calls</source>
        <translation>Coller une liste d’appels</translation>
    </message>
    <message>
        <source>The insights</source>
        <translation>Les chiffres</translation>
    </message>
    <message>
        <source>On the insights</source>
        <translation>Sur l’écran des chiffres</translation>
    </message>
    <message>
        <source>To the filters</source>
        <translation>Aux filtres</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Compter à nouveau</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>Rapport en PDF</translation>
    </message>
    <message>
        <source>Workbook of all figures</source>
        <translation>Classeur de tous les chiffres</translation>
    </message>
    <message>
        <source>Save the chart as a picture</source>
        <translation>Enregistrer le graphique en image</translation>
    </message>
    <message>
        <source>The review</source>
        <translation>La relecture</translation>
    </message>
    <message>
        <source>Write a review bundle</source>
        <translation>Écrire un paquet de relecture</translation>
    </message>
    <message>
        <source>Open a review bundle</source>
        <translation>Ouvrir un paquet de relecture</translation>
    </message>
    <message>
        <source>Merge a review bundle</source>
        <translation>Intégrer un paquet de relecture</translation>
    </message>
    <message>
        <source>Disagreements, no evidence, flags, all of them</source>
        <translation>Désaccords, sans preuve, alertes, tout</translation>
    </message>
    <message>
        <source>On the review</source>
        <translation>Sur la relecture</translation>
    </message>
    <message>
        <source>Next qualification, the one before</source>
        <translation>Qualification suivante, précédente</translation>
    </message>
    <message>
        <source>Scroll what is read</source>
        <translation>Faire défiler la fiche lue</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>D’accord</translation>
    </message>
    <message>
        <source>Disagree, with a reason</source>
        <translation>Pas d’accord, avec la raison</translation>
    </message>
    <message>
        <source>Comment on a passage, or on the whole</source>
        <translation>Commenter un passage ou l’ensemble</translation>
    </message>
    <message>
        <source>Coaching tag</source>
        <translation>Étiquette de coaching</translation>
    </message>
    <message>
        <source>Good example</source>
        <translation>Bon exemple</translation>
    </message>
    <message>
        <source>Correct an answer</source>
        <translation>Corriger une réponse</translation>
    </message>
    <message>
        <source>Rewrite a remark of yours, withdraw it</source>
        <translation>Réécrire une de vos remarques, la retirer</translation>
    </message>
    <message>
        <source>To the next remark of yours</source>
        <translation>À votre remarque suivante</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Paquet</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Back (Alt+←)</source>
        <translation>Retour (Alt+←)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Suivant (Enter)</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un instant…</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Connect a CRM</source>
        <translation>Connecter un CRM</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Modifier {name}</translation>
    </message>
    <message>
        <source>Try and keep</source>
        <translation>Essayer et garder</translation>
    </message>
    <message>
        <source>New key for {name}</source>
        <translation>Nouvelle clé pour {name}</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>Syncing</source>
        <translation>Synchronisation</translation>
    </message>
    <message>
        <source>Nothing was refused.</source>
        <translation>Rien n’a été refusé.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Rien n’attend.</translation>
    </message>
    <message>
        <source>What was refused and what waits</source>
        <translation>Refus et attente</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusés</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Sync now (F5)</source>
        <translation>Synchroniser (F5)</translation>
    </message>
    <message>
        <source>Look at everything (Shift+F5)</source>
        <translation>Tout revoir (Shift+F5)</translation>
    </message>
    <message>
        <source>Reads every record there, so that deletions are found; once a day it happens by itself.</source>
        <translation>Relit toutes les fiches du CRM pour y trouver les suppressions&#x202f;; cela se fait seul une fois par jour.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Nouvelle clé…</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Déconnecter…</translation>
    </message>
    <message>
        <source>Syncing… {n} still to be told</source>
        <translation>Synchronisation… encore {n} à transmettre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
</context>
<context>
    <name>ContactClock</name>
    <message>
        <source>{request}, {when}
Nobody was talked to since. In doubt after {slow} minutes of calling hours, late after {late}.</source>
        <translation>{request}, {when}
Personne n’a été joint depuis. À surveiller au bout de {slow} minutes, en retard au bout de {late}, sur les heures d’appel.</translation>
    </message>
    <message>
        <source>{n} min since the request</source>
        <translation>{n} min depuis la demande</translation>
    </message>
    <message>
        <source>{n} h since the request</source>
        <translation>{n} h depuis la demande</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) since the request</source>
        <translation>
            <numerusform>%n jour depuis la demande</numerusform>
            <numerusform>%n jours depuis la demande</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionForm</name>
    <message>
        <source>Correct an answer</source>
        <translation>Corriger une réponse</translation>
    </message>
    <message>
        <source>Why: what in the words says so</source>
        <translation>Pourquoi&#x202f;: ce qui le montre dans les mots</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Critère</translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation>Demandé, inconnu</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
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
        <source>The rep had not asked it.</source>
        <translation>Le SDR ne l’avait pas demandé.</translation>
    </message>
    <message>
        <source>The rep answered: asked, not known.</source>
        <translation>Réponse du SDR&#x202f;: demandé, inconnu.</translation>
    </message>
    <message>
        <source>The rep answered: {answer}.</source>
        <translation>Réponse du SDR&#x202f;: {answer}.</translation>
    </message>
    <message>
        <source>Choose the answer with its digit.</source>
        <translation>Choisissez la réponse par son chiffre.</translation>
    </message>
    <message>
        <source>Type the answer; “?” says that it is not known.</source>
        <translation>Tapez la réponse&#x202f;; «&#x202f;?&#x202f;» pour inconnue.</translation>
    </message>
    <message>
        <source>Say why: the rep reads it.</source>
        <translation>Dites pourquoi&#x202f;: le SDR le lira.</translation>
    </message>
</context>
<context>
    <name>CriterionForm</name>
    <message>
        <source>Criterion</source>
        <translation>Critère</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Libellé</translation>
    </message>
    <message>
        <source>Question, as it is asked</source>
        <translation>Question, telle qu’on la pose</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Weight, {cycle}</source>
        <translation>Poids, {cycle}</translation>
    </message>
    <message>
        <source>Id, for files and exports</source>
        <translation>Identifiant, pour fichiers et exports</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>à tout moment</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Bands, in rising order</source>
        <translation>Tranches, par ordre croissant</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Points, %</source>
        <translation>Points, en&#x202f;%</translation>
    </message>
    <message>
        <source>Ends the matter</source>
        <translation>Clôt le sujet</translation>
    </message>
    <message>
        <source>Presumed when it reads</source>
        <translation>Présumée si on y lit</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Jusqu’à</translation>
    </message>
    <message>
        <source>Add an answer</source>
        <translation>Ajouter une réponse</translation>
    </message>
    <message>
        <source>Add a band</source>
        <translation>Ajouter une tranche</translation>
    </message>
    <message>
        <source>Answer {n} · {language}</source>
        <translation>Réponse {n} · {language}</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Upper bound of band {n}</source>
        <translation>Borne haute de la tranche {n}</translation>
    </message>
    <message>
        <source>Points of answer {n}, in percent</source>
        <translation>Points de la réponse {n}, en pourcentage</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Answer {n} ends the matter</source>
        <translation>La réponse {n} clôt le sujet</translation>
    </message>
    <message>
        <source>Texts of the field that suggest answer {n}, between commas, * for anything</source>
        <translation>Textes du champ qui suggèrent la réponse {n}, entre virgules, * pour n’importe quoi</translation>
    </message>
    <message>
        <source>Move answer {n} up</source>
        <translation>Monter la réponse {n}</translation>
    </message>
    <message>
        <source>Move answer {n} down</source>
        <translation>Descendre la réponse {n}</translation>
    </message>
    <message>
        <source>Remove answer {n}</source>
        <translation>Retirer la réponse {n}</translation>
    </message>
    <message>
        <source>Signals, and what each is worth when new</source>
        <translation>Les signaux, et ce que vaut chacun quand il est récent</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>non compté</translation>
    </message>
    <message>
        <source>The points show once the grid has no fault left.</source>
        <translation>Les points s’affichent dès que la grille n’a plus d’erreur.</translation>
    </message>
    <message>
        <source>{points} points of 100 in the grid’s {cycle}</source>
        <translation>{points} points sur 100 dans le {cycle} de la grille</translation>
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
    <name>CrmView</name>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Connect a CRM…</source>
        <translation>Connecter un CRM…</translation>
    </message>
    <message>
        <source>No CRM is connected</source>
        <translation>Aucun CRM n’est connecté</translation>
    </message>
    <message>
        <source>Connected, leads, verdicts, calls and notes go into your CRM as they happen, and what colleagues change there comes back. Nothing is sent before you have seen a dry run and said yes; without a connection, sdrdesk never uses the network.</source>
        <translation>Une fois connecté, votre CRM reçoit leads, verdicts, appels et notes au fil de l’eau, et ce que vos collègues y changent revient ici. Rien n’est envoyé avant que vous ayez vu un essai à blanc et donné votre accord&#x202f;; sans connexion, sdrdesk n’utilise jamais le réseau.</translation>
    </message>
    <message>
        <source>Settled: {n}.</source>
        <translation>Réglé&#x202f;: {n}.</translation>
    </message>
    <message>
        <source>Disconnect {name}?</source>
        <translation>Déconnecter {name}&#x202f;?</translation>
    </message>
    <message>
        <source>Both sides keep all they have. sdrdesk forgets the key, what still waits, and which record there is which lead here; connected again, it recognises them by e-mail, phone and name.</source>
        <translation>Les deux côtés gardent tout ce qu’ils ont. sdrdesk oublie la clé, ce qui attend encore, et quelle fiche du CRM correspond à quel lead&#x202f;; reconnecté, il les reconnaît à l’e-mail, au téléphone et au nom.</translation>
    </message>
</context>
<context>
    <name>DayCounts</name>
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
    <message>
        <source>&lt;b&gt;{rate}&lt;/b&gt;/h</source>
        <translation>&lt;b&gt;{rate}&lt;/b&gt;/h</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>appels</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>joints</translation>
    </message>
    <message>
        <source>meetings</source>
        <translation>rendez-vous</translation>
    </message>
    <message>
        <source>goal {done}/{goal} {what}</source>
        <translation>objectif {done}/{goal} {what}</translation>
    </message>
</context>
<context>
    <name>DefinitionPage</name>
    <message>
        <source>Language of the page</source>
        <translation>Langue de la page</translation>
    </message>
    <message>
        <source>Print as PDF…  Ctrl+P</source>
        <translation>Imprimer en PDF…  Ctrl+P</translation>
    </message>
    <message>
        <source>The written definition of a good lead</source>
        <translation>La définition écrite d’un bon lead</translation>
    </message>
    <message>
        <source>The draft has faults: mend them, and its definition stands here.</source>
        <translation>Le brouillon contient des erreurs&#x202f;: corrigez-les, et sa définition s’affichera ici.</translation>
    </message>
    <message>
        <source>Print the definition</source>
        <translation>Imprimer la définition</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>The definition is written to {file}.</source>
        <translation>La définition est écrite dans {file}.</translation>
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
        <source>{n} leads wait for the hours to open. F4 shows them to choose from; the settings hold the hours.</source>
        <translation>Leads en attente de l’ouverture&#x202f;: {n}. F4 les montre, pour en choisir un&#x202f;; les heures sont dans les réglages.</translation>
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
        <source>Opposed to calls</source>
        <translation>Opposé aux appels</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>enregistré {time}</translation>
    </message>
    <message>
        <source>They are not called any more; the answers stay as they were given.</source>
        <translation>On ne l’appelle plus&#x202f;; ses réponses restent telles quelles.</translation>
    </message>
    <message>
        <source>This lead’s campaign has no script.</source>
        <translation>La campagne de ce lead n’a pas de script.</translation>
    </message>
    <message>
        <source>No promise is due.</source>
        <translation>Aucun rappel promis n’est arrivé à l’heure.</translation>
    </message>
    <message>
        <source>No other promise is due.</source>
        <translation>Aucun autre rappel promis n’est arrivé à l’heure.</translation>
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
        <source>They object to calls: nothing more is said.</source>
        <translation>Cette personne s’oppose aux appels&#x202f;: on en reste là.</translation>
    </message>
    <message>
        <source>This step is no call: F9 opens it.</source>
        <translation>Cette étape n’est pas un appel&#x202f;: F9 l’ouvre.</translation>
    </message>
    <message>
        <source>close</source>
        <translation>clore</translation>
    </message>
    <message>
        <source>Never: too few points left</source>
        <translation>Jamais&#x202f;: plus assez de points</translation>
    </message>
    <message>
        <source>“{criterion}” ends the matter: {reason}</source>
        <translation>«&#x202f;{criterion}&#x202f;» est éliminatoire&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>reverse</source>
        <translation>lever</translation>
    </message>
    <message>
        <source>Say: “{sentence}”</source>
        <translation>Dites&#x202f;: «&#x202f;{sentence}&#x202f;»</translation>
    </message>
    <message>
        <source>All asked</source>
        <translation>Tout est demandé</translation>
    </message>
    <message>
        <source>Worth a call, not yet a meeting: confirm the MQL with Ctrl+T.</source>
        <translation>Mérite un appel, pas encore un rendez-vous&#x202f;: confirmez le MQL avec Ctrl+T.</translation>
    </message>
    <message>
        <source>Worth a call, not yet a meeting: qualify on a sales grid.</source>
        <translation>Mérite un appel, pas encore un rendez-vous&#x202f;: qualifiez sur une grille commerciale.</translation>
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
        <source>This campaign has no lead</source>
        <translation>Cette campagne n’a aucun lead</translation>
    </message>
    <message>
        <source>Put leads in it from a file, or many at once on the Leads screen; Ctrl+G shows the others.</source>
        <translation>Mettez-y des leads par un fichier, ou plusieurs à la fois depuis l’écran Leads&#x202f;; Ctrl+G montre les autres.</translation>
    </message>
</context>
<context>
    <name>DeskActs</name>
    <message>
        <source>{name}: {what}. {after}.</source>
        <translation>{name}&#x202f;: {what}. {after}.</translation>
    </message>
    <message>
        <source>stays {stage}</source>
        <translation>reste {stage}</translation>
    </message>
    <message>
        <source>{name}: {what}, {route}.</source>
        <translation>{name}&#x202f;: {what}, {route}.</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M writes it to a calendar, Ctrl+H the hand-off sheet.</source>
        <translation>Ctrl+Shift+M l’écrit dans un agenda, Ctrl+H ouvre la fiche de transmission.</translation>
    </message>
    <message>
        <source>Excluded by a decision: decide now or later to bring it back.</source>
        <translation>Exclu par une décision&#x202f;: décidez maintenant ou plus tard pour le reprendre.</translation>
    </message>
    <message>
        <source>the grid {name} v{version} says “now”</source>
        <translation>la grille {name} v{version} dit «&#x202f;maintenant&#x202f;»</translation>
    </message>
    <message>
        <source>{name}: {step}.</source>
        <translation>{name}&#x202f;: {step}.</translation>
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
        <translation>Tab accepte la première, Alt+X l’écarte&#x202f;; un clic accepte, × écarte.</translation>
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
        <translation>Importer un fichier</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Nouveau lead</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Signaux</translation>
    </message>
    <message>
        <source>Add a signal</source>
        <translation>Ajouter un signal</translation>
    </message>
</context>
<context>
    <name>DifferencesModel</name>
    <message>
        <source>Criterion</source>
        <translation>Critère</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>The grid</source>
        <translation>La grille</translation>
    </message>
</context>
<context>
    <name>DryRunStep</name>
    <message>
        <source>Dry run</source>
        <translation>Essai à blanc</translation>
    </message>
    <message>
        <source>What the first run would do</source>
        <translation>Ce que ferait le premier passage</translation>
    </message>
    <message>
        <source>Nothing has been written, here or there. The run begins when you say so.</source>
        <translation>Rien n’a été écrit, ni ici ni là-bas. Le passage commence quand vous le décidez.</translation>
    </message>
    <message>
        <source>Comparing both sides…</source>
        <translation>Comparaison des deux côtés…</translation>
    </message>
    <message>
        <source>would be made in the CRM</source>
        <translation>seraient créés dans le CRM</translation>
    </message>
    <message>
        <source>would be changed in the CRM</source>
        <translation>seraient modifiés dans le CRM</translation>
    </message>
    <message>
        <source>would be left as they are there</source>
        <translation>y resteraient tels quels</translation>
    </message>
    <message>
        <source>would be brought here as new leads</source>
        <translation>viendraient ici comme nouveaux leads</translation>
    </message>
    <message>
        <source>would be changed here</source>
        <translation>seraient modifiés ici</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} et {n} autres</translation>
    </message>
</context>
<context>
    <name>DuplicateActs</name>
    <message>
        <source>Merged: {name}.</source>
        <translation>Fusion faite&#x202f;: {name}.</translation>
    </message>
    <message>
        <source>Not the same: {names}. They are not shown again.</source>
        <translation>Pas la même personne&#x202f;: {names}. Ce groupe ne sera plus proposé.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>DuplicatesView</name>
    <message>
        <source>Likely duplicates</source>
        <translation>Doublons probables</translation>
    </message>
    <message>
        <source>Look again (F5)</source>
        <translation>Chercher à nouveau (F5)</translation>
    </message>
    <message>
        <source>No likely duplicate</source>
        <translation>Aucun doublon probable</translation>
    </message>
    <message>
        <source>Comparing the leads…</source>
        <translation>Comparaison des leads…</translation>
    </message>
    <message>
        <source>Not looked through to the end.</source>
        <translation>La recherche n’est pas allée jusqu’au bout.</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s), the most alike first</source>
        <translation>
            <numerusform>%n groupe, le plus semblable d’abord</numerusform>
            <numerusform>%n groupes, les plus semblables d’abord</numerusform>
        </translation>
    </message>
    <message>
        <source>{all}; {shown} shown</source>
        <translation>{all}&#x202f;; {shown} affichés</translation>
    </message>
    <message>
        <source>Every lead was compared with those like it. F5 looks again after an import.</source>
        <translation>Chaque lead a été comparé à ceux qui lui ressemblent. Après un import, F5 cherche à nouveau.</translation>
    </message>
</context>
<context>
    <name>ElsewhereActs</name>
    <message>
        <source>{name}: {what}. {after}.</source>
        <translation>{name}&#x202f;: {what}. {after}.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) recorded.</source>
        <translation>
            <numerusform>%n appel enregistré.</numerusform>
            <numerusform>%n appels enregistrés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Which leads</source>
        <translation>Quels leads</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Workbook for people (.xlsx)</source>
        <translation>Classeur, pour les personnes (.xlsx)</translation>
    </message>
    <message>
        <source>CSV for programs (.csv)</source>
        <translation>CSV, pour les logiciels (.csv)</translation>
    </message>
    <message>
        <source>JSON (.json)</source>
        <translation>JSON (.json)</translation>
    </message>
    <message>
        <source>Columns for</source>
        <translation>Colonnes pour</translation>
    </message>
    <message>
        <source>Name of a preset of yours</source>
        <translation>Nom d’un modèle à vous</translation>
    </message>
    <message>
        <source>Save columns</source>
        <translation>Garder ces colonnes</translation>
    </message>
    <message>
        <source>Forget preset</source>
        <translation>Oublier le modèle</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Name in the file</source>
        <translation>Nom dans le fichier</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Numbers and addresses of people who objected are left blank. All columns under their own names come back unchanged when they are imported.</source>
        <translation>Les numéros et adresses des personnes opposées sont laissés vides. Avec toutes les colonnes sous leur nom d’origine, le fichier réimporté ne change rien.</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>Cocher</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Alt+↑</source>
        <translation>Alt+↑</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Alt+↓</source>
        <translation>Alt+↓</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>All leads ({n})</source>
        <translation>Tous les leads ({n})</translation>
    </message>
    <message>
        <source>The list as it is filtered ({n})</source>
        <translation>La liste telle que filtrée ({n})</translation>
    </message>
    <message>
        <source>The leads selected ({n})</source>
        <translation>Les leads sélectionnés ({n})</translation>
    </message>
    <message>
        <source>sdrdesk: all columns</source>
        <translation>sdrdesk&#x202f;: toutes les colonnes</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n colonne</numerusform>
            <numerusform>%n colonnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved. It is offered here from now on.</source>
        <translation>Modèle gardé. Il est désormais proposé ici.</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>Écriture de {file}…</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Report as PDF…</source>
        <translation>Rapport en PDF…</translation>
    </message>
    <message>
        <source>Report as PDF in English…</source>
        <translation>Rapport en PDF, en anglais…</translation>
    </message>
    <message>
        <source>Report as PDF in French…</source>
        <translation>Rapport en PDF, en français…</translation>
    </message>
    <message>
        <source>Workbook of all figures…</source>
        <translation>Classeur de tous les chiffres…</translation>
    </message>
    <message>
        <source>There are no figures to write yet.</source>
        <translation>Il n’y a pas encore de chiffres à écrire.</translation>
    </message>
    <message>
        <source>insights</source>
        <translation>chiffres</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) written to {file}.</source>
        <translation>
            <numerusform>%n page écrite dans {file}.</numerusform>
            <numerusform>%n pages écrites dans {file}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>Classeur (*.xlsx)</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>Enregistrer les chiffres</translation>
    </message>
    <message>
        <source>All figures written to {file}.</source>
        <translation>Tous les chiffres sont écrits dans {file}.</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Enregistrer le graphique</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Chart written to {file}.</source>
        <translation>Graphique écrit dans {file}.</translation>
    </message>
    <message>
        <source>the picture could not be written</source>
        <translation>l’image n’a pas pu être écrite</translation>
    </message>
</context>
<context>
    <name>FactsDialog</name>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation>Pays des numéros sans indicatif</translation>
    </message>
    <message>
        <source>Numbers: {country}</source>
        <translation>Numéros&#x202f;: {country}</translation>
    </message>
    <message>
        <source>What is said of the rows</source>
        <translation>Ce qui est dit des lignes</translation>
    </message>
    <message>
        <source>Every row can be used.</source>
        <translation>Toutes les lignes sont utilisables.</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>Les ajouter</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Columns not recognised, left out: {columns}.</source>
        <translation>Colonnes non reconnues, laissées de côté&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>The four figures add up to {n}. The import can be undone later.</source>
        <translation>Les quatre chiffres totalisent {n}. L’import pourra être annulé.</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import en cours…</translation>
    </message>
</context>
<context>
    <name>FateCards</name>
    <message>
        <source>Show these rows alone, or all again</source>
        <translation>N’afficher que ces lignes, ou de nouveau toutes</translation>
    </message>
</context>
<context>
    <name>FeedbackActs</name>
    <message>
        <source>Select one lead first: sales answers for one at a time.</source>
        <translation>Sélectionnez d’abord un lead&#x202f;: les commerciaux répondent pour un seul à la fois.</translation>
    </message>
    <message>
        <source>{who}. Recorded.</source>
        <translation>{who}. Enregistré.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>FeedbackPage</name>
    <message>
        <source>Days without a word after which sales is to be asked</source>
        <translation>Jours sans réponse avant de relancer les commerciaux</translation>
    </message>
    <message>
        <source>The reasons that sales may give, few and each something to do better. One without words goes; one that fits no answer is not offered any more, and keeps its name on what was said with it.</source>
        <translation>Les motifs que les commerciaux peuvent donner&#x202f;: peu nombreux, et chacun désigne ce qu’il faut améliorer. Un motif sans texte disparaît&#x202f;; un motif sans réponse cochée n’est plus proposé, mais garde son nom sur ce qui a été dit avec lui.</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Add a reason</source>
        <translation>Ajouter un motif</translation>
    </message>
    <message>
        <source>Reason in English</source>
        <translation>Motif en anglais</translation>
    </message>
    <message>
        <source>Reason in French</source>
        <translation>Motif en français</translation>
    </message>
</context>
<context>
    <name>FileActs</name>
    <message>
        <source>Import a file of leads</source>
        <translation>Importer un fichier de leads</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
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
        <source>Import cancelled: nothing of it stays.</source>
        <translation>Import annulé&#x202f;: rien n’en reste.</translation>
    </message>
    <message>
        <source>Import an opposition list</source>
        <translation>Importer une liste d’opposition</translation>
    </message>
    <message>
        <source>Opposition list imported: {new}, {closed}.</source>
        <translation>Liste d’opposition importée&#x202f;: {new}, {closed}.</translation>
    </message>
    <message>
        <source>Import what sales answered</source>
        <translation>Importer les réponses des commerciaux</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) recorded.</source>
        <translation>
            <numerusform>%n réponse enregistrée.</numerusform>
            <numerusform>%n réponses enregistrées.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation>Lignes écrites dans {file}&#x202f;: {n}</translation>
    </message>
    <message>
        <source>Import signals</source>
        <translation>Importer des signaux</translation>
    </message>
    <message>
        <source>Lists ({endings})</source>
        <translation>Listes ({endings})</translation>
    </message>
    <message>
        <source>pasted rows</source>
        <translation>lignes collées</translation>
    </message>
    <message numerus="yes">
        <source>%n signal(s) added.</source>
        <translation>
            <numerusform>%n signal ajouté.</numerusform>
            <numerusform>%n signaux ajoutés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileStep</name>
    <message>
        <source>Does the file read well?</source>
        <translation>Le fichier se lit-il bien&#x202f;?</translation>
    </message>
    <message>
        <source>Its first rows as they read, the header in bold. Space on another row makes that row the header.</source>
        <translation>Ses premières lignes telles qu’elles sont lues, l’en-tête en gras. Espace sur une autre ligne en fait l’en-tête.</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Feuille</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encodage</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Séparateur</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>En-tête</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>The first rows of the file</source>
        <translation>Les premières lignes du fichier</translation>
    </message>
    <message>
        <source>spreadsheet</source>
        <translation>classeur</translation>
    </message>
    <message>
        <source>address cards</source>
        <translation>cartes de visite (vCard)</translation>
    </message>
    <message>
        <source>Encoding: {name}, as found</source>
        <translation>Encodage&#x202f;: {name}, détecté</translation>
    </message>
    <message>
        <source>Encoding: as found</source>
        <translation>Encodage&#x202f;: détecté</translation>
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
        <source>bar |</source>
        <translation>barre |</translation>
    </message>
    <message>
        <source>Separator: {name}, as found</source>
        <translation>Séparateur&#x202f;: {name}, détecté</translation>
    </message>
    <message>
        <source>Separator: as found</source>
        <translation>Séparateur&#x202f;: détecté</translation>
    </message>
    <message>
        <source>Sheet: {name}, as found</source>
        <translation>Feuille&#x202f;: {name}, détectée</translation>
    </message>
    <message>
        <source>Sheet: as found</source>
        <translation>Feuille&#x202f;: détectée</translation>
    </message>
    <message>
        <source>Header: line {n}</source>
        <translation>En-tête&#x202f;: ligne {n}</translation>
    </message>
    <message>
        <source>Header: none, columns A, B, C…</source>
        <translation>En-tête&#x202f;: aucun, colonnes A, B, C…</translation>
    </message>
    <message>
        <source>Header: line {n}, as found</source>
        <translation>En-tête&#x202f;: ligne {n}, détecté</translation>
    </message>
    <message>
        <source>Header: as found</source>
        <translation>En-tête&#x202f;: détecté</translation>
    </message>
    <message>
        <source>Header: none, as found</source>
        <translation>En-tête&#x202f;: aucun détecté</translation>
    </message>
    <message>
        <source>see whether the file reads well</source>
        <translation>vérifiez que le fichier se lit bien</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Add filter…</source>
        <translation>Ajouter un filtre…</translation>
    </message>
    <message>
        <source>Filter: {words}</source>
        <translation>Filtre&#x202f;: {words}</translation>
    </message>
    <message>
        <source>Takes this filter away (Del)</source>
        <translation>Retire ce filtre (Suppr)</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Within how many days</source>
        <translation>En combien de jours</translation>
    </message>
    <message>
        <source>days, if recent</source>
        <translation>jours, si récent</translation>
    </message>
    <message>
        <source>Add (Enter)</source>
        <translation>Ajouter (Enter)</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Annuler (Esc)</translation>
    </message>
    <message>
        <source>a number of days</source>
        <translation>un nombre de jours</translation>
    </message>
    <message>
        <source>a day, such as 24/11/2026</source>
        <translation>un jour, par exemple 24/11/2026</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Funnel by</source>
        <translation>Entonnoir par</translation>
    </message>
    <message>
        <source>By {what}</source>
        <translation>Par {what}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Period of arrival</source>
        <translation>Période d’arrivée</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 derniers jours</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>12 derniers mois</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Cette année</translation>
    </message>
    <message>
        <source>All leads</source>
        <translation>Tous les leads</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Du … au …</translation>
    </message>
    <message>
        <source>Arrived from</source>
        <translation>Arrivés à partir du</translation>
    </message>
    <message>
        <source>Arrived until</source>
        <translation>Arrivés jusqu’au</translation>
    </message>
    <message>
        <source>All segments</source>
        <translation>Tous les segments</translation>
    </message>
    <message>
        <source>A segment is a view saved on the Leads screen (Ctrl+2).</source>
        <translation>Un segment est une vue enregistrée sur l’écran Leads (Ctrl+2).</translation>
    </message>
</context>
<context>
    <name>GridEditor</name>
    <message>
        <source>Take the last edit back (Ctrl+Z)</source>
        <translation>Annuler la dernière modification (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Bring it back (Ctrl+Y)</source>
        <translation>La rétablir (Ctrl+Y)</translation>
    </message>
    <message>
        <source>Let go of the draft…</source>
        <translation>Abandonner le brouillon…</translation>
    </message>
    <message>
        <source>Publish…  Ctrl+Enter</source>
        <translation>Publier…  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>Critères</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Monter (Alt+Up)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Descendre (Alt+Down)</translation>
    </message>
    <message>
        <source>Remove (Del); Ctrl+Z brings it back</source>
        <translation>Retirer (Del)&#x202f;; Ctrl+Z le rétablit</translation>
    </message>
    <message>
        <source>The grid itself</source>
        <translation>La grille elle-même</translation>
    </message>
    <message>
        <source>definition, thresholds, who agreed</source>
        <translation>définition, seuils, qui l’a validée</translation>
    </message>
    <message>
        <source>no label yet</source>
        <translation>sans libellé</translation>
    </message>
    <message>
        <source>can eliminate</source>
        <translation>peut éliminer</translation>
    </message>
    <message>
        <source>Version {version}; the first edit begins a draft</source>
        <translation>Version {version}&#x202f;; la première modification ouvre un brouillon</translation>
    </message>
    <message>
        <source>Draft from version {version}, saved as you edit</source>
        <translation>Brouillon issu de la version {version}, enregistré au fil de l’eau</translation>
    </message>
    <message>
        <source>Draft of a new grid, saved as you edit</source>
        <translation>Brouillon d’une nouvelle grille, enregistré au fil de l’eau</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s), go to the first (F8)</source>
        <translation>
            <numerusform>%n erreur, y aller (F8)</numerusform>
            <numerusform>%n erreurs, aller à la première (F8)</numerusform>
        </translation>
    </message>
    <message>
        <source>Every fault must be mended first</source>
        <translation>Il faut d’abord corriger chaque erreur</translation>
    </message>
</context>
<context>
    <name>GridForm</name>
    <message>
        <source>The written definition</source>
        <translation>La définition écrite</translation>
    </message>
    <message>
        <source>A good lead is… · {language}</source>
        <translation>Un bon lead, c’est… · {language}</translation>
    </message>
    <message>
        <source>How it decides</source>
        <translation>Comment elle décide</translation>
    </message>
    <message>
        <source>Who agreed, and until when</source>
        <translation>Qui l’a validée, et jusqu’à quand</translation>
    </message>
    <message>
        <source>names, between commas</source>
        <translation>des noms, entre virgules</translation>
    </message>
    <message>
        <source>in 6 months, 1/3/2027…</source>
        <translation>dans 6 mois, 1/3/2027…</translation>
    </message>
</context>
<context>
    <name>GridsView</name>
    <message>
        <source>Grids</source>
        <translation>Grilles</translation>
    </message>
    <message>
        <source>Import a grid…</source>
        <translation>Importer une grille…</translation>
    </message>
    <message>
        <source>Judge leads by it</source>
        <translation>L’appliquer aux leads</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Views of the grid</source>
        <translation>Vues de la grille</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Définition</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Calibrage</translation>
    </message>
    <message>
        <source>Ctrl+PgUp and Ctrl+PgDn go from one to the next</source>
        <translation>Ctrl+PgUp et Ctrl+PgDn passent de l’une à l’autre</translation>
    </message>
    <message>
        <source>marketing</source>
        <translation>marketing</translation>
    </message>
    <message>
        <source>sales</source>
        <translation>commerciale</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>version {version}</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>appliquée</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>brouillon</translation>
    </message>
    <message>
        <source>not published yet</source>
        <translation>pas encore publiée</translation>
    </message>
    <message>
        <source>to be looked at again since {day}</source>
        <translation>à revoir depuis le {day}</translation>
    </message>
    <message>
        <source>Nothing is taken back here: edits are on the page “Edit”, and a published version stands.</source>
        <translation>Rien ne s’annule ici&#x202f;: les modifications s’annulent sur la page «&#x202f;Modifier&#x202f;», et une version publiée reste.</translation>
    </message>
    <message>
        <source>The proposal is in the draft: read it, then publish it. Ctrl+Z takes it out again.</source>
        <translation>La proposition est dans le brouillon&#x202f;: relisez-la, puis publiez-la. Ctrl+Z la retire.</translation>
    </message>
    <message>
        <source>{grid}, version {version}, is published.</source>
        <translation>{grid}, version {version}, est publiée.</translation>
    </message>
    <message>
        <source>The draft is gone; the published versions stand.</source>
        <translation>Le brouillon est abandonné&#x202f;; les versions publiées restent.</translation>
    </message>
    <message>
        <source>Every lead is judged by this grid from now on.</source>
        <translation>Chaque lead est désormais jugé par cette grille.</translation>
    </message>
    <message>
        <source>Import a grid</source>
        <translation>Importer une grille</translation>
    </message>
    <message>
        <source>Grids (*.toml)</source>
        <translation>Grilles (*.toml)</translation>
    </message>
    <message>
        <source>The grid is here as a draft: read it, then publish it.</source>
        <translation>La grille est là, en brouillon&#x202f;: lisez-la, puis publiez-la.</translation>
    </message>
    <message>
        <source>Export the grid</source>
        <translation>Exporter la grille</translation>
    </message>
    <message>
        <source>The draft is written to {file}.</source>
        <translation>Le brouillon est écrit dans {file}.</translation>
    </message>
    <message>
        <source>The grid is written to {file}.</source>
        <translation>La grille est écrite dans {file}.</translation>
    </message>
</context>
<context>
    <name>HandoffActs</name>
    <message>
        <source>Select a lead first: its hand-off sheet is one page.</source>
        <translation>Sélectionnez d’abord un lead&#x202f;: sa fiche de transmission tient sur une page.</translation>
    </message>
    <message>
        <source>{n} leads are selected; at most {most} sheets are made at once. Export the list instead.</source>
        <translation>{n} leads sont sélectionnés&#x202f;; {most} fiches au plus sont faites à la fois. Exportez plutôt la liste.</translation>
    </message>
</context>
<context>
    <name>HandoffDialog</name>
    <message>
        <source>Hand-off sheet</source>
        <translation>Fiche de transmission</translation>
    </message>
    <message>
        <source>Language of the sheet</source>
        <translation>Langue de la fiche</translation>
    </message>
    <message>
        <source>The sheet before</source>
        <translation>La fiche précédente</translation>
    </message>
    <message>
        <source>The next sheet</source>
        <translation>La fiche suivante</translation>
    </message>
    <message>
        <source>Copy for an e-mail  Ctrl+E</source>
        <translation>Copier pour un e-mail  Ctrl+E</translation>
    </message>
    <message>
        <source>Calendar file…  Ctrl+M</source>
        <translation>Fichier d’agenda…  Ctrl+M</translation>
    </message>
    <message>
        <source>Save…  Ctrl+S</source>
        <translation>Enregistrer…  Ctrl+S</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} sur {all}</translation>
    </message>
    <message>
        <source>Copied: paste it into an e-mail.</source>
        <translation>Copié&#x202f;: collez-le dans un e-mail.</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>hand-offs</source>
        <translation>fiches</translation>
    </message>
    <message>
        <source>Save the hand-off sheet</source>
        <translation>Enregistrer la fiche de transmission</translation>
    </message>
    <message numerus="yes">
        <source>%n sheet(s) written to {folder}.</source>
        <translation>
            <numerusform>%n fiche écrite dans {folder}.</numerusform>
            <numerusform>%n fiches écrites dans {folder}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Calendar files (*.ics)</source>
        <translation>Fichiers d’agenda (*.ics)</translation>
    </message>
    <message>
        <source>Write to a calendar file</source>
        <translation>Écrire dans un fichier d’agenda</translation>
    </message>
    <message>
        <source>Written to {file}: open it to have it in your calendar.</source>
        <translation>Écrit dans {file}&#x202f;: ouvrez-le pour l’avoir dans votre agenda.</translation>
    </message>
</context>
<context>
    <name>Handoffs</name>
    <message>
        <source>handed over {day}</source>
        <translation>transmis {day}</translation>
    </message>
    <message>
        <source>meeting {when}</source>
        <translation>rendez-vous {when}</translation>
    </message>
    <message>
        <source>No hand-off of this lead waits for an answer; what sales says of it is kept all the same.</source>
        <translation>Aucune transmission de ce lead n’attend de réponse&#x202f;; ce que les commerciaux en disent est gardé tout de même.</translation>
    </message>
    <message>
        <source>Handed over {when}</source>
        <translation>Transmis {when}</translation>
    </message>
    <message>
        <source>Sales owes no word</source>
        <translation>Aucune réponse attendue</translation>
    </message>
    <message>
        <source>A lead handed over (Ctrl+Enter on the desk) waits here for what sales makes of it.</source>
        <translation>Un lead transmis (Ctrl+Enter sur le poste) attend ici ce que les commerciaux en font.</translation>
    </message>
    <message>
        <source>Nothing was given back</source>
        <translation>Aucun lead rendu</translation>
    </message>
    <message>
        <source>A lead that sales rejects, disqualifies or loses comes back here until you decide again.</source>
        <translation>Un lead que les commerciaux refusent, disqualifient ou perdent revient ici, jusqu’à une nouvelle décision.</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Pas encore de réponse</translation>
    </message>
    <message>
        <source>What sales answers is kept here, for the figures to learn from.</source>
        <translation>Les réponses des commerciaux sont gardées ici&#x202f;: les chiffres s’en nourrissent.</translation>
    </message>
</context>
<context>
    <name>HandoffsView</name>
    <message>
        <source>Hand-offs</source>
        <translation>Transmis</translation>
    </message>
    <message>
        <source>Which hand-offs</source>
        <translation>Quelles transmissions</translation>
    </message>
    <message>
        <source>Ctrl+PgDown and Ctrl+PgUp turn them</source>
        <translation>Ctrl+PgDown et Ctrl+PgUp passent de l’une à l’autre</translation>
    </message>
    <message>
        <source>Handed to sales</source>
        <translation>Transmis aux commerciaux</translation>
    </message>
    <message>
        <source>Import answers…</source>
        <translation>Importer des réponses…</translation>
    </message>
    <message>
        <source>Put on the desk (Ctrl+D)</source>
        <translation>Traiter ce lead (Ctrl+D)</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>Awaiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Rendus</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Avec réponse</translation>
    </message>
    <message numerus="yes">
        <source>%n to ask sales about now</source>
        <translation>
            <numerusform>%n à relancer maintenant</numerusform>
            <numerusform>%n à relancer maintenant</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide again: nurture, exclude, or qualify further.</source>
        <translation>À décider de nouveau&#x202f;: suivre, exclure ou qualifier plus avant.</translation>
    </message>
    <message>
        <source>The newest answers first.</source>
        <translation>Les réponses les plus récentes d’abord.</translation>
    </message>
    <message>
        <source>The first {n} are shown.</source>
        <translation>Les {n} premiers sont affichés.</translation>
    </message>
    <message>
        <source>Ask sales: no word for {days}.</source>
        <translation>Relancez les commerciaux&#x202f;: aucune réponse depuis {days}.</translation>
    </message>
</context>
<context>
    <name>HeldCard</name>
    <message>
        <source>Exclude them here</source>
        <translation>Les exclure ici</translation>
    </message>
    <message>
        <source>Delete them there</source>
        <translation>Les supprimer là-bas</translation>
    </message>
    <message>
        <source>Make them anew there</source>
        <translation>Les recréer là-bas</translation>
    </message>
    <message>
        <source>Keep them there</source>
        <translation>Les garder là-bas</translation>
    </message>
    <message>
        <source>That is too many to be a matter of course: a wrong filter or another account looks the same. Excluded leads stay here, out of the queue, and can be brought back one by one. Made anew, they are new records there.</source>
        <translation>C’est trop pour aller de soi&#x202f;: un mauvais filtre ou un autre compte donnent la même image. Exclus, les leads restent ici, hors de la file, et peuvent revenir un par un. Recréés, ce sont de nouvelles fiches là-bas.</translation>
    </message>
    <message>
        <source>That is too many to delete there by itself. Only records that sdrdesk made would be deleted; those that were there before stay. Kept there, they are not brought in again.</source>
        <translation>C’est trop pour être supprimé là-bas sans vous. Seules les fiches créées par sdrdesk le seraient&#x202f;; celles qui existaient avant restent. Gardées là-bas, elles ne reviennent pas ici.</translation>
    </message>
    <message>
        <source>{n} of {of} records are gone in the CRM.</source>
        <translation>{n} fiches sur {of} ont disparu du CRM.</translation>
    </message>
    <message>
        <source>{n} leads that the CRM knows are gone here.</source>
        <translation>{n} leads connus du CRM ont disparu d’ici.</translation>
    </message>
    <message>
        <source>Among them: {names}</source>
        <translation>Parmi elles&#x202f;: {names}</translation>
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
        <source>{before} → {after}, written over in {crm}</source>
        <translation>{before} → {after}, remplacé dans {crm}</translation>
    </message>
    <message>
        <source>Objection lifted</source>
        <translation>Opposition levée</translation>
    </message>
    <message>
        <source>Closed by an objection no more: it was taken back</source>
        <translation>N’est plus fermé par une opposition&#x202f;: elle a été annulée</translation>
    </message>
    <message>
        <source>The objection stands again</source>
        <translation>L’opposition vaut de nouveau</translation>
    </message>
    <message>
        <source>Closed: somebody objected on what it carries</source>
        <translation>Fermé&#x202f;: une opposition porte sur ses coordonnées</translation>
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
    <message>
        <source>Signal removed</source>
        <translation>Signal retiré</translation>
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
        <source>{step} (Enter)</source>
        <translation>{step} (Enter)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Looking at the values…</source>
        <translation>Examen des valeurs…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Working out what becomes of each row…</source>
        <translation>Calcul du sort de chaque ligne…</translation>
    </message>
    <message numerus="yes">
        <source>Import %n lead(s) (Enter)</source>
        <translation>
            <numerusform>Importer %n lead (Enter)</numerusform>
            <numerusform>Importer %n leads (Enter)</numerusform>
        </translation>
    </message>
    <message>
        <source>{doubt} See the values (Alt+3).</source>
        <translation>{doubt} Voyez les valeurs (Alt+3).</translation>
    </message>
    <message>
        <source>Close (Enter)</source>
        <translation>Fermer (Enter)</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusées</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Enregistrer les lignes refusées</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%n refused row(s) written to {file}.</source>
        <translation>
            <numerusform>%n ligne refusée écrite dans {file}.</numerusform>
            <numerusform>%n lignes refusées écrites dans {file}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Écriture…</translation>
    </message>
    <message>
        <source>Taking back what was done…</source>
        <translation>Annulation de ce qui a été fait…</translation>
    </message>
    <message>
        <source>The five figures add up to {n}. The import can be undone later; what people do since is kept.</source>
        <translation>Les cinq chiffres font {n} au total. L’import pourra être annulé&#x202f;; le travail fait entre-temps sera conservé.</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>Rien à importer</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import en cours…</translation>
    </message>
</context>
<context>
    <name>ImportFrame</name>
    <message>
        <source>Import {file}</source>
        <translation>Importer {file}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>Known leads</source>
        <translation>Leads connus</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Bilan</translation>
    </message>
    <message>
        <source>Back (Alt+←)</source>
        <translation>Retour (Alt+←)</translation>
    </message>
</context>
<context>
    <name>ImportStep</name>
    <message>
        <source>{columns} and {n} more</source>
        <translation>{columns} et {n} autres</translation>
    </message>
</context>
<context>
    <name>InsightActs</name>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
</context>
<context>
    <name>InsightsView</name>
    <message>
        <source>The figures in short</source>
        <translation>Les chiffres en bref</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importer un fichier…</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Comptage</translation>
    </message>
    <message>
        <source>Stop  Esc</source>
        <translation>Arrêter  Échap</translation>
    </message>
    <message>
        <source>Count again  F5</source>
        <translation>Compter à nouveau  F5</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>The figures come as soon as they are counted.</source>
        <translation>Les chiffres s’affichent dès qu’ils sont comptés.</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>Non compté</translation>
    </message>
    <message>
        <source>Counting was stopped. F5 counts again.</source>
        <translation>Le comptage a été arrêté. F5 le relance.</translation>
    </message>
    <message>
        <source>Stopped: these are the figures before.</source>
        <translation>Arrêté&#x202f;: ce sont les chiffres d’avant.</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Pas encore de chiffres</translation>
    </message>
    <message>
        <source>Figures come from leads and what became of them. Import a file to begin with.</source>
        <translation>Les chiffres viennent des leads et de ce qu’ils sont devenus. Commencez par importer un fichier.</translation>
    </message>
</context>
<context>
    <name>KeyBar</name>
    <message>
        <source>Agree</source>
        <translation>D’accord</translation>
    </message>
    <message>
        <source>Disagree…</source>
        <translation>Pas d’accord…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>Commenter…</translation>
    </message>
    <message>
        <source>Coaching tag…</source>
        <translation>Étiquette…</translation>
    </message>
    <message>
        <source>Good example</source>
        <translation>Bon exemple</translation>
    </message>
    <message>
        <source>Correct an answer…</source>
        <translation>Corriger une réponse…</translation>
    </message>
    <message>
        <source>Rewrite…</source>
        <translation>Réécrire…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>Une autre</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Take another remark of yours in hand, to rewrite or withdraw it</source>
        <translation>Prendre une autre de vos remarques, pour la réécrire ou la retirer</translation>
    </message>
    <message>
        <source>Comment on it</source>
        <translation>Le commenter</translation>
    </message>
    <message>
        <source>On the whole</source>
        <translation>Sur l’ensemble</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Phrase</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Mot</translation>
    </message>
    <message>
        <source>Shift ← →</source>
        <translation>Maj ← →</translation>
    </message>
    <message>
        <source>Longer, shorter</source>
        <translation>Allonger, raccourcir</translation>
    </message>
    <message>
        <source>Next text</source>
        <translation>Texte suivant</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Print as PDF…</source>
        <translation>Imprimer en PDF…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Print the keys</source>
        <translation>Imprimer les touches</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Address and secret</source>
        <translation>Adresse et secret</translation>
    </message>
    <message>
        <source>The key of {crm}</source>
        <translation>La clé de {crm}</translation>
    </message>
    <message>
        <source>sdrdesk can do there what this key may do, and nothing else.</source>
        <translation>sdrdesk peut y faire ce que cette clé permet, et rien d’autre.</translation>
    </message>
    <message>
        <source>Each event is signed with the secret, so that whoever receives it can check that it comes from you.</source>
        <translation>Chaque événement est signé avec le secret, pour que le destinataire puisse vérifier qu’il vient de vous.</translation>
    </message>
    <message>
        <source>Name of the connection, as it is shown here</source>
        <translation>Nom de la connexion, tel qu’affiché ici</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>The key is kept in the keyring of this computer; where there is none, until you close sdrdesk. It stands in no file and no log.</source>
        <translation>La clé est conservée dans le trousseau de cet ordinateur&#x202f;; s’il n’y en a pas, jusqu’à la fermeture de sdrdesk. Elle n’est écrite dans aucun fichier ni journal.</translation>
    </message>
    <message>
        <source>Where the key is made</source>
        <translation>Où créer la clé</translation>
    </message>
    <message>
        <source>This has to be filled in: {field}.</source>
        <translation>Ce champ est à remplir&#x202f;: {field}.</translation>
    </message>
</context>
<context>
    <name>KeyTestStep</name>
    <message>
        <source>Test of the key</source>
        <translation>Essai de la clé</translation>
    </message>
    <message>
        <source>Does the key open it?</source>
        <translation>La clé fonctionne-t-elle&#x202f;?</translation>
    </message>
    <message>
        <source>The CRM is asked who the key belongs to and which fields it has. Nothing is written there.</source>
        <translation>On demande au CRM à qui est la clé et quels champs il a. Rien n’y est écrit.</translation>
    </message>
    <message>
        <source>Asking the CRM…</source>
        <translation>Question au CRM…</translation>
    </message>
    <message>
        <source>The key opens: {account}</source>
        <translation>La clé ouvre&#x202f;: {account}</translation>
    </message>
    <message>
        <source>{kind}: {n} fields</source>
        <translation>{kind}&#x202f;: {n} champs</translation>
    </message>
</context>
<context>
    <name>KnownStep</name>
    <message>
        <source>What if a lead is here already?</source>
        <translation>Et si un lead est déjà là&#x202f;?</translation>
    </message>
    <message>
        <source>A row is known by our id, its id elsewhere, its e-mail, its number with the name, or the company with the name.</source>
        <translation>Une ligne se reconnaît à notre identifiant, à son identifiant externe, à son e-mail, au numéro avec le nom, ou à l’entreprise avec le nom.</translation>
    </message>
    <message>
        <source>Field by field, for an update</source>
        <translation>Champ par champ, pour une mise à jour</translation>
    </message>
    <message>
        <source>&amp;Update it with what the row says; a blank erases nothing unless ticked below</source>
        <translation>Le &amp;mettre à jour avec la ligne&#x202f;; une case vide n’efface rien, sauf coché ci-dessous</translation>
    </message>
    <message>
        <source>&amp;Leave it as it is and skip the row</source>
        <translation>Le &amp;laisser tel quel et ignorer la ligne</translation>
    </message>
    <message>
        <source>&amp;Keep both: make a second lead</source>
        <translation>&amp;Garder les deux&#x202f;: créer un second lead</translation>
    </message>
    <message>
        <source>Campaign of new leads</source>
        <translation>Campagne des nouveaux leads</translation>
    </message>
    <message>
        <source>no campaign</source>
        <translation>aucune campagne</translation>
    </message>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation>Pays des numéros sans indicatif</translation>
    </message>
    <message>
        <source>Numbers without a prefix are of</source>
        <translation>Pays des numéros sans indicatif</translation>
    </message>
    <message>
        <source>keep what is known</source>
        <translation>garder ce qui est connu</translation>
    </message>
    <message>
        <source>a blank cell erases it</source>
        <translation>une case vide l’efface</translation>
    </message>
    <message>
        <source>{column}: keep what is known</source>
        <translation>{column}&#x202f;: garder ce qui est connu</translation>
    </message>
    <message>
        <source>{column}: a blank cell erases it</source>
        <translation>{column}&#x202f;: une case vide l’efface</translation>
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
        <source>Warm up on the way: {steps}</source>
        <translation>Préparer d’ici là&#x202f;: {steps}</translation>
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
        <source>{stage} · {proposed} proposed</source>
        <translation>{stage} · {proposed} proposé</translation>
    </message>
    <message>
        <source>{stage}: {criteria}
Move to another stage: Ctrl+T</source>
        <translation>{stage}&#x202f;: {criteria}
Changer d’étape&#x202f;: Ctrl+T</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Faux numéro</translation>
    </message>
    <message>
        <source>Call this number ({key})</source>
        <translation>Appeler ce numéro ({key})</translation>
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
    <message>
        <source>As the workspace ({kind})</source>
        <translation>Comme l’espace ({kind})</translation>
    </message>
    <message>
        <source>An objection to calls stands on: {columns}. Numbers and address are hidden.</source>
        <translation>Une opposition aux appels porte sur&#x202f;: {columns}. Numéros et adresse sont masqués.</translation>
    </message>
    <message>
        <source>This lead objected to calls. Numbers and address are hidden.</source>
        <translation>Ce lead s’est opposé aux appels. Numéros et adresse sont masqués.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>which page, which webinar, what they wrote</source>
        <translation>quelle page, quel webinaire, ce qu’ils ont écrit</translation>
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
        <source>Oppositions…</source>
        <translation>Oppositions…</translation>
    </message>
    <message>
        <source>Likely duplicates</source>
        <translation>Doublons probables</translation>
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
        <translation>Importer un fichier</translation>
    </message>
    <message>
        <source>Paste leads</source>
        <translation>Coller des leads</translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message numerus="yes">
        <source>Change %n lead(s)…</source>
        <translation>
            <numerusform>Modifier %n lead…</numerusform>
            <numerusform>Modifier %n leads…</numerusform>
        </translation>
    </message>
    <message>
        <source>Change leads…</source>
        <translation>Modifier des leads…</translation>
    </message>
    <message>
        <source>Select leads first: Shift, Ctrl, or Ctrl+A for all found</source>
        <translation>Sélectionnez d’abord des leads&#x202f;: Maj, Ctrl, ou Ctrl+A pour tous ceux trouvés</translation>
    </message>
    <message>
        <source>Signals…</source>
        <translation>Signaux…</translation>
    </message>
</context>
<context>
    <name>LetterForm</name>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Without a template</source>
        <translation>Sans modèle</translation>
    </message>
    <message>
        <source>Language of the letter</source>
        <translation>Langue du message</translation>
    </message>
    <message>
        <source>Leave it out (Alt+O)</source>
        <translation>Passer cette étape (Alt+O)</translation>
    </message>
    <message>
        <source>Text of the letter</source>
        <translation>Texte de la lettre</translation>
    </message>
    <message>
        <source>Without a template: you write it there.</source>
        <translation>Sans modèle&#x202f;: vous l’écrivez là-bas.</translation>
    </message>
    <message>
        <source>Subject: {subject}</source>
        <translation>Objet&#x202f;: {subject}</translation>
    </message>
    <message>
        <source>A long letter: some mail programs cut it. Its text is copied too, to be pasted if need be.</source>
        <translation>Lettre longue&#x202f;: certaines messageries la coupent. Son texte est aussi copié, à coller au besoin.</translation>
    </message>
    <message>
        <source>It is sent: note it (Enter)</source>
        <translation>C’est envoyé&#x202f;: noter (Enter)</translation>
    </message>
    <message>
        <source>Open it in the mail program (Enter)</source>
        <translation>Ouvrir dans la messagerie (Enter)</translation>
    </message>
    <message>
        <source>Copy it and open LinkedIn (Enter)</source>
        <translation>Copier et ouvrir LinkedIn (Enter)</translation>
    </message>
    <message>
        <source>The visit is made: note it (Enter)</source>
        <translation>Visite faite&#x202f;: noter (Enter)</translation>
    </message>
    <message>
        <source>Send it there, then come back: Enter notes it, Esc leaves it for later.</source>
        <translation>Envoyez-le là-bas, puis revenez&#x202f;: Enter le note, Esc le laisse pour plus tard.</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>Opposed to calls: this address is not written to.</source>
        <translation>Opposé aux appels&#x202f;: on n’écrit pas à cette adresse.</translation>
    </message>
    <message>
        <source>No program on this machine opens it; the text is copied.</source>
        <translation>Aucun programme de cet ordinateur ne l’ouvre&#x202f;; le texte est copié.</translation>
    </message>
    <message>
        <source>No program on this machine opens it; the address is copied.</source>
        <translation>Aucun programme de cette machine ne l’ouvre&#x202f;; l’adresse est copiée.</translation>
    </message>
    <message>
        <source>{name}: {what}. {after}.</source>
        <translation>{name}&#x202f;: {what}. {after}.</translation>
    </message>
</context>
<context>
    <name>LogCallDialog</name>
    <message>
        <source>Log a call made elsewhere</source>
        <translation>Consigner un appel passé ailleurs</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>a name, a company or a number</source>
        <translation>un nom, une société ou un numéro</translation>
    </message>
    <message>
        <source>Leads found</source>
        <translation>Leads trouvés</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Faux numéro</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>tomorrow 14:30, or a day</source>
        <translation>demain 14:30, ou un jour</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>now; or 14:05, yesterday 9:30, 22/11 14:00</source>
        <translation>maintenant&#x202f;; ou 14:05, hier 9h30, 22/11 14:00</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>ce qui s’est dit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Record (Enter)</source>
        <translation>Enregistrer (Enter)</translation>
    </message>
    <message>
        <source>Say who was called.</source>
        <translation>Dites qui a été appelé.</translation>
    </message>
    <message>
        <source>Choose the outcome with its digit.</source>
        <translation>Choisissez l’issue par son chiffre.</translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation>Choisissez un motif par son chiffre.</translation>
    </message>
    <message>
        <source>Choose the wrong number with its digit.</source>
        <translation>Choisissez le faux numéro par son chiffre.</translation>
    </message>
    <message>
        <source>Say when with a time, such as 14:05 or yesterday 9:30.</source>
        <translation>Donnez une heure, comme 14:05 ou hier 9h30.</translation>
    </message>
    <message>
        <source>Say when to call back: a day, or a day and a time.</source>
        <translation>Dites quand rappeler&#x202f;: un jour, ou un jour et une heure.</translation>
    </message>
</context>
<context>
    <name>ManyChoice</name>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
</context>
<context>
    <name>MapModel</name>
    <message>
        <source>left out: it does not travel</source>
        <translation>laissé de côté&#x202f;: ne voyage pas</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>pas encore là-bas</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>deux sens</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
</context>
<context>
    <name>MapStep</name>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>Which field is which?</source>
        <translation>Quel champ correspond à quoi&#x202f;?</translation>
    </message>
    <message>
        <source>As proposed for this CRM. What is left out does not travel; the rest of the record there is never touched.</source>
        <translation>Tel que proposé pour ce CRM. Ce qui est laissé de côté ne voyage pas&#x202f;; le reste de la fiche là-bas n’est jamais touché.</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Là-bas</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>A value there</source>
        <translation>Une valeur là-bas</translation>
    </message>
    <message>
        <source>Field map</source>
        <translation>Correspondance des champs</translation>
    </message>
    <message>
        <source>Their field</source>
        <translation>Leur champ</translation>
    </message>
    <message>
        <source>— left out —</source>
        <translation>— laissé de côté —</translation>
    </message>
    <message>
        <source>— nothing —</source>
        <translation>— rien —</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
</context>
<context>
    <name>MergeBundleDialog</name>
    <message>
        <source>Merge the bundle {file}</source>
        <translation>Intégrer le paquet {file}</translation>
    </message>
    <message>
        <source>Merge it</source>
        <translation>Intégrer</translation>
    </message>
    <message>
        <source>It is of another workspace: it can be opened as a review, not merged here.</source>
        <translation>Il vient d’un autre espace&#x202f;: on peut l’ouvrir en relecture, pas l’intégrer ici.</translation>
    </message>
    <message>
        <source>It was merged here before: merging it again changes nothing.</source>
        <translation>Il a déjà été intégré ici&#x202f;: le refaire ne change rien.</translation>
    </message>
    <message>
        <source>Nothing is overwritten unsaid: of two values the newer one holds, the other stays in the history.</source>
        <translation>Rien n’est écrasé en silence&#x202f;: de deux valeurs, la plus récente l’emporte et l’autre reste dans l’historique.</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>Intégration…</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>… et {n} de plus</translation>
    </message>
    <message>
        <source>Merged.</source>
        <translation>Intégré.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>MergeModel</name>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>Conservé</translation>
    </message>
    <message>
        <source>{value}, chosen</source>
        <translation>{value}, choisi</translation>
    </message>
    <message>
        <source>Done so far</source>
        <translation>Déjà fait</translation>
    </message>
</context>
<context>
    <name>MergePanel</name>
    <message>
        <source>The leads, field by field</source>
        <translation>Les leads, champ par champ</translation>
    </message>
    <message>
        <source>Merge into one</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>Pas la même personne</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>↑ ↓ field · ← → or a digit chooses · Space the next · Esc to the list</source>
        <translation>↑ ↓ champ · ← → ou un chiffre choisit · Espace le suivant · Échap vers la liste</translation>
    </message>
    <message>
        <source>Alt + digit: that one is somebody else</source>
        <translation>Alt + chiffre&#x202f;: celui-là est quelqu’un d’autre</translation>
    </message>
    <message>
        <source>A note keeps what finds no place: “{note}”.</source>
        <translation>Une note garde ce qui ne trouve pas de place&#x202f;: «&#x202f;{note}&#x202f;».</translation>
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
        <translation>Suggestions&#x202f;: {suggestions}. Tab accepte la première, Alt+X l’écarte.</translation>
    </message>
    <message>
        <source>{signal} → evidence for {criterion}</source>
        <translation>{signal} → preuve pour «&#x202f;{criterion}&#x202f;»</translation>
    </message>
    <message>
        <source>{signal} → {criterion}: {answer}</source>
        <translation>{signal} → {criterion}&#x202f;: {answer}</translation>
    </message>
    <message>
        <source>{suggestion}?</source>
        <translation>{suggestion}&#x202f;?</translation>
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
        <source>They object to calls: a meeting is only for them to ask for.</source>
        <translation>Cette personne s’oppose aux appels&#x202f;: c’est à elle seule de demander un rendez-vous.</translation>
    </message>
    <message>
        <source>Beware: they are interested, and nothing shows that they want to act.</source>
        <translation>Attention&#x202f;: il y a de l’intérêt, mais rien ne montre une volonté d’agir.</translation>
    </message>
    <message>
        <source>“{criterion}” ends the matter: {reason}.</source>
        <translation>«&#x202f;{criterion}&#x202f;» est éliminatoire&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>Could still end the matter: {criteria}.</source>
        <translation>Peut encore éliminer&#x202f;: {criteria}.</translation>
    </message>
    <message>
        <source>Still open: {criteria}.</source>
        <translation>Reste ouvert&#x202f;: {criteria}.</translation>
    </message>
    <message>
        <source>The verdict does not say “now”; your decision stands, and both are kept.</source>
        <translation>Le verdict ne dit pas «&#x202f;maintenant&#x202f;»&#x202f;; votre décision prime, et les deux sont conservés.</translation>
    </message>
    <message>
        <source>Now, but not checked yet</source>
        <translation>Maintenant, à vérifier</translation>
    </message>
    <message>
        <source>Stage: {booked} with the meeting, {kept} without</source>
        <translation>Étape&#x202f;: {booked} avec le rendez-vous, {kept} sans</translation>
    </message>
    <message numerus="yes">
        <source>The meeting waits for %n more answer(s); “?” marks one as not known.</source>
        <translation>
            <numerusform>Le rendez-vous attend encore %n réponse&#x202f;; «&#x202f;?&#x202f;» la marque comme inconnue.</numerusform>
            <numerusform>Le rendez-vous attend encore %n réponses&#x202f;; «&#x202f;?&#x202f;» en marque une comme inconnue.</numerusform>
        </translation>
    </message>
    <message>
        <source>That time has gone; choose a later one.</source>
        <translation>Cette heure est passée&#x202f;; choisissez-en une plus tardive.</translation>
    </message>
</context>
<context>
    <name>NumberForm</name>
    <message>
        <source>Which number is wrong?</source>
        <translation>Quel numéro est faux&#x202f;?</translation>
    </message>
    <message>
        <source>Record (Enter)</source>
        <translation>Enregistrer (Enter)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Choose the number with its digit.</source>
        <translation>Choisissez le numéro par son chiffre.</translation>
    </message>
</context>
<context>
    <name>NurtureSteps</name>
    <message>
        <source>Add a step</source>
        <translation>Ajouter une étape</translation>
    </message>
    <message>
        <source>{n} steps at most</source>
        <translation>{n} étapes au plus</translation>
    </message>
    <message>
        <source>{way} {n} d before</source>
        <translation>{way} {n} j avant</translation>
    </message>
    <message>
        <source>No step on the way: the lead comes back to be called on its day.</source>
        <translation>Aucune étape en chemin&#x202f;: le lead revient à appeler à sa date.</translation>
    </message>
    <message>
        <source>{steps}, then the call</source>
        <translation>{steps}, puis l’appel</translation>
    </message>
</context>
<context>
    <name>ObjectionForm</name>
    <message>
        <source>Not interested, because</source>
        <translation>Pas intéressé, parce que</translation>
    </message>
</context>
<context>
    <name>OpenBundleDialog</name>
    <message>
        <source>Open the bundle {file}</source>
        <translation>Ouvrir le paquet {file}</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Autre dossier…</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Conservé dans</translation>
    </message>
    <message>
        <source>Where the review is kept</source>
        <translation>Où conserver la relecture</translation>
    </message>
    <message>
        <source>It opens in a window of its own; your leads stay as they are.</source>
        <translation>Il s’ouvre dans sa propre fenêtre&#x202f;; vos leads ne changent pas.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
</context>
<context>
    <name>OppositionBar</name>
    <message>
        <source>Lift the objection…</source>
        <translation>Lever l’opposition…</translation>
    </message>
    <message>
        <source>Reason for lifting the objection</source>
        <translation>Motif de la levée d’opposition</translation>
    </message>
    <message>
        <source>Lift (Enter)</source>
        <translation>Lever (Enter)</translation>
    </message>
</context>
<context>
    <name>OppositionDialog</name>
    <message>
        <source>Opposition list {file}</source>
        <translation>Liste d’opposition {file}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Each number and address becomes a keyed hash as it is read: the list itself is not kept. Leads that match are closed and never called; whoever is imported later and matches is closed too.</source>
        <translation>Chaque numéro et chaque adresse devient une empreinte à clé dès sa lecture&#x202f;: la liste elle-même n’est pas conservée. Les leads concernés sont fermés et ne sont plus appelés&#x202f;; ceux qui seront importés plus tard le seront aussi.</translation>
    </message>
    <message>
        <source>numbers to oppose</source>
        <translation>numéros à opposer</translation>
    </message>
    <message>
        <source>addresses to oppose</source>
        <translation>adresses à opposer</translation>
    </message>
    <message>
        <source>opposed already</source>
        <translation>déjà opposés</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>illisibles</translation>
    </message>
    <message>
        <source>What cannot be read</source>
        <translation>Ce qui est illisible</translation>
    </message>
    <message>
        <source>Every line can be read.</source>
        <translation>Toutes les lignes sont lisibles.</translation>
    </message>
    <message>
        <source>Oppose them</source>
        <translation>Enregistrer l’opposition</translation>
    </message>
    <message>
        <source>The list can be taken back as a whole.</source>
        <translation>La liste peut être annulée en bloc.</translation>
    </message>
    <message>
        <source>Nothing new to oppose.</source>
        <translation>Rien de nouveau à opposer.</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import en cours…</translation>
    </message>
</context>
<context>
    <name>OutboxList</name>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>What the CRM said</source>
        <translation>Réponse du CRM</translation>
    </message>
    <message>
        <source>Try again (Space)</source>
        <translation>Réessayer (Espace)</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Tout réessayer</translation>
    </message>
    <message>
        <source>Leave out (Del)</source>
        <translation>Laisser de côté (Suppr)</translation>
    </message>
    <message>
        <source>Open the lead (Enter)</source>
        <translation>Ouvrir le lead (Enter)</translation>
    </message>
</context>
<context>
    <name>OutboxModel</name>
    <message>
        <source>a lead that is gone</source>
        <translation>un lead disparu</translation>
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
    <name>OwnPage</name>
    <message>
        <source>Copy as your own</source>
        <translation>Copier pour soi</translation>
    </message>
    <message>
        <source>Let go…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>changed, not kept yet</source>
        <translation>modifiée, pas encore gardée</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>Rien n’est modifié</translation>
    </message>
    <message>
        <source>Changed, not kept yet.</source>
        <translation>Modifiée, pas encore gardée.</translation>
    </message>
    <message>
        <source>This copy is your own: change what you like.</source>
        <translation>Cette copie est la vôtre&#x202f;: changez ce que vous voulez.</translation>
    </message>
    <message>
        <source>Mend what is marked first.</source>
        <translation>Corrigez d’abord ce qui est signalé.</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Gardé.</translation>
    </message>
    <message>
        <source>Let go of “{name}”?</source>
        <translation>Retirer «&#x202f;{name}&#x202f;»&#x202f;?</translation>
    </message>
    <message>
        <source>Let go.</source>
        <translation>Retiré.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>An act, or a name, a company, a number, a word of the notes…</source>
        <translation>Un acte, ou un nom, une entreprise, un numéro, un mot des notes…</translation>
    </message>
    <message>
        <source>Find an act or a lead</source>
        <translation>Trouver un acte ou un lead</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
    <message>
        <source>act</source>
        <translation>acte</translation>
    </message>
    <message>
        <source>Nothing is called so</source>
        <translation>Rien ne porte ce nom</translation>
    </message>
    <message>
        <source>try fewer letters</source>
        <translation>essayez moins de lettres</translation>
    </message>
</context>
<context>
    <name>PasteCallsDialog</name>
    <message>
        <source>Calls made elsewhere</source>
        <translation>Appels passés ailleurs</translation>
    </message>
    <message>
        <source>Paste lines with a number and a time; a name, a length and words such as “missed” are read too.</source>
        <translation>Collez des lignes avec un numéro et une heure&#x202f;; un nom, une durée et des mots comme «&#x202f;manqué&#x202f;» sont lus aussi.</translation>
    </message>
    <message>
        <source>The list of calls</source>
        <translation>La liste d’appels</translation>
    </message>
    <message>
        <source>What each line becomes</source>
        <translation>Ce que devient chaque ligne</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>A digit changes the outcome of a line, Del leaves it out, Enter records what is ready. Where several leads have the number, a digit says who was called first; Backspace asks again.</source>
        <translation>Un chiffre change l’issue d’une ligne, Del l’écarte, Enter enregistre ce qui est prêt. Quand plusieurs leads ont le numéro, un chiffre dit d’abord qui a été appelé&#x202f;; Backspace le redemande.</translation>
    </message>
    <message>
        <source>0 shows others</source>
        <translation>0 en montre d’autres</translation>
    </message>
    <message>
        <source>Who was called: {leads}</source>
        <translation>Qui a été appelé&#x202f;: {leads}</translation>
    </message>
    <message numerus="yes">
        <source>Record %n call(s) (Enter)</source>
        <translation>
            <numerusform>Enregistrer %n appel (Enter)</numerusform>
            <numerusform>Enregistrer %n appels (Enter)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are not recorded; each says why.</source>
        <translation>
            <numerusform>%n ligne n’est pas enregistrée&#x202f;; elle dit pourquoi.</numerusform>
            <numerusform>%n lignes ne sont pas enregistrées&#x202f;; chacune dit pourquoi.</numerusform>
        </translation>
    </message>
    <message>
        <source>A call back needs its time: log that call by itself.</source>
        <translation>Un rappel demande son heure&#x202f;: consignez cet appel à part.</translation>
    </message>
    <message>
        <source>This line cannot be recorded; it says why.</source>
        <translation>Cette ligne ne peut pas être enregistrée&#x202f;; elle dit pourquoi.</translation>
    </message>
</context>
<context>
    <name>PauseBar</name>
    <message>
        <source>Promises are still said. The key of any outcome goes on too.</source>
        <translation>Les promesses sont toujours rappelées. La touche d’une issue reprend aussi.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Paused since {time}</source>
        <translation>En pause depuis {time}</translation>
    </message>
</context>
<context>
    <name>PreviewStep</name>
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
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>known leads left as they are</source>
        <translation>leads connus laissés tels quels</translation>
    </message>
    <message>
        <source>known leads kept beside new ones</source>
        <translation>leads connus gardés à côté des nouveaux</translation>
    </message>
    <message>
        <source>read as last time</source>
        <translation>lu comme la dernière fois</translation>
    </message>
    <message>
        <source>Columns read: {columns}.</source>
        <translation>Colonnes lues&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>Left out: {columns}.</source>
        <translation>Laissé de côté&#x202f;: {columns}.</translation>
    </message>
    <message>
        <source>line {n}: {what}</source>
        <translation>ligne {n}&#x202f;: {what}</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>line {n}: {what}</source>
        <translation>ligne {n}&#x202f;: {what}</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>… et {n} de plus</translation>
    </message>
</context>
<context>
    <name>PublishPanel</name>
    <message>
        <source>See what differs</source>
        <translation>Voir les différences</translation>
    </message>
    <message>
        <source>Replay it first</source>
        <translation>La rejouer d’abord</translation>
    </message>
    <message>
        <source>Not now  Esc</source>
        <translation>Pas maintenant  Échap</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) from version {version}.</source>
        <translation>
            <numerusform>%n différence avec la version {version}.</numerusform>
            <numerusform>%n différences avec la version {version}.</numerusform>
        </translation>
    </message>
    <message>
        <source>The draft was begun from version {begun}: what was changed in later versions is not in it.</source>
        <translation>Le brouillon est parti de la version {begun}&#x202f;: il ne contient pas ce que les versions suivantes ont changé.</translation>
    </message>
    <message>
        <source>Verdicts already given keep the version that made them.</source>
        <translation>Les verdicts déjà rendus gardent la version qui les a faits.</translation>
    </message>
    <message>
        <source>Every lead is judged by it from now on; the queue is put in order anew behind you.</source>
        <translation>Chaque lead est désormais jugé par elle&#x202f;; la file se réordonne pendant que vous travaillez.</translation>
    </message>
    <message>
        <source>Nobody is named as having agreed to it.</source>
        <translation>Personne n’est indiqué comme l’ayant validée.</translation>
    </message>
    <message>
        <source>Its review day has passed: give it a new one.</source>
        <translation>Sa date de révision est passée&#x202f;: donnez-lui-en une nouvelle.</translation>
    </message>
    <message>
        <source>Publish {grid} as version {version}?</source>
        <translation>Publier {grid} en version {version}&#x202f;?</translation>
    </message>
    <message>
        <source>Publish version {version}  Ctrl+Enter</source>
        <translation>Publier la version {version}  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Let go of this draft?</source>
        <translation>Abandonner ce brouillon&#x202f;?</translation>
    </message>
    <message>
        <source>What was edited since the last published version is lost. Export it first to keep a copy.</source>
        <translation>Ce qui a été modifié depuis la dernière version publiée sera perdu. Exportez-le d’abord pour en garder une copie.</translation>
    </message>
    <message>
        <source>Let go of it</source>
        <translation>L’abandonner</translation>
    </message>
</context>
<context>
    <name>PutOffForm</name>
    <message>
        <source>Put off, because</source>
        <translation>Reporter, car</translation>
    </message>
    <message>
        <source>Put off (Enter)</source>
        <translation>Reporter (Enter)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Jusqu’à</translation>
    </message>
    <message>
        <source>something else…</source>
        <translation>autre chose…</translation>
    </message>
    <message>
        <source>Reason in your words</source>
        <translation>Motif, dans vos mots</translation>
    </message>
    <message>
        <source>why, in your words</source>
        <translation>pourquoi, dans vos mots</translation>
    </message>
    <message>
        <source>2 working hours: {when}</source>
        <translation>2 heures ouvrées&#x202f;: {when}</translation>
    </message>
    <message>
        <source>next day: {when}</source>
        <translation>jour suivant&#x202f;: {when}</translation>
    </message>
    <message>
        <source>+3 days: {when}</source>
        <translation>+3 jours&#x202f;: {when}</translation>
    </message>
    <message>
        <source>+7 days: {when}</source>
        <translation>+7 jours&#x202f;: {when}</translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation>Choisissez un motif par son chiffre.</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>Dites pourquoi, en quelques mots.</translation>
    </message>
    <message>
        <source>Choose until when with its digit.</source>
        <translation>Choisissez l’échéance par son chiffre.</translation>
    </message>
</context>
<context>
    <name>PuttingOff</name>
    <message>
        <source>A promise is kept, or moved with 5.</source>
        <translation>Un rappel promis se tient, ou se déplace avec 5.</translation>
    </message>
    <message>
        <source>{name}: put off until {until}.</source>
        <translation>{name}&#x202f;: reporté, reprise {until}.</translation>
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
    <name>QueueAccount</name>
    <message>
        <source>Account of the queue</source>
        <translation>Compte de la file</translation>
    </message>
    <message>
        <source>To call now</source>
        <translation>À appeler</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Clos</translation>
    </message>
    <message>
        <source>Leads in all</source>
        <translation>Leads en tout</translation>
    </message>
</context>
<context>
    <name>QueueGroup</name>
    <message>
        <source>Leads of this cause</source>
        <translation>Leads de cette cause</translation>
    </message>
    <message>
        <source>Back to the account</source>
        <translation>Retour au compte</translation>
    </message>
    <message>
        <source>Back to the account (←)</source>
        <translation>Retour au compte (←)</translation>
    </message>
    <message>
        <source>No lead stands here any more.</source>
        <translation>Plus aucun lead ici.</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Why the others are not to be called: the account of every lead</source>
        <translation>Pourquoi les autres ne sont pas à appeler&#x202f;: le compte de tous les leads</translation>
    </message>
    <message>
        <source>Leads to call will stand here, each with its reason.</source>
        <translation>Les leads à appeler apparaîtront ici, chacun avec son motif.</translation>
    </message>
    <message>
        <source>to call now</source>
        <translation>à appeler</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>clos</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>+{time}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} j</translation>
    </message>
</context>
<context>
    <name>QuickNotesPage</name>
    <message>
        <source>The phrases that Alt+P offers while you call, one a line, nine at most. Empty: those shown.</source>
        <translation>Les phrases qu’Alt+P propose pendant l’appel, une par ligne, neuf au plus. Vide&#x202f;: celles affichées.</translation>
    </message>
    <message>
        <source>Quick notes</source>
        <translation>Notes rapides</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>Opposed to calls: this number is not dialled.</source>
        <translation>Opposé aux appels&#x202f;: ce numéro n’est pas composé.</translation>
    </message>
    <message>
        <source>There is no number left to dial.</source>
        <translation>Il ne reste aucun numéro à composer.</translation>
    </message>
    <message>
        <source>No program on this machine takes calls; dial {number}.</source>
        <translation>Aucun logiciel de cet ordinateur ne passe d’appels&#x202f;; composez le {number}.</translation>
    </message>
    <message>
        <source>There is no second number.</source>
        <translation>Il n’y a pas de second numéro.</translation>
    </message>
    <message>
        <source>Opposed to calls: this address is not written to.</source>
        <translation>Opposé aux appels&#x202f;: on n’écrit pas à cette adresse.</translation>
    </message>
    <message>
        <source>Opposed to calls: this number is not copied.</source>
        <translation>Opposé aux appels&#x202f;: ce numéro n’est pas copié.</translation>
    </message>
    <message>
        <source>{number} is copied.</source>
        <translation>{number} est copié.</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>You have said nothing of this one yet.</source>
        <translation>Vous n’avez encore rien dit de celle-ci.</translation>
    </message>
    <message>
        <source>The facts of this verdict are not known.</source>
        <translation>Les faits de ce verdict ne sont pas connus.</translation>
    </message>
    <message>
        <source>Begun here and not kept: “{words}”. {key} goes on with it.</source>
        <translation>Commencé ici et non enregistré&#x202f;: «&#x202f;{words}&#x202f;». {key} pour continuer.</translation>
    </message>
    <message>
        <source>You disagree, because</source>
        <translation>Vous n’êtes pas d’accord, parce que</translation>
    </message>
    <message>
        <source>or a tag of your own</source>
        <translation>ou une étiquette à vous</translation>
    </message>
    <message>
        <source>To work on with the rep</source>
        <translation>À travailler avec le SDR</translation>
    </message>
    <message>
        <source>on “{passage}”</source>
        <translation>sur «&#x202f;{passage}&#x202f;»</translation>
    </message>
    <message>
        <source>on the whole</source>
        <translation>sur l’ensemble</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>In other words</source>
        <translation>En d’autres mots</translation>
    </message>
    <message>
        <source>Withdrawn. Ctrl+Z brings it back.</source>
        <translation>Remarque retirée. Ctrl+Z la rétablit.</translation>
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
    <name>ReasonRow</name>
    <message>
        <source>why; kept with your name</source>
        <translation>pourquoi&#x202f;; conservé avec votre nom</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Annuler (Esc)</translation>
    </message>
</context>
<context>
    <name>RemarkForm</name>
    <message>
        <source>Keep (Enter)</source>
        <translation>Enregistrer (Enter)</translation>
    </message>
    <message>
        <source>What you say</source>
        <translation>Ce que vous dites</translation>
    </message>
    <message>
        <source>What you say to the rep</source>
        <translation>Ce que vous dites au SDR</translation>
    </message>
    <message>
        <source>Choose one with its digit.</source>
        <translation>Choisissez-en une par son chiffre.</translation>
    </message>
    <message>
        <source>Say it in words.</source>
        <translation>Écrivez quelques mots.</translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message>
        <source>{name} ({company}) was promised a call at {time}.</source>
        <translation>{name} ({company}) attend l’appel promis à {time}.</translation>
    </message>
</context>
<context>
    <name>ReplayModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Entreprise</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Décidé</translation>
    </message>
    <message>
        <source>Verdict then</source>
        <translation>Verdict d’alors</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>Rejoué</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
</context>
<context>
    <name>ReplayPanel</name>
    <message>
        <source>How many qualifications</source>
        <translation>Nombre de qualifications</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Last qualifications</source>
        <translation>Dernières qualifications</translation>
    </message>
    <message>
        <source>then ↓   replayed →</source>
        <translation>alors ↓   rejoué →</translation>
    </message>
    <message>
        <source>Verdicts then and replayed</source>
        <translation>Verdicts d’alors et rejoués</translation>
    </message>
    <message>
        <source>The newest decision of each lead, on the facts it was taken on. “Why” names the first part of the change that gives the new verdict by itself.</source>
        <translation>La dernière décision sur chaque lead, avec les faits d’alors. «&#x202f;Pourquoi&#x202f;» nomme la première partie du changement qui suffit à donner le nouveau verdict.</translation>
    </message>
    <message>
        <source>Moves shown</source>
        <translation>Changements affichés</translation>
    </message>
    <message>
        <source>Verdicts that would change</source>
        <translation>Verdicts qui changeraient</translation>
    </message>
    <message>
        <source>The grid has changed since. Replay it again.</source>
        <translation>La grille a changé depuis. Rejouez-la.</translation>
    </message>
    <message>
        <source>What would this grid have changed?</source>
        <translation>Qu’aurait changé cette grille&#x202f;?</translation>
    </message>
    <message>
        <source>It cannot be replayed yet</source>
        <translation>Impossible de la rejouer pour l’instant</translation>
    </message>
    <message>
        <source>Replay it on what was decided: each verdict that would be another is listed with its reason. Nothing is written.</source>
        <translation>Rejouez-la sur les décisions prises&#x202f;: chaque verdict qui changerait est listé avec sa raison. Rien n’est modifié.</translation>
    </message>
    <message>
        <source>No lead was decided on with this grid. Each decision keeps the facts it was taken on, to be replayed here.</source>
        <translation>Aucune décision n’a été prise avec cette grille. Chaque décision garde les faits sur lesquels elle repose, pour être rejouée ici.</translation>
    </message>
    <message>
        <source>The draft has faults. Mend them first: F8 on the page “Edit” goes to the next one.</source>
        <translation>Le brouillon a des fautes. Corrigez-les d’abord&#x202f;: F8, sur la page «&#x202f;Modifier&#x202f;», mène à la suivante.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Replaying…</source>
        <translation>Rejeu en cours…</translation>
    </message>
    <message>
        <source>Every change ({n})</source>
        <translation>Tous les changements ({n})</translation>
    </message>
    <message>
        <source>Open, leaning otherwise ({n})</source>
        <translation>Ouvert, vers une autre décision ({n})</translation>
    </message>
    <message>
        <source>{before} → {after} ({n})</source>
        <translation>{before} → {after} ({n})</translation>
    </message>
    <message numerus="yes">
        <source>On all %n qualification(s)</source>
        <translation>
            <numerusform>Sur %n qualification</numerusform>
            <numerusform>Sur l’ensemble des %n qualifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the last %n qualification(s)</source>
        <translation>
            <numerusform>Sur %n qualification</numerusform>
            <numerusform>Sur les %n dernières qualifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) would change</source>
        <translation>
            <numerusform>%n verdict changerait</numerusform>
            <numerusform>%n verdicts changeraient</numerusform>
        </translation>
    </message>
    <message>
        <source>no verdict would change</source>
        <translation>aucun verdict ne changerait</translation>
    </message>
    <message>
        <source>{scope}, {what}.</source>
        <translation>{scope}, {what}.</translation>
    </message>
    <message numerus="yes">
        <source>%n more would stay open but lean otherwise.</source>
        <translation>
            <numerusform>%n autre resterait ouvert mais tendrait vers une autre décision.</numerusform>
            <numerusform>%n autres resteraient ouverts mais tendraient vers une autre décision.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {before} → {after}. {why}. Enter opens the lead.</source>
        <translation>{name}&#x202f;: {before} → {after}. {why}. Entrée ouvre le lead.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation>Lignes écrites dans {file}&#x202f;: {n}</translation>
    </message>
</context>
<context>
    <name>ReportStep</name>
    <message>
        <source>&amp;Save the refused rows…</source>
        <translation>&amp;Enregistrer les lignes refusées…</translation>
    </message>
    <message>
        <source>&amp;Undo the import</source>
        <translation>&amp;Annuler l’import</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>Import de {file}</translation>
    </message>
    <message>
        <source>Cancel answers at once, and takes back what was done.</source>
        <translation>Annuler agit tout de suite, et défait ce qui a été fait.</translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation>Importé&#x202f;: {file}</translation>
    </message>
    <message numerus="yes">
        <source>The five figures add up to the %n row(s) of the file.</source>
        <translation>
            <numerusform>Les cinq chiffres totalisent la %n ligne du fichier.</numerusform>
            <numerusform>Les cinq chiffres totalisent les %n lignes du fichier.</numerusform>
        </translation>
    </message>
    <message>
        <source>The refused rows go into a file with the reason on each; mend them there, and import that file.</source>
        <translation>Les lignes refusées s’enregistrent dans un fichier, chacune avec la raison&#x202f;: corrigez-les, puis importez ce fichier.</translation>
    </message>
    <message>
        <source>How this file was read is remembered: the next one with these columns goes straight to its preview.</source>
        <translation>La lecture de ce fichier est retenue&#x202f;: le prochain qui aura ces colonnes ira droit à l’aperçu.</translation>
    </message>
    <message>
        <source>It can be undone later too, with Ctrl+K “Undo the last import”; what people do since is kept.</source>
        <translation>Il peut aussi être annulé plus tard, avec Ctrl+K «&#x202f;Annuler le dernier import&#x202f;»&#x202f;; ce qui aura été fait depuis est gardé.</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>{who}: comment</source>
        <translation>{who}&#x202f;: commentaire</translation>
    </message>
    <message>
        <source>{who}: agreed</source>
        <translation>{who}&#x202f;: d’accord</translation>
    </message>
    <message>
        <source>{who}: not agreed</source>
        <translation>{who}&#x202f;: pas d’accord</translation>
    </message>
    <message>
        <source>{who}: to work on</source>
        <translation>{who}&#x202f;: à travailler</translation>
    </message>
    <message>
        <source>{who}: a good example</source>
        <translation>{who}&#x202f;: bon exemple</translation>
    </message>
    <message>
        <source>{who}: correction</source>
        <translation>{who}&#x202f;: correction</translation>
    </message>
    <message>
        <source>{who}: withdrawn</source>
        <translation>{who}&#x202f;: retirée</translation>
    </message>
    <message>
        <source>{said}, on “{passage}”</source>
        <translation>{said}, sur «&#x202f;{passage}&#x202f;»</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>pas demandé</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>interest without intent</source>
        <translation>intérêt sans intention</translation>
    </message>
    <message>
        <source>no evidence on {criterion}</source>
        <translation>aucune preuve&#x202f;: {criterion}</translation>
    </message>
    <message>
        <source>{n} answers without evidence</source>
        <translation>{n} réponses sans preuve</translation>
    </message>
    <message>
        <source>score leans to {score}, rep said {rep}</source>
        <translation>score penchant vers «&#x202f;{score}&#x202f;», SDR&#x202f;: «&#x202f;{rep}&#x202f;»</translation>
    </message>
    <message>
        <source>score says {score}, rep said {rep}</source>
        <translation>score&#x202f;: «&#x202f;{score}&#x202f;», SDR&#x202f;: «&#x202f;{rep}&#x202f;»</translation>
    </message>
    <message>
        <source>grid “{name}” v{version}</source>
        <translation>grille «&#x202f;{name}&#x202f;» v{version}</translation>
    </message>
    <message>
        <source>Older than the keeping of facts: the verdict is the one kept then.</source>
        <translation>Décision antérieure à la conservation des faits&#x202f;: le verdict est celui d’alors.</translation>
    </message>
    <message>
        <source>This version of the grid is not in the workspace.</source>
        <translation>Cette version de la grille n’est pas dans l’espace.</translation>
    </message>
    <message>
        <source>no words noted</source>
        <translation>rien de noté</translation>
    </message>
    <message>
        <source>asked, not known</source>
        <translation>demandé, inconnu</translation>
    </message>
    <message>
        <source>{answer}, presumed</source>
        <translation>{answer} (présumé)</translation>
    </message>
    <message>
        <source>Elimination reversed: {reason}</source>
        <translation>Élimination levée&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>Now: not asked.</source>
        <translation>Aujourd’hui&#x202f;: pas demandé.</translation>
    </message>
    <message>
        <source>Now: {answer}, by {who}.</source>
        <translation>Aujourd’hui&#x202f;: {answer}, par {who}.</translation>
    </message>
    <message>
        <source>{decision} (this one)</source>
        <translation>{decision} (celle-ci)</translation>
    </message>
</context>
<context>
    <name>ReviewActs</name>
    <message>
        <source>A review for {who}</source>
        <translation>Relecture pour {who}</translation>
    </message>
    <message>
        <source>bundle of {at}; what you say here goes back in a file</source>
        <translation>paquet du {at}&#x202f;; ce que vous dites ici repart dans un fichier</translation>
    </message>
    <message>
        <source>Write a review bundle…</source>
        <translation>Écrire un paquet de relecture…</translation>
    </message>
    <message>
        <source>Return the remarks…</source>
        <translation>Renvoyer les remarques…</translation>
    </message>
    <message>
        <source>Merge a bundle…</source>
        <translation>Intégrer un paquet…</translation>
    </message>
    <message>
        <source>Open a bundle…</source>
        <translation>Ouvrir un paquet…</translation>
    </message>
    <message>
        <source>The leads selected ({n})</source>
        <translation>Les leads sélectionnés ({n})</translation>
    </message>
    <message>
        <source>The review as it is filtered ({n})</source>
        <translation>La relecture telle que filtrée ({n})</translation>
    </message>
    <message>
        <source>Only {name}</source>
        <translation>Seulement {name}</translation>
    </message>
    <message>
        <source>Filter the review to what is to be read, or select leads in the list; then write the bundle.</source>
        <translation>Filtrez la relecture ou sélectionnez des leads dans la liste, puis écrivez le paquet.</translation>
    </message>
    <message>
        <source>Open a review bundle</source>
        <translation>Ouvrir un paquet de relecture</translation>
    </message>
    <message>
        <source>The review is in {file}; start sdrdesk with it.</source>
        <translation>La relecture est dans {file}&#x202f;; lancez sdrdesk avec ce fichier.</translation>
    </message>
    <message>
        <source>Merge a review bundle</source>
        <translation>Intégrer un paquet de relecture</translation>
    </message>
    <message>
        <source>Review bundles (*{ending})</source>
        <translation>Paquets de relecture (*{ending})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>ReviewFilters</name>
    <message>
        <source>When it was decided</source>
        <translation>Date de la décision</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Who decided</source>
        <translation>Auteur de la décision</translation>
    </message>
    <message>
        <source>Rep</source>
        <translation>SDR</translation>
    </message>
    <message>
        <source>What the rep said, and what follows</source>
        <translation>Ce que le SDR a dit, et la suite</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>By which grid and version</source>
        <translation>Grille et version</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>In which campaign</source>
        <translation>Campagne</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Campagne</translation>
    </message>
    <message>
        <source>Read or not yet</source>
        <translation>Lues ou non</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Désaccords</translation>
    </message>
    <message>
        <source>No evidence</source>
        <translation>Sans preuve</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>The score leant to another decision than the rep took (1)</source>
        <translation>Le score penchait pour une autre décision que celle du SDR (1)</translation>
    </message>
    <message>
        <source>An answer that counts has no words to prove it (2)</source>
        <translation>Une réponse qui compte n’a aucun mot pour la prouver (2)</translation>
    </message>
    <message>
        <source>The verdict came with a warning (3)</source>
        <translation>Le verdict comportait une alerte (3)</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Let go of every filter (0)</source>
        <translation>Enlever tous les filtres (0)</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Toutes dates</translation>
    </message>
    <message>
        <source>Today only</source>
        <translation>Aujourd’hui seulement</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ce mois-ci</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 derniers jours</translation>
    </message>
    <message>
        <source>All reps</source>
        <translation>Tous les SDR</translation>
    </message>
    <message>
        <source>All decisions</source>
        <translation>Toutes les décisions</translation>
    </message>
    <message>
        <source>All grids</source>
        <translation>Toutes les grilles</translation>
    </message>
    <message>
        <source>{grid}, all versions</source>
        <translation>{grid}, toutes versions</translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>Toutes les campagnes</translation>
    </message>
    <message>
        <source>Read or not</source>
        <translation>Lues ou non</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Pas encore lues</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lues</translation>
    </message>
</context>
<context>
    <name>ReviewStrip</name>
    <message>
        <source>Return the remarks…</source>
        <translation>Renvoyer les remarques…</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Nothing to review</source>
        <translation>Rien à relire</translation>
    </message>
    <message>
        <source>Show all of them</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Open a bundle…</source>
        <translation>Ouvrir un paquet…</translation>
    </message>
    <message>
        <source>Qualifications</source>
        <translation>Qualifications</translation>
    </message>
    <message>
        <source>Bundle (B)</source>
        <translation>Paquet (B)</translation>
    </message>
    <message>
        <source>Take qualifications along in one file, and bring remarks back</source>
        <translation>Emporter des qualifications dans un fichier et rapporter les remarques</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Relecture</translation>
    </message>
    <message>
        <source>{read} of {all} read</source>
        <translation>lues&#x202f;: {read} sur {all}</translation>
    </message>
    <message>
        <source>No qualification fits these filters.</source>
        <translation>Aucune qualification ne correspond à ces filtres.</translation>
    </message>
    <message>
        <source>A qualification is a decision: now, later or never. Those of every rep come here once they are taken, or with a bundle.</source>
        <translation>Une qualification est une décision&#x202f;: maintenant, plus tard ou jamais. Celles de chaque SDR arrivent ici dès qu’elles sont prises, ou par un paquet.</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Cadences, calling rules and letters</source>
        <translation>Cadences, règles d’appel et lettres</translation>
    </message>
    <message>
        <source>Pages of the rules</source>
        <translation>Pages des règles</translation>
    </message>
    <message>
        <source>Cadences</source>
        <translation>Cadences</translation>
    </message>
    <message>
        <source>Calling rules</source>
        <translation>Règles d’appel</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Lettres</translation>
    </message>
    <message>
        <source>Keep what you changed?</source>
        <translation>Garder vos modifications&#x202f;?</translation>
    </message>
    <message>
        <source>Some rules are changed and not kept yet.</source>
        <translation>Des règles sont modifiées et pas encore gardées.</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Saved views (Alt+V); Alt+1 opens the first, Alt+0 shows all leads</source>
        <translation>Vues enregistrées (Alt+V)&#x202f;; Alt+1 ouvre la première, Alt+0 montre tous les leads</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Nom de la vue</translation>
    </message>
    <message>
        <source>name of the view, Enter</source>
        <translation>nom de la vue, Entrée</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>{view}, changed</source>
        <translation>{view}, modifiée</translation>
    </message>
    <message>
        <source>Saved views: {view}</source>
        <translation>Vues enregistrées&#x202f;: {view}</translation>
    </message>
    <message>
        <source>All leads</source>
        <translation>Tous les leads</translation>
    </message>
    <message>
        <source>Save as a view…</source>
        <translation>Enregistrer comme vue…</translation>
    </message>
    <message>
        <source>Keep these filters in “{view}”</source>
        <translation>Garder ces filtres dans «&#x202f;{view}&#x202f;»</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Drop “{view}”</source>
        <translation>Supprimer «&#x202f;{view}&#x202f;»</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>Count the leads of each</source>
        <translation>Compter les leads de chacune</translation>
    </message>
</context>
<context>
    <name>ScriptCard</name>
    <message>
        <source>Script</source>
        <translation>Script</translation>
    </message>
</context>
<context>
    <name>SetAside</name>
    <message>
        <source>What you typed for the new lead is kept: Ctrl+N goes back to it.</source>
        <translation>Votre saisie du nouveau lead est gardée&#x202f;: Ctrl+N y revient.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Pages des réglages</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Retours</translation>
    </message>
    <message>
        <source>Quick notes</source>
        <translation>Notes rapides</translation>
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
        <source>tel, sip or callto, or a command with {number} where the number goes</source>
        <translation>tel, sip ou callto, ou une commande avec {number} à la place du numéro</translation>
    </message>
    <message>
        <source>No goal</source>
        <translation>Sans objectif</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>People reached</source>
        <translation>Personnes jointes</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>The goal</source>
        <translation>L’objectif</translation>
    </message>
    <message>
        <source>Your name, on what you record</source>
        <translation>Votre nom, sur ce que vous enregistrez</translation>
    </message>
    <message>
        <source>Numbers are dialled with</source>
        <translation>Composer les numéros avec</translation>
    </message>
    <message>
        <source>Goal of a day</source>
        <translation>Objectif du jour</translation>
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
    <name>SheetCard</name>
    <message>
        <source>Save the chart as a picture: {title}</source>
        <translation>Enregistrer le graphique en image&#x202f;: {title}</translation>
    </message>
    <message>
        <source>Save the chart as a picture (Enter on the chart)</source>
        <translation>Enregistrer le graphique en image (Entrée sur le graphique)</translation>
    </message>
    <message>
        <source>{title}: figures</source>
        <translation>{title}&#x202f;: chiffres</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Score said</source>
        <translation>Le score</translation>
    </message>
    <message>
        <source>Rep said</source>
        <translation>Le SDR</translation>
    </message>
    <message>
        <source>Answers and what was said</source>
        <translation>Réponses et propos tenus</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Nothing was noted.</source>
        <translation>Rien n’a été noté.</translation>
    </message>
    <message>
        <source>after the decision</source>
        <translation>après la décision</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Chronologie</translation>
    </message>
</context>
<context>
    <name>SignalActs</name>
    <message>
        <source>{name}: {signal} added.</source>
        <translation>{name}&#x202f;: signal ajouté ({signal}).</translation>
    </message>
    <message>
        <source>{name}: {signal} removed.</source>
        <translation>{name}&#x202f;: signal retiré ({signal}).</translation>
    </message>
</context>
<context>
    <name>SignalForm</name>
    <message>
        <source>Add a signal</source>
        <translation>Ajouter un signal</translation>
    </message>
    <message>
        <source>Add (Enter)</source>
        <translation>Ajouter (Enter)</translation>
    </message>
    <message>
        <source>Type of signal</source>
        <translation>Type de signal</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
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
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>which page, which webinar, what they wrote</source>
        <translation>quelle page, quel webinaire, ce qu’ils ont écrit</translation>
    </message>
    <message>
        <source>now, unless you change it</source>
        <translation>maintenant, sauf si vous le changez</translation>
    </message>
    <message>
        <source>That time has not come yet; a signal is something they did.</source>
        <translation>Cette heure n’est pas encore passée&#x202f;; un signal est une chose déjà faite.</translation>
    </message>
</context>
<context>
    <name>SignalLine</name>
    <message>
        <source>Remove this signal: {signal}, {when}</source>
        <translation>Retirer ce signal&#x202f;: {signal}, {when}</translation>
    </message>
    <message>
        <source>Remove this signal (Ctrl+Z takes it back)</source>
        <translation>Retirer ce signal (Ctrl+Z le rétablit)</translation>
    </message>
</context>
<context>
    <name>SignalTimeline</name>
    <message numerus="yes">
        <source>%n older signal(s)</source>
        <translation>
            <numerusform>%n signal plus ancien</numerusform>
            <numerusform>%n signaux plus anciens</numerusform>
        </translation>
    </message>
    <message>
        <source>No signal yet.</source>
        <translation>Aucun signal pour l’instant.</translation>
    </message>
</context>
<context>
    <name>SignalsDialog</name>
    <message>
        <source>Signals of {file}</source>
        <translation>Signaux de {file}</translation>
    </message>
    <message>
        <source>Each row finds its lead by id, e-mail, number or name; one that fits two leads is refused, never guessed. A signal that is known already is not added again. No lead is made.</source>
        <translation>Chaque ligne trouve son lead par identifiant, e-mail, numéro ou nom&#x202f;; si elle correspond à deux leads, elle est refusée, jamais devinée. Un signal déjà connu n’est pas ajouté de nouveau. Aucun lead n’est créé.</translation>
    </message>
</context>
<context>
    <name>StageForm</name>
    <message>
        <source>Move to another stage</source>
        <translation>Changer d’étape</translation>
    </message>
    <message>
        <source>Move (Enter)</source>
        <translation>Déplacer (Enter)</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>why; kept with your name</source>
        <translation>pourquoi&#x202f;; conservé avec votre nom</translation>
    </message>
    <message>
        <source>{stage}: {criteria}</source>
        <translation>{stage}&#x202f;: {criteria}</translation>
    </message>
    <message>
        <source>Choose a stage with its digit.</source>
        <translation>Choisissez une étape par son chiffre.</translation>
    </message>
    <message>
        <source>It is there already; choose another stage.</source>
        <translation>Il y est déjà&#x202f;; choisissez une autre étape.</translation>
    </message>
    <message>
        <source>Say why; the reason is kept with your name.</source>
        <translation>Dites pourquoi&#x202f;; le motif est conservé avec votre nom.</translation>
    </message>
</context>
<context>
    <name>StageMover</name>
    <message>
        <source>Reason for the move</source>
        <translation>Motif du changement</translation>
    </message>
    <message>
        <source>Move (Enter)</source>
        <translation>Déplacer (Enter)</translation>
    </message>
    <message>
        <source>Excluded by a decision: put it on the desk and decide now or later to bring it back.</source>
        <translation>Exclu par une décision&#x202f;: mettez-le sur le poste et décidez maintenant ou plus tard pour le reprendre.</translation>
    </message>
</context>
<context>
    <name>StagesPage</name>
    <message>
        <source>How your firm names the stages of a lead, and what must be true for a lead to be there. Empty is the shipped text.</source>
        <translation>Comment votre entreprise nomme les étapes d’un lead, et ce qui doit être vrai pour qu’il s’y trouve. Vide&#x202f;: le texte livré.</translation>
    </message>
    <message>
        <source>Label of “{stage}”</source>
        <translation>Libellé de «&#x202f;{stage}&#x202f;»</translation>
    </message>
    <message>
        <source>What “{stage}” asks for</source>
        <translation>Ce que demande «&#x202f;{stage}&#x202f;»</translation>
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
    <name>StepRow</name>
    <message>
        <source>Take away</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>days before</source>
        <translation>jours avant</translation>
    </message>
    <message>
        <source>Days before, step {n}</source>
        <translation>Jours avant, étape {n}</translation>
    </message>
    <message>
        <source>How, step {n}</source>
        <translation>Canal, étape {n}</translation>
    </message>
    <message>
        <source>Letter, step {n}</source>
        <translation>Lettre, étape {n}</translation>
    </message>
    <message>
        <source>Take away step {n}</source>
        <translation>Retirer l’étape {n}</translation>
    </message>
    <message>
        <source>no letter</source>
        <translation>pas de lettre</translation>
    </message>
    <message>
        <source>without a letter</source>
        <translation>sans modèle</translation>
    </message>
</context>
<context>
    <name>TakeBundleDialog</name>
    <message>
        <source>Pass phrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>the pass phrase it was written with</source>
        <translation>la phrase choisie à l’écriture</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>What was merged</source>
        <translation>Ce qui a été intégré</translation>
    </message>
    <message>
        <source>It is locked: type its pass phrase.</source>
        <translation>Il est verrouillé&#x202f;: tapez sa phrase secrète.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Remarks on {leads} leads, written by {who}, {at}: {remarks} remarks.</source>
        <translation>Remarques sur {leads} leads, écrites par {who}, {at}&#x202f;: {remarks} remarques.</translation>
    </message>
    <message>
        <source>{leads} leads to review, written by {who}, {at}: {decisions} qualifications.</source>
        <translation>{leads} leads à relire, écrits par {who}, {at}&#x202f;: {decisions} qualifications.</translation>
    </message>
</context>
<context>
    <name>TaskFoot</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>TemplateForm</name>
    <message>
        <source>Name · {language}</source>
        <translation>Nom · {language}</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>Envoyée par</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Subject · {language}</source>
        <translation>Objet · {language}</translation>
    </message>
    <message>
        <source>Text · {language}</source>
        <translation>Texte · {language}</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insérer</translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message>
        <source>Letters</source>
        <translation>Lettres</translation>
    </message>
    <message>
        <source>Reword it</source>
        <translation>Reformuler</translation>
    </message>
    <message>
        <source>Your own wording in its place, wherever it is named</source>
        <translation>Votre propre texte à sa place, partout où elle est citée</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>la vôtre</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>livrée</translation>
    </message>
    <message>
        <source>Shipped: reword it, or copy it to write another one.</source>
        <translation>Livrée&#x202f;: reformulez-la, ou copiez-la pour en écrire une autre.</translation>
    </message>
    <message>
        <source>In place of the shipped one.</source>
        <translation>Remplace la lettre livrée.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of the cadences name(s) it.</source>
        <translation>
            <numerusform>%n étape des cadences la cite.</numerusform>
            <numerusform>%n étapes des cadences la citent.</numerusform>
        </translation>
    </message>
    <message>
        <source>No step of a cadence names it; F7 on the desk offers it all the same.</source>
        <translation>Aucune étape d’une cadence ne la cite&#x202f;; F7 sur le poste la propose quand même.</translation>
    </message>
    <message>
        <source>As {name} would read it</source>
        <translation>Ce que lirait {name}</translation>
    </message>
    <message>
        <source>As {name}, invented, would read it</source>
        <translation>Ce que lirait {name}, personne inventée</translation>
    </message>
    <message>
        <source>This wording is your own: change what you like.</source>
        <translation>Ce texte est à vous&#x202f;: changez ce que vous voulez.</translation>
    </message>
    <message>
        <source>The shipped letter holds again in its place. This cannot be taken back.</source>
        <translation>La lettre livrée reprend sa place. C’est sans retour.</translation>
    </message>
    <message>
        <source>The steps that name it are written without a letter. This cannot be taken back.</source>
        <translation>Les étapes qui la citent s’écriront sans modèle. C’est sans retour.</translation>
    </message>
    <message>
        <source>No step of a cadence names it. This cannot be taken back.</source>
        <translation>Aucune étape d’une cadence ne la cite. C’est sans retour.</translation>
    </message>
</context>
<context>
    <name>TravelStep</name>
    <message>
        <source>What travels</source>
        <translation>Échanges</translation>
    </message>
    <message>
        <source>What travels, and which way?</source>
        <translation>Qu’est-ce qui voyage, et dans quel sens&#x202f;?</translation>
    </message>
    <message>
        <source>All of it can be changed later.</source>
        <translation>Tout peut être modifié plus tard.</translation>
    </message>
    <message>
        <source>Send what is learned here</source>
        <translation>Envoyer ce qu’on apprend ici</translation>
    </message>
    <message>
        <source>Receive what is changed there</source>
        <translation>Recevoir ce qui change là-bas</translation>
    </message>
    <message>
        <source>Bring new people here</source>
        <translation>Faire venir les nouvelles personnes ici</translation>
    </message>
    <message>
        <source>Send the calls and notes of the past too</source>
        <translation>Envoyer aussi les appels et notes passés</translation>
    </message>
    <message>
        <source>Which leads</source>
        <translation>Quels leads</translation>
    </message>
    <message>
        <source>Every lead</source>
        <translation>Tous les leads</translation>
    </message>
    <message>
        <source>Only those worked on</source>
        <translation>Seulement ceux travaillés</translation>
    </message>
    <message>
        <source>When both sides changed a field</source>
        <translation>Quand les deux côtés ont changé un champ</translation>
    </message>
    <message>
        <source>The CRM wins</source>
        <translation>Le CRM l’emporte</translation>
    </message>
    <message>
        <source>sdrdesk wins</source>
        <translation>sdrdesk l’emporte</translation>
    </message>
    <message>
        <source>A lead is a deal from</source>
        <translation>Un lead devient une affaire à partir de</translation>
    </message>
    <message>
        <source>Leads, their verdict, calls, notes and next steps are written into the CRM as they happen.</source>
        <translation>Les leads, leur verdict, les appels, les notes et les prochaines étapes sont écrits dans le CRM au fil de l’eau.</translation>
    </message>
    <message>
        <source>A phone number or a title that a colleague corrects there is corrected here. The verdict is yours: it is never taken from the CRM.</source>
        <translation>Un numéro ou une fonction qu’un collègue y corrige est corrigé ici. Le verdict est à vous&#x202f;: il n’est jamais repris du CRM.</translation>
    </message>
    <message>
        <source>Whoever is entered there becomes a lead here. Without it, only people known here are followed.</source>
        <translation>Toute personne qui y est saisie devient un lead ici. Sinon, seules les personnes connues ici sont suivies.</translation>
    </message>
    <message>
        <source>“Only those worked on” leaves out whoever nobody has called, noted or decided on: a bought list stays out of the CRM.</source>
        <translation>«&#x202f;Seulement ceux travaillés&#x202f;» écarte ceux que personne n’a appelés, notés ni décidés&#x202f;: une liste achetée n’entre pas dans le CRM.</translation>
    </message>
    <message>
        <source>Before that stage a lead is a contact of its company; from it on there is a deal as well.</source>
        <translation>Avant cette étape, un lead est un contact de son entreprise&#x202f;; à partir d’elle, il y a aussi une affaire.</translation>
    </message>
    <message>
        <source>Only that one field of that one lead is concerned. What is overwritten here stands in the history of the lead.</source>
        <translation>Seul ce champ de ce lead est concerné. Ce qui est remplacé ici reste dans l’historique du lead.</translation>
    </message>
    <message>
        <source>Without it, the CRM hears of what happens from now on.</source>
        <translation>Sinon, le CRM apprend ce qui se passe à partir de maintenant.</translation>
    </message>
    <message>
        <source>Choose to send, to receive, or both.</source>
        <translation>Choisissez d’envoyer, de recevoir, ou les deux.</translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>Sample lead</source>
        <translation>Lead d’essai</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>Nothing here is kept.</source>
        <translation>Rien ici n’est conservé.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>The draft has faults: mend them, then try it here.</source>
        <translation>Le brouillon contient des erreurs&#x202f;: corrigez-les, puis essayez-le ici.</translation>
    </message>
    <message>
        <source>An invented lead, of whom nothing is known</source>
        <translation>Un lead inventé, dont on ne sait rien</translation>
    </message>
    <message>
        <source>a trial</source>
        <translation>essai</translation>
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
    <name>ValuesModel</name>
    <message>
        <source>— left out —</source>
        <translation>— laissé de côté —</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>understood</source>
        <translation>comprise</translation>
    </message>
    <message>
        <source>not a country we know: kept as it is</source>
        <translation>pays inconnu&#x202f;: gardé tel quel</translation>
    </message>
    <message>
        <source>not a number: kept as it is</source>
        <translation>pas un nombre&#x202f;: gardé tel quel</translation>
    </message>
    <message>
        <source>not recognised: kept as it is</source>
        <translation>non reconnu&#x202f;: gardé tel quel</translation>
    </message>
    <message>
        <source>the day or the month first? nothing proves it</source>
        <translation>le jour ou le mois d’abord&#x202f;? rien ne le prouve</translation>
    </message>
    <message>
        <source>not a date: kept as it is</source>
        <translation>pas une date&#x202f;: gardé tel quel</translation>
    </message>
</context>
<context>
    <name>ValuesStep</name>
    <message>
        <source>What do these values mean?</source>
        <translation>Que veulent dire ces valeurs&#x202f;?</translation>
    </message>
    <message>
        <source>Type what a value means: it counts for every row that has it. Left blank, the cell is left out.</source>
        <translation>Tapez ce que veut dire une valeur&#x202f;: cela vaut pour toutes les lignes qui l’ont. Laissée vide, la case est ignorée.</translation>
    </message>
    <message>
        <source>Order of the dates</source>
        <translation>Ordre des dates</translation>
    </message>
    <message>
        <source>Dates: as found</source>
        <translation>Dates&#x202f;: ordre détecté</translation>
    </message>
    <message>
        <source>Dates: day first, 31/12/2026</source>
        <translation>Dates&#x202f;: jour d’abord, 31/12/2026</translation>
    </message>
    <message>
        <source>Dates: month first, 12/31/2026</source>
        <translation>Dates&#x202f;: mois d’abord, 12/31/2026</translation>
    </message>
    <message>
        <source>Show what is understood too (Alt+S)</source>
        <translation>Afficher aussi ce qui est compris (Alt+S)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Devient</translation>
    </message>
    <message>
        <source>What is said of it</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>{date}: the day or the month first? Nothing in the file proves it.</source>
        <translation>{date}&#x202f;: le jour ou le mois d’abord&#x202f;? Rien dans le fichier ne le prouve.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) understood.</source>
        <translation>
            <numerusform>%n valeur comprise.</numerusform>
            <numerusform>%n valeurs comprises.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) in doubt.</source>
        <translation>
            <numerusform>%n valeur en doute.</numerusform>
            <numerusform>%n valeurs en doute.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is in doubt.</source>
        <translation>Rien n’est en doute.</translation>
    </message>
    <message>
        <source>— left out —</source>
        <translation>— laissé de côté —</translation>
    </message>
</context>
<context>
    <name>VendorStep</name>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Which CRM?</source>
        <translation>Quel CRM&#x202f;?</translation>
    </message>
    <message>
        <source>sdrdesk writes there what you learn, and reads what your colleagues change. Nothing is sent before you have seen what it would do and said yes.</source>
        <translation>sdrdesk y écrit ce que vous apprenez et lit ce que vos collègues y changent. Rien n’est envoyé avant que vous ayez vu ce qu’il ferait et donné votre accord.</translation>
    </message>
    <message>
        <source>CRMs</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Faults of the profile</source>
        <translation>Fautes du profil</translation>
    </message>
    <message>
        <source>Another CRM, by a profile file…</source>
        <translation>Un autre CRM, par un fichier de profil…</translation>
    </message>
    <message>
        <source>a TOML file that describes how its REST interface is spoken to</source>
        <translation>un fichier TOML qui décrit comment parler à son interface REST</translation>
    </message>
    <message>
        <source>every event, signed, to an address of your own</source>
        <translation>chaque événement, signé, vers une adresse à vous</translation>
    </message>
    <message>
        <source>by a profile that comes with sdrdesk</source>
        <translation>par un profil fourni avec sdrdesk</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>intégré</translation>
    </message>
    <message>
        <source>Choose a profile that has no faults.</source>
        <translation>Choisissez un profil sans faute.</translation>
    </message>
    <message>
        <source>A profile of a CRM</source>
        <translation>Un profil de CRM</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Fit with the ideal customer: {percent}%</source>
        <translation>Proximité avec le client idéal&#x202f;: {percent}&#x202f;%</translation>
    </message>
    <message>
        <source>Grid {name} v{version}</source>
        <translation>Grille {name} v{version}</translation>
    </message>
    <message>
        <source>{criteria} and one more</source>
        <translation>{criteria} et un autre</translation>
    </message>
    <message>
        <source>{criteria} and {n} more</source>
        <translation>{criteria} et {n} autres</translation>
    </message>
    <message>
        <source>Fit with the ideal customer: {percent}%, {open}% still open</source>
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
        <source>Now: worth a call</source>
        <translation>Maintenant&#x202f;: mérite un appel</translation>
    </message>
    <message>
        <source>Profile and interest are there; a sales grid says whether there is a project.</source>
        <translation>Le profil et l’intérêt sont là&#x202f;; une grille commerciale dira s’il y a un projet.</translation>
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
    <name>VersionsPage</name>
    <message>
        <source>Older version</source>
        <translation>Version ancienne</translation>
    </message>
    <message>
        <source>Newer version</source>
        <translation>Version récente</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Aucune différence</translation>
    </message>
    <message>
        <source>Version {version} · {day}</source>
        <translation>Version {version} · {day}</translation>
    </message>
    <message>
        <source>The draft</source>
        <translation>Le brouillon</translation>
    </message>
    <message>
        <source>Choose two versions above.</source>
        <translation>Choisissez deux versions ci-dessus.</translation>
    </message>
    <message>
        <source>This grid has one version. Edit it: what changes shows here before you publish it.</source>
        <translation>Cette grille n’a qu’une version. Modifiez-la&#x202f;: ce qui change s’affiche ici avant la publication.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n différence</numerusform>
            <numerusform>%n différences</numerusform>
        </translation>
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
        <source>Hand-offs</source>
        <translation>Transmis</translation>
    </message>
    <message>
        <source>What sales answers (Ctrl+5)</source>
        <translation>Les réponses des commerciaux (Ctrl+5)</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>What a good lead is (Ctrl+3)</source>
        <translation>Ce qu’est un bon lead (Ctrl+3)</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>The CRM (Ctrl+4)</source>
        <translation>Le CRM (Ctrl+4)</translation>
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
        <source>Find a lead or an act…   Ctrl+K</source>
        <translation>Trouver un lead ou un acte…   Ctrl+K</translation>
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
        <source>Length of the call</source>
        <translation>Durée de l’appel</translation>
    </message>
    <message>
        <source>An import that had not finished was taken back; import the file again.</source>
        <translation>Un import inachevé a été annulé&#x202f;; importez le fichier à nouveau.</translation>
    </message>
    <message>
        <source>{grid} was to be looked at again by {day}: Ctrl+3 opens it.</source>
        <translation>{grid} devait être revue avant le {day}&#x202f;: Ctrl+3 l’ouvre.</translation>
    </message>
    <message>
        <source> Write  F9</source>
        <translation> Écrire  F9</translation>
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
        <source>Ctrl+J opens it.</source>
        <translation>Ctrl+J l’ouvre.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
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
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s) changed.</source>
        <translation>
            <numerusform>%n lead modifié.</numerusform>
            <numerusform>%n leads modifiés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo the change</source>
        <translation>Annuler la modification</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>What became of the leads (Ctrl+7)</source>
        <translation>Ce que les leads sont devenus (Ctrl+7)</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Relecture</translation>
    </message>
    <message>
        <source>What was decided, read again (Ctrl+6)</source>
        <translation>Les décisions, relues (Ctrl+6)</translation>
    </message>
</context>
<context>
    <name>WriteBundleDialog</name>
    <message>
        <source>Return the remarks</source>
        <translation>Renvoyer les remarques</translation>
    </message>
    <message>
        <source>Write a review bundle</source>
        <translation>Écrire un paquet de relecture</translation>
    </message>
    <message>
        <source>Which leads</source>
        <translation>Quels leads</translation>
    </message>
    <message>
        <source>Pass phrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>none: who has the file can read it</source>
        <translation>aucune&#x202f;: quiconque a le fichier peut le lire</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>Écrire…</translation>
    </message>
    <message>
        <source>One file with all that was said in this review. Merged where the leads are, it adds the remarks and the corrections; whatever was changed there meanwhile stays told.</source>
        <translation>Un fichier avec tout ce qui a été dit dans cette relecture. Intégré là où sont les leads, il ajoute les remarques et les corrections&#x202f;; ce qui y a changé entre-temps est signalé.</translation>
    </message>
    <message>
        <source>One file with the leads, their answers, notes, calls and decisions, and the versions of the grid. It opens in sdrdesk on any machine, without a network; the remarks come back in the same way. Of people who objected, no number and no address is in it.</source>
        <translation>Un fichier avec les leads, leurs réponses, notes, appels et décisions, et les versions de la grille. Il s’ouvre dans sdrdesk sur n’importe quelle machine, sans réseau&#x202f;; les remarques reviennent de même. Des personnes opposées, il ne contient ni numéro ni adresse.</translation>
    </message>
    <message>
        <source>Pass phrase, if the file goes by mail or by a shared folder</source>
        <translation>Phrase secrète, si le fichier passe par un e-mail ou un dossier partagé</translation>
    </message>
    <message>
        <source>Review bundles (*{ending})</source>
        <translation>Paquets de relecture (*{ending})</translation>
    </message>
    <message>
        <source>remarks</source>
        <translation>remarques</translation>
    </message>
    <message>
        <source>review</source>
        <translation>relecture</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Écriture…</translation>
    </message>
</context>
</TS>
