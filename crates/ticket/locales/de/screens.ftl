# Was von einem Gespräch gezeigt wird, und wohin man darin geht
timeline-label = Zeigen
timeline-all = Alles
timeline-public = Öffentlich
timeline-notes = Notizen
timeline-events = Ereignisse
timeline-no-notes = In diesem Ticket gibt es keine Notizen.
timeline-no-events = In diesem Ticket ist noch nichts geschehen.
timeline-no-words = In diesem Ticket ist noch nichts gesagt.
timeline-answers = Formular
timeline-first = Erste Antwort
timeline-unread-one = 1 ungelesen
timeline-unread-many = 0 ungelesen
timeline-unread-line = Neu

# Die Kanten der Spalten
pane-queue = Breite der Liste
pane-props = Breite der Eigenschaften

# Was geschrieben und nicht gesendet ist
unsent-place = Noch nicht gesendet
unsent-waits = Es gibt keine Verbindung. Dies wird gesendet, sobald es eine gibt.
unsent-sending = Wird gesendet …
unsent-held = Inzwischen wurde etwas gesagt oder getan. Lies es zuerst, dann sende dies.
unsent-refused = Dies wurde nicht angenommen.
unsent-again = Jetzt versuchen
unsent-edit = Ändern
unsent-drop = Verwerfen
unsent-one = 1 Nachricht ist noch nicht gesendet
unsent-many = 0 Nachrichten sind noch nicht gesendet
unsent-files = Es gibt keine Verbindung. Deine Worte und Dateien sind noch hier; sende sie noch einmal, wenn sie zurück ist.

# Was gerade geschrieben wird, wie es aussehen wird
glance = Vorschau
glance-label = Wie es aussehen wird

# Die Liste der Server
home-team = Team
home-find = Server suchen
home-elsewhere = Ohne Guildhall
home-elsewhere-text = Server, die du betreust, wie Discord sie bei der Anmeldung nannte.
home-not-found = Kein Server mit diesem Namen.

# Wer ein Mitglied ist
member-made = Konto
member-joined = Hier seit
member-ratings = Bewertungen
member-rated = { $stars } von 5 im Durchschnitt ({ $count ->
    [one] eine Bewertung
   *[other] { $count } Bewertungen
})
member-block = Für neue Tickets sperren
member-unblock = Tickets wieder erlauben
member-done-blocked = Neue Tickets sind für dieses Mitglied gesperrt. Offene bleiben es.
member-done-unblocked = Dieses Mitglied kann wieder Tickets eröffnen.

# Was man zuletzt getan hat
history-title = Meine letzten Aktionen
history-text = Die letzten zwanzig in diesem Browser. Zehn Sekunden lang nimmt u zurück, was du getan hast.
history-none = Noch nichts.
palette-member = Mitglied

# Zeilen, die beiseite gezogen werden, und eine Taste
swipe-snooze = Bis morgen
swipe-close = Schließen
keys-open = Das Ticket öffnen

# Was noch nicht gespeichert ist
draft-found = Es gibt einen Entwurf dieses Formulars, der nicht gespeichert wurde.
draft-restore = Wieder aufnehmen
draft-diff = Was sich ändert
draft-on = an
draft-off = aus

# Ein Panel von anderswo
paste-title = Eine Nachricht übernehmen
paste-box = Ein Link zu einer Nachricht auf diesem Server, oder eine Nachricht als JSON, wie Embed-Baukästen sie geben
paste-hint = In Discord: im Menü der Nachricht „Nachrichtenlink kopieren“.
paste-reading = Die Nachricht wird gelesen
paste-no-link = Dieser Link führt zu keiner Nachricht. Öffne in Discord das Menü der Nachricht und wähle „Nachrichtenlink kopieren“.
paste-elsewhere = Diese Nachricht ist nicht auf { $guild }. Ein Panel kann nur Nachrichten seines eigenen Servers übernehmen.
paste-no-channel = Auf diesem Server gibt es keinen solchen Kanal. Kopiere den Link der Nachricht noch einmal.
paste-no-message = Diese Nachricht gibt es nicht mehr. Kopiere den Link einer anderen.
paste-hidden = Du kannst diesen Kanal in Discord nicht lesen, darum lassen sich seine Nachrichten nicht übernehmen. Frag, wer ihn verwaltet.
paste-blind = Der Bot kann diesen Kanal nicht lesen. Gib ihm dort „Kanal anzeigen“ und „Nachrichtenverlauf anzeigen“ und versuch es noch einmal.
paste-empty = In dieser Nachricht ist kein Text, kein Embed und kein Knopf, den ein Panel übernehmen könnte.
paste-later = Discord kann gerade nicht gefragt werden. Versuch es in einer Minute noch einmal.
paste-take = Übernehmen
paste-no = Das ist weder ein Link zu einer Nachricht noch eine Nachricht als JSON mit einem Embed.
paste-yes = Übernommen. Sieh sie an, dann speichere.
paste-cut = Der Text war zu lang für ein Panel: sein Ende fehlt.
paste-missed = Übernommen; nur heißt kein Typ wie diese Knöpfe oder Einträge: {"{"}names{"}"}

report-png = Diagramm als PNG

# Das Protokoll
audit-who = Von
audit-what = Enthält
audit-everyone = Alle
audit-none = Unter den letzten { $count } Speicherungen ist keine solche.
audit-file = Als CSV
audit-at = Zeit

# Was geschähe
try-title = Als Mitglied ausprobieren
try-text = Was geschähe, wenn jetzt jemand ein Ticket dieses Typs eröffnete. Es wird keins eröffnet, und niemand erfährt davon.
try-who = Als
try-somebody = Jemand ohne Rollen
try-again = Ausprobieren
try-press = Der Knopf
try-panel = { $name } drückt den Knopf eines Panels:
try-no-panel = Kein Panel in Discord bietet diesen Typ an. Solche Tickets werden im Web oder vom Team eröffnet.
try-form = Das Formular
try-follows = Danach, je nach Antwort
try-follows-text = In Discord führt ein Knopf zu einem zweiten Formular; im Web erscheinen die Fragen.
try-follows-part = { $question }, nach { $answers } auf „{ $source }“
try-follows-or = { $first } oder { $last }
try-follows-answer = „{ $answer }“
try-no-form = Es wird nichts gefragt; im Web gibt es Titel und Beschreibung.
try-refused = Das Ticket wird nicht eröffnet
try-place = Der Ort
try-channel = Ein Kanal namens #{ $name } entsteht.
try-channel-in = Ein Kanal namens #{ $name } entsteht in { $parent }.
try-thread = Ein privater Thread namens „{ $name }“ entsteht in #{ $parent }.
try-topic = Sein Thema: { $topic }
try-sees = { $who } sieht ihn
try-call = Wer gerufen wird
try-called = Die Begrüßung erwähnt:
try-nobody-called = Die Begrüßung erwähnt keine Rolle.
try-worker = { $name } bearbeitet es
try-health = Was Discord erlaubt
try-health-fine = Beim letzten Blick stand nichts im Weg.
try-health-wrong = { $count ->
    [one] Eine Sache steht im Weg; die Seite Zustand nennt sie.
   *[other] { $count } Dinge stehen im Weg; die Seite Zustand nennt sie.
}
