<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>BulkBar</name>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CadencesPage</name>
    <message numerus="yes">
        <source>%n campaign(s) follow(s) it.</source>
        <translation>
            <numerusform>%n campaign follows it.</numerusform>
            <numerusform>%n campaigns follow it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallingPage</name>
    <message numerus="yes">
        <source>%n try(ies)</source>
        <translation>
            <numerusform>%n try</numerusform>
            <numerusform>%n tries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) of rest</source>
        <translation>
            <numerusform>%n day of rest</numerusform>
            <numerusform>%n days of rest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignsView</name>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContactClock</name>
    <message numerus="yes">
        <source>%n day(s) since the request</source>
        <translation>
            <numerusform>%n day since the request</numerusform>
            <numerusform>%n days since the request</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayCounts</name>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; call(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; call</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; reached</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; reached</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; reached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n&lt;/b&gt; meeting(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; meeting</numerusform>
            <numerusform>&lt;b&gt;%n&lt;/b&gt; meetings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesView</name>
    <message numerus="yes">
        <source>%n group(s), the most alike first</source>
        <translation>
            <numerusform>%n group, the most alike first</numerusform>
            <numerusform>%n groups, the most alike first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ElsewhereActs</name>
    <message numerus="yes">
        <source>%n call(s) recorded.</source>
        <translation>
            <numerusform>%n call recorded.</numerusform>
            <numerusform>%n calls recorded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n page(s) written to {file}.</source>
        <translation>
            <numerusform>%n page written to {file}.</numerusform>
            <numerusform>%n pages written to {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileActs</name>
    <message numerus="yes">
        <source>%n lead(s) imported.</source>
        <translation>
            <numerusform>%n lead imported.</numerusform>
            <numerusform>%n leads imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signal(s) added.</source>
        <translation>
            <numerusform>%n signal added.</numerusform>
            <numerusform>%n signals added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) recorded.</source>
        <translation>
            <numerusform>%n answer recorded.</numerusform>
            <numerusform>%n answers recorded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridEditor</name>
    <message numerus="yes">
        <source>%n fault(s), go to the first (F8)</source>
        <translation>
            <numerusform>%n fault, go to the first (F8)</numerusform>
            <numerusform>%n faults, go to the first (F8)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoffDialog</name>
    <message numerus="yes">
        <source>%n sheet(s) written to {folder}.</source>
        <translation>
            <numerusform>%n sheet written to {folder}.</numerusform>
            <numerusform>%n sheets written to {folder}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoffsView</name>
    <message numerus="yes">
        <source>%n to ask sales about now</source>
        <translation>
            <numerusform>%n to ask sales about now</numerusform>
            <numerusform>%n to ask sales about now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Import %n lead(s) (Enter)</source>
        <translation>
            <numerusform>Import %n lead (Enter)</numerusform>
            <numerusform>Import %n leads (Enter)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused row(s) written to {file}.</source>
        <translation>
            <numerusform>%n refused row written to {file}.</numerusform>
            <numerusform>%n refused rows written to {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaterForm</name>
    <message numerus="yes">
        <source>+%n month(s)</source>
        <translation>
            <numerusform>+%n month</numerusform>
            <numerusform>+%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeadsView</name>
    <message numerus="yes">
        <source>%n lead(s)</source>
        <translation>
            <numerusform>%n lead</numerusform>
            <numerusform>%n leads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n lead(s)…</source>
        <translation>
            <numerusform>Change %n lead…</numerusform>
            <numerusform>Change %n leads…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NowForm</name>
    <message numerus="yes">
        <source>The meeting waits for %n more answer(s); “?” marks one as not known.</source>
        <translation>
            <numerusform>The meeting waits for %n more answer; “?” marks it as not known.</numerusform>
            <numerusform>The meeting waits for %n more answers; “?” marks one as not known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PasteCallsDialog</name>
    <message numerus="yes">
        <source>Record %n call(s) (Enter)</source>
        <translation>
            <numerusform>Record %n call (Enter)</numerusform>
            <numerusform>Record %n calls (Enter)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are not recorded; each says why.</source>
        <translation>
            <numerusform>%n line is not recorded; it says why.</numerusform>
            <numerusform>%n lines are not recorded; each says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewStep</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PublishPanel</name>
    <message numerus="yes">
        <source>%n difference(s) from version {version}.</source>
        <translation>
            <numerusform>%n difference from version {version}.</numerusform>
            <numerusform>%n differences from version {version}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplayPanel</name>
    <message numerus="yes">
        <source>On all %n qualification(s)</source>
        <translation>
            <numerusform>On %n qualification</numerusform>
            <numerusform>On all %n qualifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the last %n qualification(s)</source>
        <translation>
            <numerusform>On %n qualification</numerusform>
            <numerusform>On the last %n qualifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) would change</source>
        <translation>
            <numerusform>%n verdict would change</numerusform>
            <numerusform>%n verdicts would change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more would stay open but lean otherwise.</source>
        <translation>
            <numerusform>%n more would stay open but lean otherwise.</numerusform>
            <numerusform>%n more would stay open but lean otherwise.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportStep</name>
    <message numerus="yes">
        <source>The five figures add up to the %n row(s) of the file.</source>
        <translation>
            <numerusform>The five figures add up to the %n row of the file.</numerusform>
            <numerusform>The five figures add up to the %n rows of the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignalTimeline</name>
    <message numerus="yes">
        <source>%n older signal(s)</source>
        <translation>
            <numerusform>%n older signal</numerusform>
            <numerusform>%n older signals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message numerus="yes">
        <source>%n step(s) of the cadences name(s) it.</source>
        <translation>
            <numerusform>%n step of the cadences names it.</numerusform>
            <numerusform>%n steps of the cadences name it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValuesStep</name>
    <message numerus="yes">
        <source>%n value(s) understood.</source>
        <translation>
            <numerusform>%n value understood.</numerusform>
            <numerusform>%n values understood.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) in doubt.</source>
        <translation>
            <numerusform>%n value in doubt.</numerusform>
            <numerusform>%n values in doubt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionsPage</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workbench</name>
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
            <numerusform>%n lead changed.</numerusform>
            <numerusform>%n leads changed.</numerusform>
        </translation>
    </message>
</context>
</TS>
