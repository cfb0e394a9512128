# Was keine Antwort braucht
command-waiting-root = Wer in diesem Ticket auf wen wartet
command-no-reply-needed = Sagen, dass die letzte Nachricht des Mitglieds keine Antwort braucht
command-reply-needed = Sagen, dass doch eine Antwort nötig ist
reply-no-reply-needed = Hier ist keine Antwort nötig. Das Ticket wartet auf das Mitglied; was es als Nächstes schreibt, zählt neu.
reply-reply-needed = Dieses Ticket wartet wieder auf eine Antwort, als wäre nichts gesagt worden.
web-no-reply = Keine Antwort nötig
web-no-reply-hint = Das Mitglied wartet auf nichts: Die Uhr für die nächste Antwort endet, und das Ticket wartet auf das Mitglied
web-no-reply-state = Keine Antwort nötig
web-reply-needed = Doch eine Antwort nötig
toast-no-reply = { $count ->
    [one] Es ist keine Antwort nötig.
   *[other] In { $count } Tickets ist keine Antwort nötig.
}
bulk-no-reply = Für die gewählten Tickets sagen, dass keine Antwort nötig ist
bulk-no-reply-title = { $count ->
    [one] Für ein Ticket sagen, dass keine Antwort nötig ist
   *[other] Für { $count } Tickets sagen, dass keine Antwort nötig ist
}

# Was eine Weile nicht zu sehen ist
refusal-snooze-time = Zurückgestellt wird ein Ticket bis zu einer Zeit, die noch kommt, höchstens { $days } Tage. Schreib „3h“, „2d“ oder ein Datum wie 2026-12-24.
refusal-not-snoozed = Dieses Ticket ist nicht zurückgestellt.
event-snoozed = { $name } hat dieses Ticket zurückgestellt, bis das Mitglied schreibt
event-snoozed-until = { $name } hat dieses Ticket bis { $until } zurückgestellt, oder bis das Mitglied schreibt
event-woke = { $name } hat dieses Ticket zurückgeholt
event-woke-time = Dieses Ticket ist wieder da: Seine Zeit ist gekommen
event-woke-member = Dieses Ticket ist wieder da: Das Mitglied hat geschrieben
event-woke-moved = Dieses Ticket ist wieder da, denn es hat eine andere Art bekommen
snooze-later = Später heute
snooze-tomorrow = Morgen früh
snooze-next-week = Nächste Woche
snooze-days = { $days ->
    [one] In einem Tag
   *[other] In { $days } Tagen
}
command-snooze = Dieses Ticket zurückstellen: bis zu einer Zeit, oder bis das Mitglied schreibt
command-snooze-until = 3h, 2d, ein Datum wie 2026-12-24; bis das Mitglied schreibt, wenn nichts dasteht
command-unsnooze = Dieses Ticket zurückholen
reply-snoozed = Dieses Ticket ist zurückgestellt, bis das Mitglied schreibt.
reply-snoozed-until = Dieses Ticket ist bis { $until } zurückgestellt, oder bis das Mitglied schreibt.
reply-unsnoozed = Dieses Ticket ist wieder da.
toast-snoozed = { $count ->
    [one] Das Ticket ist zurückgestellt.
   *[other] { $count } Tickets sind zurückgestellt.
}
web-show-snoozed = Zurückgestellt
web-snooze = Zurückstellen
web-unsnooze = Zurückholen
web-snooze-reply = Bis das Mitglied schreibt
web-snooze-on = Oder Tag und Uhrzeit des Servers
web-snooze-hint = Was das Mitglied schreibt, holt es vorher zurück.
web-snoozed-until = Zurückgestellt bis { $until }
web-snoozed-reply = Zurückgestellt, bis das Mitglied schreibt
web-woken = Wieder da
web-empty-snoozed = Nichts ist zurückgestellt
web-empty-snoozed-text = Drück s in einem Ticket, in dem es gerade nicht weitergeht: Es ist bis zu seiner Zeit nicht zu sehen, oder bis das Mitglied schreibt.
macro-snooze = Zurückstellen: { $until }
event-woke-step = Dieses Ticket ist wieder da: Ein Schritt einer Antwortzeit verlangt es
woke-title = Ticket #{ $number }: wieder da
bulk-snooze = Die gewählten Tickets zurückstellen
bulk-in-sight = Zu sehen
bulk-snooze-title = { $count ->
    [one] Ein Ticket zurückstellen, bis das Mitglied schreibt
   *[other] { $count } Tickets zurückstellen, bis die Mitglieder schreiben
}
bulk-snooze-until-title = { $count ->
    [one] Ein Ticket bis { $until } zurückstellen
   *[other] { $count } Tickets bis { $until } zurückstellen
}
