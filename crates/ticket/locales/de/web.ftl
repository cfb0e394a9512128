# Der Rahmen
web-skip = Zum Inhalt springen
web-home = Guildhall, alle Server
web-nav = Server
web-account = Dein Konto
web-signed-in-as = Angemeldet als
web-sign-out = Abmelden
web-theme = Farben
web-theme-system = System
web-theme-light = Hell
web-theme-dark = Dunkel
web-live-lost = Verbindung verloren, neuer Versuch …
web-tickets = Tickets
web-setup = Einrichtung
web-cancel = Abbrechen
web-nobody = niemand
web-not-yet = noch nicht

# Wie lange her: 0 steht für die Zahl, und der Browser zählt mit denselben Wörtern weiter
web-ago-now = jetzt
web-ago-minutes = 0 Min.
web-ago-hours = 0 Std.
web-ago-days = 0 T.

# Anmelden
web-sign-in-title = Anmelden
web-sign-in = Mit Discord anmelden
web-welcome = Willkommen im Guildhall
web-welcome-text = Der Support deiner Community: Lies und bearbeite Tickets hier oder in Discord. Beide zeigen immer dasselbe.
web-sign-in-scopes = Discord fragt, ob du deinen Namen, deine Server und deine Rollen auf den Servern mit Guildhall teilst. Sonst nichts, und den Zugang behalten wir nicht.
web-try-again = Noch einmal versuchen

# Server
web-servers = Deine Server
web-servers-none = Noch keiner deiner Server nutzt Guildhall
web-servers-none-text = Wenn du einen Server betreust, füge Guildhall hinzu. Bist du gerade erst beigetreten oder hast es gerade hinzugefügt, melde dich ab und wieder an.
web-invite = Guildhall zu einem Server hinzufügen
web-open-count = { $count ->
    [0] Keine offenen Tickets
    [one] { $count } offenes Ticket
   *[other] { $count } offene Tickets
}
web-member-note = Hier bist du Mitglied. Ein Ticket eröffnest du über das Panel in Discord.

# Die Liste
web-filter = Welche Tickets
web-show-open = Offen
web-show-mine = Meine
web-show-unassigned = Unvergeben
web-show-closed = Geschlossen
web-show-all = Alle
web-older = Ältere Tickets
web-messages = { $count ->
    [0] keine Nachrichten
    [one] { $count } Nachricht
   *[other] { $count } Nachrichten
}
web-empty-open = Keine offenen Tickets
web-empty-open-text = Sobald ein Mitglied in Discord auf den Knopf eines Panels drückt, steht das Ticket hier.
web-empty-mine = Bei dir liegt nichts
web-empty-mine-text = Hier stehen Tickets, die du übernommen hast oder die dir zugewiesen sind. Unter „Unvergeben“ findest du eines zum Übernehmen.
web-empty-unassigned = Alles ist vergeben
web-empty-unassigned-text = Um jedes offene Ticket kümmert sich jemand.
web-empty-closed = Noch keine geschlossenen Tickets
web-empty-closed-text = Geschlossene Tickets bleiben hier, mit ihren Transkripten.
web-empty-off = Tickets sind auf diesem Server ausgeschaltet
web-empty-off-text = Die Administration schaltet sie in der Einrichtung ein und stellt ein Panel auf, über das Mitglieder Tickets eröffnen.

# Wörter für den Stand eines Tickets
web-status-open = Offen
web-status-claimed = Übernommen
web-status-assigned = Zugewiesen
web-status-closed = Geschlossen
web-status-archived = Archiviert
web-priority-low = Niedrig
web-priority-normal = Normal
web-priority-high = Hoch
web-priority-urgent = Dringend

# Ein Ticket
web-properties = Über dieses Ticket
web-answers = Antworten im Formular
web-earlier = Frühere Nachrichten zeigen
web-later = Spätere Nachrichten zeigen
web-transcript = Transkript
web-transcript-read = Lesen
web-download = Herunterladen
web-download-text = als Text
web-download-json = als JSON
web-open-in-discord = In Discord öffnen
web-claim = Übernehmen
web-release = Freigeben
web-reopen = Wieder öffnen
web-close = Ticket schließen
web-close-title = Dieses Ticket schließen?
web-close-text = Das Mitglied erfährt es und bekommt das Transkript, wenn diese Ticketart es erlaubt. Du kannst es wieder öffnen.
web-close-reason = Grund (freiwillig, das Mitglied sieht ihn)
web-fact-type = Art
web-fact-status = Stand
web-fact-member = Mitglied
web-fact-claimer = Übernommen von
web-fact-assignee = Zugewiesen an
web-fact-priority = Dringlichkeit
web-fact-opened = Eröffnet
web-fact-first-reply = Erste Antwort
web-fact-closed = Geschlossen
web-fact-closed-by = Geschlossen von
web-fact-reason = Grund
web-surface-pending = Der Kanal in Discord wird vorbereitet.
web-surface-gone = Der Kanal in Discord wurde gelöscht.
web-surface-unavailable = Für dieses Ticket gibt es in Discord zurzeit keinen Kanal.
web-surface-wrong = Kein Kanal in Discord: { $problem }

# Was getan ist
web-done-claimed = Du hast dieses Ticket jetzt.
web-done-released = Dieses Ticket ist wieder frei.
web-done-closed = Dieses Ticket ist geschlossen.
web-done-reopened = Dieses Ticket ist wieder offen.
web-done-saved = Die Einrichtung ist gespeichert.
web-done-posting = Das Panel ist auf dem Weg nach Discord.


# Einrichtung
web-setup-text = Was Mitglieder eröffnen können, und von wo.
web-setup-off = Tickets sind ausgeschaltet. Setze unten „enabled = true“ unter [settings] und importiere es.
web-setup-types = Ticketarten
web-setup-types-none = Noch keine Ticketarten. Ergänze sie in der Datei unten.
web-setup-fields = { $count ->
    [0] kein Formular
    [one] { $count } Frage
   *[other] { $count } Fragen
}
web-setup-staff = { $count ->
    [0] kein eigenes Team
    [one] { $count } Teamrolle oder Person
   *[other] { $count } Teamrollen und Personen
}
web-setup-inactive = ausgeschaltet
web-setup-panels = Panels
web-setup-panels-none = Noch keine Panels. Ergänze eines in der Datei unten; darüber eröffnen Mitglieder Tickets.
web-setup-buttons = { $count ->
    [one] { $count } Knopf
   *[other] { $count } Knöpfe
}
web-setup-posted = steht in #{ $channel }
web-setup-lost = wurde in #{ $channel } von Hand gelöscht: erneut aufstellen
web-setup-not-posted = noch nicht aufgestellt
web-setup-channel = Kanal
web-setup-post = Aufstellen
web-setup-refresh = Erneuern
web-setup-no-channel = Diesen Kanal gibt es auf diesem Server nicht mehr. Wähle einen anderen.
web-setup-file = Die ganze Einrichtung als Datei
web-setup-file-text = Lade sie als Sicherung oder für einen anderen Server herunter, ändere sie und importiere sie wieder.
web-setup-export = Herunterladen
web-setup-choose = Datei in das Feld laden
web-setup-box = Einrichtung (TOML)
web-setup-import = Importieren
web-setup-version = Fassung
web-setup-unreadable = Dieser Text ist nicht als Einrichtung lesbar, nichts wurde geändert.
    { $problem }

# Wenn es keine Seite zu zeigen gibt
web-error-id = Wenn du das meldest, nenne
web-error-not-found = Diese Seite gibt es nicht
web-error-not-found-text = Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen. Beginne bei deinen Servern.
web-error-no-guild = Dieser Server ist keiner von deinen
web-error-no-guild-text = Du bist mit diesem Konto dort nicht Mitglied, oder Guildhall ist nicht dort. Bist du gerade erst beigetreten, melde dich ab und wieder an.
web-error-no-ticket = Dieses Ticket gibt es nicht
web-error-no-ticket-text = Kein Ticket auf diesem Server hat diese Nummer. Suche es in der Liste.
web-error-no-file = Diese Datei ist nicht hier
web-error-no-file-text = Sie wurde nicht aufbewahrt oder ist gelöscht.
web-error-forbidden = Das darfst du nicht sehen
web-error-forbidden-text = Es ist für das Team, das sich darum kümmert. Gehörst du dazu, bitte die Administration, deine Rollen in Discord zu prüfen; eine Änderung gilt sofort.
web-error-forged = Das hat nicht geklappt
web-error-forged-text = Das Formular war zu alt oder kam nicht von dieser Seite. Geh zurück, lade die Seite neu und wiederhole es.
web-error-unclear = Diese Anfrage verstehen wir nicht
web-error-unclear-text = Die Adresse oder das Formular ist unvollständig. Geh zurück und versuche es noch einmal.
web-error-too-large = Das ist zu groß
web-error-too-large-text = Schicke weniger auf einmal.
web-error-too-many = Bitte etwas langsamer
web-error-too-many-text = Das war viel in kurzer Zeit. Warte eine Minute und versuche es noch einmal.
web-error-no-sign-in = Die Anmeldung ist nicht eingerichtet
web-error-no-sign-in-text = Wer dieses Guildhall betreibt, muss ihm das OAuth2-Client-Secret geben: GUILDHALL_CLIENT_SECRET setzen und neu starten.
web-error-sign-in = Discord hat deine Anmeldung nicht bestätigt
web-error-sign-in-cancelled = Sie wurde in Discord abgebrochen. Nichts wurde geteilt.
web-error-sign-in-stale = Sie hat zu lange gedauert oder in einem anderen Fenster oder Browser begonnen.
web-error-sign-in-refused = Discord hat die Anfrage abgelehnt. Passiert das wieder, sollte die Betreiberin oder der Betreiber die Client-ID, das Geheimnis und die Rücksprungadresse prüfen.
web-error-sign-in-unreachable = Discord war nicht zu erreichen oder gab keine brauchbare Antwort. Warte einen Moment.
web-error-failed = Diese Seite lässt sich gerade nicht zeigen
web-error-failed-text = Guildhall erreicht seine Daten nicht. Nichts ist verloren; versuche es gleich noch einmal.
web-error-broken = Bei uns ist etwas schiefgegangen
web-error-broken-text = Dadurch wurde nichts geändert. Versuche es noch einmal; bleibt es so, sag es denen, die dieses Guildhall betreiben.

# Warum ein Ticket keinen Kanal oder Thread hat
problem-forbidden = Guildhall darf ihn nicht anlegen; guildhall doctor nennt die fehlenden Rechte
problem-guild-full = der Server hat 500 Kanäle, mehr erlaubt Discord nicht
problem-threads-full = der Server hat so viele aktive Threads, wie Discord erlaubt
problem-parent-gone = der Kanal für die Threads wurde gelöscht
problem-refused = Discord lehnt ab: { $message }
web-write-to-staff = Dem Team schreiben
web-write-to = { $name } antworten
web-write-keys = Enter sendet, Umschalt + Enter beginnt eine Zeile
web-send = Senden
web-attach = Dateien anhängen
web-files-chosen = Dateien zum Senden
web-file-remove = Entfernen

# The inbox
web-inbox = Eingang
web-my-tickets = Meine Tickets
web-settings = Einstellungen
web-views = Ansichten
web-types = Arten
web-sort = Reihenfolge
web-search = Tickets suchen
web-show-us = Wartet auf uns
web-show-member = Wartet auf Mitglied
web-sort-latest = Zuletzt aktiv
web-sort-urgent = Priorität
web-sort-newest = Neueste
web-sort-oldest = Älteste
web-needs-reply = Antwort fehlt
web-replied = Beantwortet
web-worked-by = Bearbeitet von
web-empty-us = Niemand wartet auf euch
web-empty-us-text = Jedes offene Ticket hat eine Antwort. Schreibt das Mitglied wieder, steht es hier.
web-empty-member = Nichts ist unterwegs
web-empty-member-text = Tickets, in denen ihr das letzte Wort hattet, stehen hier.
web-empty-search = Nichts gefunden
web-empty-search-text = Gesucht wird in Betreffen, Namen der Mitglieder und nach der Nummer.
web-overview = Überblick
web-hello = Willkommen zurück, { $name }
web-choose-ticket = Wähle ein Ticket aus der Liste. Ohne Maus geht es so:
web-new-messages = Neue Nachrichten ↓
web-key-move = Durch die Liste gehen
web-key-reply = Antworten
web-key-note = Notiz
web-key-claim = Übernehmen
web-key-assign = Zuweisen
web-key-priority = Priorität, Tags
web-key-close = Schließen
web-key-search = Suchen
web-key-palette = Alle Befehle
web-key-help = Diese Hilfe
