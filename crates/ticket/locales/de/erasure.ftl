erase-title = Löschanträge
erase-owner-text = Mitglieder können darum bitten, dass ihre Daten gelöscht werden. Ihre Worte, Antworten und Dateien verschwinden; was das Team schrieb, bleibt, ohne ihren Namen; Zahlen und Zeiten bleiben. Das lässt sich nicht rückgängig machen, und Sicherungen laufen nach ihrem eigenen Plan ab.
erase-none = Niemand hat um Löschung gebeten
erase-nobody = Gelöscht
erase-waits = Zu entscheiden
erase-declined = Abgelehnt
erase-running = Wird gelöscht
erase-done = Gelöscht
erase-due = fällig bis { $at }
erase-declined-by = Abgelehnt von { $name }, { $at }:
erase-approved-by = Bewilligt von { $name }, { $at }.
erase-counts = { $tickets ->
    [one] { $tickets } Ticket
   *[other] { $tickets } Tickets
}, { $messages ->
    [one] { $messages } Nachricht
   *[other] { $messages } Nachrichten
}, { $files ->
    [one] { $files } Datei
   *[other] { $files } Dateien
}.
erase-close-first = Es gibt noch offene Tickets. Schließe diese zuerst.
erase-sure = Ich weiß, dass sich das nicht rückgängig machen lässt.
erase-approve = Löschen
erase-reason = Warum nicht? Das Mitglied liest das.
erase-decline = Ablehnen
erase-be-sure = Setze den Haken: Es lässt sich nicht rückgängig machen.
erase-why = Sag, warum: Das Mitglied liest es.
erase-open = { $name } hat offene Tickets. Schließe diese zuerst.
erase-decided = Über diesen Antrag wurde schon entschieden.
erase-member-text = Du kannst darum bitten, dass deine Daten hier gelöscht werden: was du geschrieben hast, deine Antworten, deine Dateien. Was das Team schrieb, bleibt, ohne deinen Namen. Der Inhaber dieses Servers entscheidet innerhalb von 30 Tagen; was in Discord selbst steht, kannst du dort löschen.
erase-member-sure = Ja, lösche meine Daten auf diesem Server. Das lässt sich nicht rückgängig machen.
erase-member-ask = Um Löschung bitten
erase-member-box = Setze zuerst den Haken.
erase-member-asked = Du hast am { $at } darum gebeten. Entschieden wird spätestens bis { $due }.
erase-member-running = Dein Antrag wurde bewilligt. Deine Daten werden gelöscht.
erase-member-declined = Dein Antrag wurde am { $at } abgelehnt:
erase-member-again = Du kannst noch einmal fragen.
web-done-wished = Dein Antrag ist notiert.
web-done-decided = Es ist entschieden, und das Mitglied kann es sehen.
