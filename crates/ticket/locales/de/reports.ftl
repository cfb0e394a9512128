# Die Seite
report-title = Berichte
report-span = { $from } bis { $to }, Tage von { $zone }. Verglichen mit ebenso vielen Tagen davor, ab { $before }.
report-period = Zeitraum
report-last-days = { $days } Tage
report-from = Von
report-to = Bis
report-type = Art
report-all-types = Alle Arten
report-show = Zeigen
report-table = Als Tabelle
report-csv = Als CSV herunterladen
report-what = Was das bedeutet
report-empty = Es gibt noch nichts zu berichten. Zahlen erscheinen mit dem ersten Ticket.
report-nothing = Nichts in diesen Tagen.

# Dauern und Veränderungen
report-seconds = { $seconds } s
report-minutes = { $minutes } min
report-hours = { $hours } h
report-hours-minutes = { $hours } h { $minutes } min
report-days = { $days } T
report-days-hours = { $days } T { $hours } h
report-before-none = kein Vergleich
report-same = wie davor
report-more = ▲ { $percent } % mehr als davor
report-less = ▼ { $percent } % weniger als davor
report-months = Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez
report-weekdays = Mo Di Mi Do Fr Sa So

# Zahlen oben
report-open-now = Gerade offen
report-open-now-about = Tickets, die in diesem Augenblick offen sind, wann auch immer sie eröffnet wurden.
report-unanswered = { $count } ohne Antwort, das älteste seit { $age }
report-unanswered-none = alle haben eine Antwort
report-opened = Eröffnet
report-opened-about = Tickets, die in diesen Tagen eröffnet wurden.
report-closed = Geschlossen
report-closed-about = Schließungen in diesen Tagen. Ein wieder geöffnetes und erneut geschlossenes Ticket zählt zweimal.
report-open-rate = Eröffnet am Tag
report-a-day = im Durchschnitt
report-open-rate-about = Eröffnete Tickets, geteilt durch Tage.
report-first-response = Erste Antwort
report-first-response-about = Von der Eröffnung bis zur ersten öffentlichen Nachricht des Teams; Bots, Notizen und wer eröffnet hat zählen nicht. Bei der Hälfte der beantworteten Tickets, die in diesen Tagen eröffnet wurden, dauerte es nicht länger (Median), bei 95 von 100 nicht länger als die zweite Zahl. Unbeantwortete sind nicht darin: wie viele es sind, steht daneben. Unter 5 Antworten wird nichts gezeigt, unter 20 ist es ein Anhaltspunkt.
report-first-response-short = Median, von der Eröffnung bis zur ersten öffentlichen Nachricht des Teams.
report-resolution = Zeit bis zum Schließen
report-resolution-short = Median, von der Eröffnung bis zum letzten Schließen.
report-resolution-about = Von der Eröffnung bis zum letzten Schließen, ohne die Zeit, in der das Ticket dazwischen geschlossen war; Tickets, die in diesen Tagen geschlossen wurden und es noch sind.
report-breach-rate = Gebrochene Zusagen
report-breach-rate-about = Tickets mit einer gebrochenen Antwortzeit unter allen Tickets, bei denen in diesen Tagen eine fällig war.
report-nothing-due = keine Antwortzeit war fällig
report-of-due = { $part } von { $count } { $count ->
    [one] Ticket
   *[other] Tickets
}, bei denen eine fällig war
report-satisfied = Zufrieden
report-satisfied-about = Anteil von 4 und 5 Sternen an den Bewertungen dieser Tage.
report-satisfied-stars = 4 und 5 Sterne
report-interval = 95-%-Bereich
report-interval-of = Bei { $count } Bewertungen liegt der wahre Anteil in 95 von 100 Fällen bei { $range }.
report-interval-is = In 95 von 100 Fällen liegt der wahre Anteil bei { $range }.
report-rating-rate = Abgegebene Bewertungen
report-rating-of = { $part } von { $count } Gefragten
report-rating-none = niemand wurde gefragt
report-rating-rate-about = Bewertete Schließungen dieser Tage, von denen, deren Mitglied gefragt wurde; was vor einer Antwort wieder geöffnet wurde, zählt nicht.
report-claim = Zeit bis zur Übernahme
report-claim-short = Median, von der Eröffnung bis zur ersten Übernahme.
report-claim-exact = Genau, aus { $count } Übernahmen.
report-claim-near = Aus { $count } Übernahmen, höchstens 1,6 % daneben.
report-claim-about = Von der Eröffnung bis zur ersten Übernahme, bei in diesen Tagen eröffneten Tickets, die übernommen wurden: bei der Hälfte dauerte es nicht länger (Median), bei 95 von 100 nicht länger als die zweite Zahl. Unter 5 Übernahmen wird nichts gezeigt, unter 20 ist es ein Anhaltspunkt.
report-claim-priority = Zeit bis zur Übernahme nach Priorität
report-claim-count = Übernommen
report-mean-of = { $mean } Sterne im Durchschnitt von { $count }
report-no-ratings = keine Bewertungen
report-one-touch = Eine Nachricht genügte
report-one-touch-about = Tickets, die mit genau einer öffentlichen Nachricht des Teams geschlossen wurden.
report-reopened = Wieder geöffnet
report-of-closed = { $part } von { $count } geschlossenen
report-reopened-about = Schließungen, nach denen das Ticket innerhalb von sieben Tagen wieder geöffnet wurde.
report-next-response = Spätere Antworten
report-next-response-about = Median, von der Nachricht eines Mitglieds bis zur nächsten öffentlichen Nachricht des Teams.
report-paused = Angehalten
report-paused-about = Für wie viel der Zeit bis zum letzten Schließen Tickets angehalten waren; solche, die in diesen Tagen geschlossen wurden.
report-too-few = zu wenige für eine Aussage

# Karten
report-volume = Eröffnet und geschlossen
report-volume-about = Eröffnete Tickets und Schließungen nach dem Tag oder Monat, in dem es geschah. Ein Druck auf eine Säule zeigt die Tickets.
report-backlog = Bestand
report-backlog-about = Offene Tickets am Ende jedes Tages oder Monats: alle bis dahin eröffneten und wieder geöffneten, weniger die Schließungen.
report-open-at-end = Am Ende offen
report-first-response-priority = Erste Antwort nach Priorität
report-median = Median
report-p95 = 95. Perzentil
report-priority = Priorität
report-answered = Beantwortet
report-hint = { $name } (wenige)
report-exact = Genau, aus { $count } Antworten.
report-near = Aus { $count }, höchstens 1,6 % daneben.
report-no-durations = In diesen Tagen wurde nichts gemessen.
report-resolution-spread = Zeit bis zum Schließen
report-resolution-note = Median { $median }, Mittelwert { $mean }, 95. Perzentil { $p95 }.
report-up-to = bis { $end }
report-longer = länger als { $end }
report-took = Dauer
report-tickets = Tickets
report-share = Anteil
report-change = Veränderung
report-kept = Eingehaltene Antwortzeiten
report-kept-about = Nach dem Tag, an dem sie fällig waren: rechtzeitig, zu spät, oder überfällig und noch offen. Worauf niemand mehr wartete, weil das Ticket vorher geschlossen wurde, zählt nicht; ebenso wenig Zeit außerhalb der eingestellten Stunden oder während einer Pause. Eine andere Priorität macht Gebrochenes nicht ungeschehen.
report-kept-none = In diesen Tagen war keine Antwortzeit fällig. Sie werden für jede Art eingestellt und zählen, sobald sie eingeschaltet sind.
report-promise = Antwortzeit
report-met = rechtzeitig
report-late = zu spät
report-overdue = überfällig
report-cancelled = nicht mehr gewünscht
report-kept-share = Eingehalten
report-ages = Alter offener Tickets
report-ages-about = Alle Tickets, die gerade offen sind, nach der Zeit seit ihrer Eröffnung.
report-age = Alter
report-types = Arten
report-types-about = In diesen Tagen eröffnete Tickets nach ihrer jetzigen Art, und die Veränderung zu den Tagen davor.
report-tags = Schlagwörter
report-tags-about = In diesen Tagen eröffnete Tickets, die jetzt das Schlagwort tragen. Ein Ticket kann mehrere tragen.
report-staff = Team
report-staff-about = Fälle: Tickets, in denen die Person in diesen Tagen zum ersten Mal schrieb; Nachrichten: ihre öffentlichen Nachrichten darin. Übernahmen zählen die erste jeder Person, Schließungen von eigener Hand; die Anrechnung bekommt, wer das Ticket beim Schließen hatte: wem es zugewiesen war, sonst wer es übernommen hatte, sonst wer es schloss. Erste Antwort: Mediane der Tickets, die sie zuerst beantworteten; Folgeantworten: der Wartezeiten, die sie beendeten. Die Bewertung gilt den angerechneten Tickets, wird bei wenigen zum Durchschnitt aller gezogen und unter { $fewest } nicht gezeigt. Alle Arten zusammen.
report-person = Person
report-handled = Fälle
report-messages = Nachrichten
report-claims = Übernahmen
report-closes = Schließungen
report-credited = Angerechnet
report-median-first = Erste Antwort
report-median-next = Folgeantworten
report-rating = Bewertung
report-ratings-count = Bewertungen
report-hours-of-week = Wann Tickets eröffnet werden
report-hours-of-week-about = Eröffnete Tickets nach Wochentag und Stunde. Ist keine Art gewählt, nennt die Tabelle die mittlere erste Antwort jeder Stunde mit mindestens 5 Antworten.
report-in-zone = Stunden von { $zone }.
report-hour = Stunde
report-ratings = Bewertungen
report-ratings-about = In diesen Tagen gegebene Bewertungen; eine für jedes Schließen, und einen Tag lang änderbar.
report-stars = Sterne
report-count = Anzahl

# Hinter einer Zahl
report-right-now = In diesem Augenblick.
report-behind-span = { $from } bis { $to }, Tage von { $zone }.
report-behind-answered = Beantwortete Tickets
report-behind-waits = Warten auf eine Antwort
report-behind-claimed = Übernommene Tickets
report-behind-closed = Geschlossene Tickets
report-behind-open = Offene Tickets
report-behind-unanswered = Tickets ohne Antwort
report-behind-opened = Eröffnete Tickets
report-behind-at-end = Am Ende des { $date } in { $zone }.
report-behind-count = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
report-behind-hidden = { $count ->
    [one] Eines mehr ist von einer Art, deren Tickets du nicht sehen darfst.
   *[other] { $count } mehr sind von Arten, deren Tickets du nicht sehen darfst.
}
report-behind-closes = Schließungen
report-behind-backlog = Damals offen
report-behind-reopened = Innerhalb von sieben Tagen wieder geöffnet
report-behind-one-touch = Nach einer Nachricht geschlossen
report-behind-rated = Bewertete Tickets
report-behind-breached = Tickets mit gebrochener Antwortzeit
report-behind-tagged = Eröffnete Tickets mit { $tag }
report-behind-kept = { $metric }: eingehalten
report-behind-broken = { $metric }: nicht eingehalten
report-behind-cancelled = { $metric }: nicht mehr erwartet
report-behind-person-handled = Fälle von { $name }
report-behind-person-answered = Erste Antworten von { $name }
report-behind-person-replied = Antworten von { $name } an jemanden, der wartete
report-behind-person-claimed = Übernommen von { $name }
report-behind-person-closed = Geschlossen von { $name }
report-behind-person-credited = { $name } angerechnet
report-behind-person-rated = Bewertungen von { $name }
report-reopened-after = Wieder geöffnet nach
report-pages = Seiten
report-first-page = Zu den neuesten
report-next-page = Frühere
report-ticket = Ticket
report-member = Mitglied
report-state = Zustand
report-when = Wann

# Antwortzeiten eines Tickets
chip-label = Antwortzeit
chip-pending = { $metric } ist fällig am { $when }
chip-warned = { $metric } ist bald fällig, { $when }
chip-over = { $metric } ist überfällig seit { $when }
chip-held = { $metric } ruht, { $left } bleiben
report-first = Erste Antworten
report-first-opened = auf geöffnete Tickets
report-first-waiting = mit wartenden
report-first-given = nach der Antwort
report-first-hours = in Öffnungszeiten
report-first-waiting-about = Vom Öffnen bis zur ersten öffentlichen Nachricht des Teams, bei Tickets, die in diesen Tagen geöffnet wurden. Die noch darauf warten, zählen als länger als alle anderen: Fällt eine Zahl unter sie, ist sie mindestens so lang (≥). Unter 5 Tickets wird nichts gezeigt, unter 20 ist es ein Anhaltspunkt.
report-first-given-about = Vom Öffnen bis zur ersten öffentlichen Nachricht des Teams, bei ersten Antworten, die in diesen Tagen gegeben wurden, gleich wann das Ticket geöffnet wurde; Bots, Notizen und wer geöffnet hat zählen nicht. Unter 5 Antworten wird nichts gezeigt, unter 20 ist es ein Anhaltspunkt.
report-first-hours-about = Vom Öffnen bis zur ersten öffentlichen Nachricht des Teams, bei Tickets, die in diesen Tagen geöffnet wurden; es zählt nur die Zeit, in der nach dem Versprochenen geöffnet war. Wo nichts versprochen war, ist immer geöffnet. Unbeantwortete sind nicht darin: wie viele es sind, steht daneben. Unter 5 Antworten wird nichts gezeigt, unter 20 ist es ein Anhaltspunkt.
report-first-unanswered = { $count ->
    [one] Eins, das in diesen Tagen geöffnet wurde, ist seit { $age } unbeantwortet.
   *[other] { $count }, die in diesen Tagen geöffnet wurden, sind unbeantwortet, das älteste seit { $age }.
}
report-first-all-answered = Alle, die in diesen Tagen geöffnet wurden, haben eine Antwort.
report-few = Wenige: nur ein Anhaltspunkt
report-hours-first = Wie lange erste Antworten dauern, je nach Stunde
report-hours-first-about = Die mittlere erste Antwort auf Tickets, die in dieser Stunde der Woche geöffnet wurden; dunkler ist länger. Eine Stunde mit weniger als 5 Antworten ist leer, eine mit weniger als 20 ist ein Anhaltspunkt.
report-hours-few = { $hour }: weniger als 5 Antworten
report-first-close-note = Bis zum ersten Schließen, auch von Tickets, die seither wiedereröffnet wurden: Median { $median }, 95. Perzentil { $p95 }.
