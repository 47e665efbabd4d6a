<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>ActForm</name>
    <message>
        <source>Leave it (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>sdrdesk — demonstration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the demonstration…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BugReportDialog</name>
    <message>
        <source>Something went wrong in sdrdesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is our mistake, not yours. What you typed is kept. The report below says what happened; it holds no lead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallbackForm</name>
    <message>
        <source>Call back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call back then (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promised at a time, or some day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promised at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+3 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That day has gone; choose today or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That time has gone; choose a later one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CriterionRow</name>
    <message>
        <source>Evidence for {criterion}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the words that prove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words that prove it (Alt+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to confirm: Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eliminates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Nobody to call right now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next lead comes {when}. {n} wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside calling hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} leads wait for the hours to open. Choose one at the left, or change the hours in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every lead is closed. Import a new list to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lead yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a call list, or add the first lead by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lead on the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settles it for {n} answers of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is still unknown decides; ask again, or decide with what you have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check, then a meeting: Ctrl+Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree on a date to come back: Ctrl+L.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank them and close the matter: Ctrl+E.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not interested, because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beware: they are interested, and nothing shows that they want to act.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The verdict does not say “now”; your decision stands, and both are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing eliminates this lead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opposed to calls: this number is not dialled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program on this machine takes calls; dial {number}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they say, as they say it. Saved as you type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid {id} v{version}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Nothing has happened yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the lead is here already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known leads: update, blanks never erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known leads: leave as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known leads: make a second one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers: {country}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding: as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator: as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} · {n} rows · {encoding} · {separator}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns read: {columns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recognised, left out: {columns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The five figures add up to {n}. The import can be undone later; what people do since is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Import %n lead(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {figures}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaterForm</name>
    <message>
        <source>Later: come back on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day to come back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>+%n month(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Further qualification rather than nurturing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That day has gone; choose today or later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeadHeader</name>
    <message>
        <source>{n} people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>local {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call this number (F9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opposed to calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to this address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeadPanel</name>
    <message>
        <source>New note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name, a company, an e-mail or a phone is enough.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeadsModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeadsView</name>
    <message>
        <source>Search names, companies, numbers, notes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lead fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the search or the filters, or bring leads in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeverForm</name>
    <message>
        <source>Never: exclude, because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NowForm</name>
    <message>
        <source>Now: check before a meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Book the meeting (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the need shared by the organisation?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who else decides?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens if nothing changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day of the meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with whom, on our side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now, but not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A meeting needs the three answers; a high score is not enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That time has gone; choose a later one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source> (Alt+{digit} while typing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: check…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl ⏎</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gatekeeper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not interested…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverrideForm</name>
    <message>
        <source>Reverse the elimination by “{criterion}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>why this does not end the matter; empty gives it back its power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why; the reason is kept with your name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QualificationForm</name>
    <message>
        <source>short cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>long cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eliminatory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring · {grid}, {cycle}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lead yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a call list, or add the first lead by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonForm</name>
    <message>
        <source>Record (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You, on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name, on what you record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language (from the next start)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep calling hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country of numbers without a prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Later” comes back after (days)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is {file}. A verified copy is made once a day in the folder “backups” beside it; the last: {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up to a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied and verified: {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in this workspace becomes what the copy holds. The present state is copied first, so that it can be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored. The state before is in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Welcome to sdrdesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next lead worth calling, why, and whether it deserves sales time: now, later, or never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>France</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with an empty workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look around with the demonstration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this machine only, in {file}. Bring a CSV file, or add leads by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few hundred invented French and British leads with ten weeks of history. Thrown away when you close it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TypedAnswer</name>
    <message>
        <source>3 months, 24/12…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20k, 20 000 €…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked, not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Fit with the ideal customer: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid {name} v{version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>earned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{criterion}” ends the matter. Say so kindly, or reverse it with a reason (Ctrl+O).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: worth sales time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A check with a person comes before any meeting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real, but it cannot become “now” with what is left to ask. Nurture it, with a date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never: too few points left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even with every open answer at its best it stays under “later”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open, leaning to {decision}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All was asked. Still unknown: {criteria}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to ask or confirm: {criteria}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{criterion} ≤ {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{criterion} — reversed by a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{criterion} — asked, not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{criterion} — not asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{criterion} — would eliminate, to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interest without intent: they click and attend, and want nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call desk (Ctrl+1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every lead (Ctrl+2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search leads, notes, companies…   Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call  F9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An import that had not finished was taken back; import the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file of leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} leads imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads, CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualifications, CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls, CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads, JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export is still being written; wait for it to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting: {done} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept, because of later work: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved locally</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;{n}&lt;/b&gt; calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;{n}&lt;/b&gt; reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;{n}&lt;/b&gt; meetings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
