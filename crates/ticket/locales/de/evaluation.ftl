# Auto-Assist: seine Auswertung
web-know-eval = Auswertung
web-know-eval-link = Messen, wie gut die Antworten sind
web-know-eval-text = Stellt Fragen mit der Handlung und dem Abschnitt, die du erwartest, an die Wissenssammlungen, wie sie jetzt sind: allein durch Nachschlagen, und mit dem Modell, wenn eines eingestellt ist. Nirgends wird etwas geschrieben.
web-know-eval-figures = Ergebnis
web-know-eval-alone = Allein durch Nachschlagen
web-know-eval-with = Mit
web-know-eval-with-model = Mit dem Modell
web-know-eval-actions = Erwartete Handlung gewählt
web-know-eval-actions-about = von allen Fragen
web-know-eval-recall-3 = Abschnitt unter den ersten drei
web-know-eval-recall-5 = Abschnitt unter den ersten fünf
web-know-eval-recall-about = von den Fragen, die eine Antwort erwarten
web-know-eval-false = Falsche Antworten
web-know-eval-false-about = beantwortet, obwohl sie zum Team gehören
web-know-eval-cost = Token und Kosten
web-know-eval-cost-about = wie der Anbieter sie zählt
web-know-eval-running = Läuft
web-know-eval-stop = Anhalten
web-know-eval-stopped = Sie wurde angehalten: dies sind die Fragen bis dahin.
web-know-eval-changed = Die Wissenssammlungen wurden inzwischen geändert, darum wurde sie angehalten. Starte sie noch einmal.
web-know-eval-provider-changed = Inzwischen wurde ein anderes Modell eingestellt, darum wurde sie angehalten. Starte sie noch einmal.
web-know-eval-failed = { $count ->
    [one] Der Anbieter versagte bei einer Frage
   *[other] Der Anbieter versagte bei { $count } Fragen
}. Sie zählen als ans Team gegeben, wie es in einem Ticket wäre.
web-know-eval-wrong = Nicht wie erwartet
web-know-eval-expected = Erwartet
web-know-eval-first = Zuerst gefunden
web-know-eval-missed = keiner der erwarteten ist unter den ersten drei
web-know-eval-past = Durchläufe
web-know-eval-of-own = { $count ->
    [one] Eine eigene Frage
   *[other] { $count } eigene Fragen
}
web-know-eval-of-sample = Das Beispiel, { $count } Fragen
web-know-eval-result = Handlung { $accuracy }, Abschnitt { $recall }
web-know-eval-of = { $part } von { $count }
web-know-eval-run = Neuer Durchlauf
web-know-eval-file = Datei wählen
web-know-eval-box = Fragen, ein JSON-Objekt in jeder Zeile
web-know-eval-limits = Höchstens { $most } Fragen und { $size } KiB.
web-know-eval-example = Eine Zeile:
web-know-eval-model = Auch { $model } bei { $host } fragen; das kostet Token.
web-know-eval-start = Fragen stellen
web-know-eval-sample = Das Beispiel stellen
web-know-eval-sample-text = Oder sieh, wie es sich am Beispiel schlägt, das bei Guildhall dabei ist: ausgedachte Wissenssammlungen eines Spiels und seines Ladens, mit Fragen, die sie beantworten und nicht beantworten.
web-know-eval-none = Darin sind keine Fragen.
web-know-eval-many = Hier passen höchstens { $most } Fragen und { $size } KiB. Die Kommandozeile nimmt mehr.
web-know-eval-busy = Eine läuft schon. Warte auf sie oder halte sie an.
web-know-eval-unreadable = Das ist nicht zu lesen: { $problem }.
web-know-action-reply = antworten
web-know-action-ask = zurückfragen
web-know-action-close = Schließen anbieten
web-know-action-escalate = Team rufen
