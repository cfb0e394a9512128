# Berichte: Auto-Assist
report-deflection = Abgefangen
report-deflection-about = Von den geschlossenen Tickets, die Auto-Assist beantwortet hat: das Team schrieb nicht und wurde nicht gerufen, es kam nicht binnen 72 Stunden wieder und wurde nicht mit zwei Sternen oder weniger bewertet.
report-deflection-none = kein von ihm beantwortetes Ticket wurde geschlossen
report-deflection-of = { $part } von { $count }
report-deflection-pending = { $part } von { $count }; { $pending } können noch wiederkommen
report-escalations = Weitergegeben
report-escalations-about = Tickets, in denen Auto-Assist das Team rief, von denen, in denen es etwas getan hat.
report-escalations-of = { $part } von { $count }
report-time-saved = Gesparte Zeit
report-time-saved-at = { $minutes } min je Ticket
report-time-saved-about = Eine Schätzung: abgefangene Tickets mal die Minuten Arbeit, die eines das Team kostet.
report-assist = Auto-Assist nach Art
report-assist-about = Etwas getan, beantwortet, Team gerufen: in diesen Tagen eröffnete Tickets. Beantwortet und geschlossen, abgefangen: in diesen Tagen geschlossene Tickets. Abgefangen ist ein Ticket, in dem das Team nichts Öffentliches schrieb und nicht gerufen wurde, das nicht binnen 72 Stunden nach einem Schließen wieder geöffnet und nicht mit zwei Sternen oder weniger bewertet wurde; was vor weniger als 72 Stunden geschlossen wurde, kann noch wiederkommen und zählt in keinem von beiden. Gesparte Zeit sind abgefangene Tickets mal { $minutes } Minuten, die du unter Einstellungen, Auto-Assist, einstellst.
report-deflected = Abgefangen
report-needed-staff = Brauchte das Team
report-assisted = Etwas getan
report-assist-answered = Beantwortet
report-assist-called = Team gerufen
report-answered-closed = Beantwortet, geschlossen
report-pending = Kann wiederkommen
report-assist-why = Warum Auto-Assist das Team rief
report-assist-why-about = Der Grund des Rufs, für in diesen Tagen eröffnete Tickets.
report-reason = Grund
report-assist-cost = Was Auto-Assist verbraucht hat
report-assist-cost-about = Nachrichten, Rufe nach dem Team und Token, wie der Anbieter sie zählt, mit Auswertungen, Vorschlägen für das Team und dem Vergleichen von Dokumenten; alle Arten zusammen. Seine Tage beginnen um Mitternacht UTC, wie sein Tagesbudget. Kosten folgen aus dem Preis, der damals beim Anbieter eingestellt war.
report-assist-messages = Nachrichten
report-assist-calls = Rufe nach dem Team
report-tokens = Token
report-cost = Kosten
report-assist-sum = Nachrichten: { $messages }, Token: { $tokens }
report-assist-sum-paid = Nachrichten: { $messages }, Token: { $tokens }, Kosten: { $cost }
report-assist-answers = Von Auto-Assist beantwortet
report-assist-answers-of = { $share } der eröffneten
report-assist-answers-about = In diesen Tagen eröffnete Tickets, die Auto-Assist mindestens einmal aus den Dokumenten beantwortet hat. Die Liste zeigt alle, in denen es etwas getan hat.
report-assist-posted = { $count ->
    [one] 1 Nachricht
   *[other] { $count } Nachrichten
}
report-token-count = { $count } Token
report-assist-cost-short = Nachrichten, Token und ihr Preis; { $most } Nachrichten am Tag sind erlaubt.
report-why-asked = Wollte Menschen
report-why-not-helped = Half nicht
report-why-unsure = Nicht sicher
report-why-unclear = Unklar
report-why-model = Modell sagt es
report-why-ticket-budget = Ticketbudget
report-why-day-budget = Tagesbudget
report-why-slow = Zu langsam
report-why-unreachable = Nicht erreichbar
report-why-limited = Ratenlimit
report-why-nonsense = Unbrauchbar
report-behind-assisted = Tickets, in denen Auto-Assist etwas getan hat
report-behind-called = Tickets, in denen Auto-Assist das Team rief
report-behind-answered-closed = Geschlossene Tickets, die Auto-Assist beantwortet hat
report-behind-deflected = Tickets, die Auto-Assist dem Team erspart hat

# Seine Seite: Budget und Kosten
web-know-spent-today = Heute (UTC): { $spoken } von { $most } Nachrichten, { $escalated ->
    [0] das Team nicht gerufen
    [one] einmal das Team gerufen
   *[other] { $escalated }-mal das Team gerufen
}.
web-know-spent-tokens = { $tokens } Token heute, { $month } in den letzten 30 Tagen.
web-know-spent-cost = { $cost } heute, { $month } in den letzten 30 Tagen.
web-know-spent-more = Nach Tagen, mit dem Ersparten
web-know-minutes = Minuten Arbeit, die ein Ticket das Team kostet
web-know-minutes-hint = Berichte zählen sie als gespart für jedes Ticket, das niemanden brauchte.
report-spent-about = Was Auto-Assist in diesen Tagen verbraucht hat, Ticket für Ticket, die teuersten zuerst. Es zählt, wann es verbraucht wurde, gleich wann das Ticket geöffnet wurde; Tage beginnen um Mitternacht UTC.
report-spent-hidden = Ein Ticket, das du nicht sehen darfst
report-spent-others = Für kein Ticket: Auswertungen, ausprobierte Fragen, Vergleichen von Dokumenten; und was verbraucht wurde, bevor es je Ticket gemerkt wurde
report-spent-sum = Alles zusammen
