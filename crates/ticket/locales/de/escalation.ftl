# Was auf dem Weg zu einer zugesagten Zeit und danach geschieht.

web-step-head = Unterwegs, und wenn es zu spät ist
web-step-text = Alles geschieht je zugesagter Zeit einmal, in offener Zeit, und nicht während einer Pause. Was ausfiel, weil Guildhall nicht lief, geschieht einmal und sagt, dass es zu spät kommt.
web-step-warn = Warnen, wenn so viel Prozent verbraucht sind
web-step-warn-hint = Wer das Ticket hat, und den Kanal für Antwortzeiten. Leer: keine Warnung.
web-step-warn-most = Gewarnt wird bei 1 bis 99 Prozent der Zeit.
web-step-broken-raise = Wenn eine Zusage gebrochen ist, die Dringlichkeit erhöhen
web-step-broken-queue = Wenn eine Zusage gebrochen ist, das Ticket zurück in die Warteschlange geben
web-step-broken-queue-hint = Übernahme und Zuweisung werden gelöst, damit irgendwer es nimmt.
web-step-more = Weitere Schritte
web-step = Schritt
web-step-new = Schritt hinzufügen
web-step-remove = Diesen Schritt entfernen
web-step-amount = Wie viel
web-step-when = Gezählt ab
web-step-percent = % der Zeit verbraucht
web-step-before = Minuten vor Fälligkeit
web-step-after = Minuten nach Fälligkeit
web-step-act = Was geschieht
web-step-ping = eine Rolle anpingen
web-step-tell = benachrichtigen, wer das Ticket hat
web-step-raise = Dringlichkeit erhöhen
web-step-queue = zurück in die Warteschlange
web-step-move = zu einer anderen Art verschieben
web-step-on-call = wer Dienst hat, bekommt es
web-step-hook = Webhooks rufen
web-step-role = Welche Rolle
web-step-choose-role = Rolle wählen
web-step-place = Wo
web-step-in-ticket = im Ticket
web-step-type = Welche Art
web-step-choose-type = Art wählen
web-step-on-call-hint = Wer die Art bearbeitet, gerade arbeitet und Platz hat. Niemand: Es geht in die Warteschlange, und das Protokoll sagt es.
web-step-hook-hint = Alle Webhooks, die auf „Schritt einer Antwortzeit“ hören.
web-step-urgent = Dringend: auch außerhalb der Arbeitszeit
web-step-no-percent = Es können 1 bis { $most } Prozent der Zeit verbraucht sein.
web-step-no-minutes = Sag, wie viele Minuten: 1 bis { $most }.
web-step-no-role = Wähle die Rolle, die angepingt wird.
web-step-no-type = Wähle die Art, zu der das Ticket wechselt.
web-step-twice = Derselbe Schritt steht zweimal da.
web-step-too-many = Es kann höchstens { $most } Schritte geben.
web-step-fault = Schritt { $number }: { $why }

# Eine Übernahme, nach der niemand antwortet.

claim-warned-title = Ticket #{ $number }: Noch deins?
claim-warned = Du hast dieses Ticket übernommen, und seitdem kam keine Antwort. Es geht { $when } zurück in die Warteschlange, außer du antwortest.
event-claim-warned = { $other } wurde gesagt, dass das Ticket ohne Antwort zurückgeht
event-claim-lapsed = { $other } hat das Ticket übernommen und nicht rechtzeitig geantwortet
web-lapse-warn = Übernahme ohne Antwort: erinnern nach
web-lapse-warn-hint = Minuten offener Zeit, gezählt, während das Mitglied wartet. Wer übernommen hat, bekommt eine Direktnachricht. Leer: Übernahmen bleiben.
web-lapse-return = Zurück in die Warteschlange nach
web-lapse-return-hint = Minuten offener Zeit, mehr als bis zur Erinnerung. Übernahme und Zuweisung werden gelöst; andere sind zuerst dran.
web-lapse-both = Übernahme ohne Antwort: Trag beide Zeiten ein oder keine.
web-lapse-order = Übernahme ohne Antwort: Erst kommt die Erinnerung, nach 1 bis { $most } Minuten, dann die Rückgabe.
web-reopen-keep = Wer ein Ticket hatte, behält es beim Wiederöffnen, egal zu welcher Zeit
web-reopen-keep-hint = Sonst gibt es zurück in die Warteschlange, wer abwesend ist, frei oder genug hat. Wer es wiederöffnet, behält es in jedem Fall.
