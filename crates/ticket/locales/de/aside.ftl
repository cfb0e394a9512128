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
