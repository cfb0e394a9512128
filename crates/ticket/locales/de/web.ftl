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
web-language = Sprache
web-language-system = Nicht gewählt
web-clock = Uhr
web-clock-system = Wie in meinem Browser
web-clock-24 = 24 Stunden (19:35)
web-clock-12 = 12 Stunden (7:35 PM)
web-times = Uhrzeiten
web-times-own = Meine eigenen
web-live-lost = Verbindung verloren, neuer Versuch …
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
web-show-open = Offen
web-show-mine = Meine
web-show-unassigned = Unvergeben
web-show-closed = Geschlossen
web-older = Ältere Tickets
list-loading = Weitere Tickets werden geholt
list-end = Das sind alle Tickets dieser Liste.
list-failed = Weitere Tickets konnten nicht geholt werden. Gleich folgt der nächste Versuch.
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
web-answer-file-missing = noch nicht kopiert oder nicht mehr da
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
web-setup-types = Ticketarten
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
web-error-over = Dieses Protokoll liegt hier nicht mehr
web-error-over-text = Die Zeit, es über seinen Link zu lesen, ist vorbei. Das Gespräch selbst steht weiterhin auf der Seite des Tickets.
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
web-write-keys = Enter sendet
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
web-show-us = Wartet auf uns
web-show-member = Wartet auf Mitglied
web-show-overdue = Überfällig
web-sort-latest = Zuletzt aktiv
web-sort-urgent = Priorität
web-sort-newest = Neueste
web-sort-oldest = Älteste
web-needs-reply = Antwort fehlt
web-replied = Beantwortet
web-worked-by = Bearbeitet von
web-empty-us = Niemand wartet auf euch
web-empty-us-text = Jedes offene Ticket hat eine Antwort. Schreibt das Mitglied wieder, steht es hier.
web-empty-overdue = Nichts ist überfällig
web-empty-overdue-text = Jedes offene Ticket hat noch Zeit. Was keine mehr hat, steht hier.
web-key-go = Zu einer Ansicht, mit ihrem Buchstaben: m, u, w, b, d, s, o, c in der Reihenfolge der Liste
web-empty-member = Nichts ist unterwegs
web-empty-member-text = Tickets, in denen ihr das letzte Wort hattet, stehen hier.
web-empty-search = Nichts gefunden
web-overview = Überblick
web-hello = Willkommen zurück, { $name }
web-choose-ticket = Wähle ein Ticket aus der Liste. Ohne Maus geht es so:
web-new-messages = Neue Nachrichten ↓
web-key-reply = Antworten
web-key-note = Notiz
web-key-claim = Übernehmen
web-key-assign = Zuweisen
web-key-close = Schließen
web-key-search = Suchen
web-key-palette = Alle Befehle
web-key-help = Hilfe

# What members see
web-new-ticket = Neues Ticket
web-mine-none = Keine offenen Tickets
web-mine-none-text = Brauchst du Hilfe? Öffne ein Ticket, das Team antwortet hier und in Discord.
web-mine-none-closed = Du kannst hier im Moment keine Tickets öffnen.
web-state-ours = In Arbeit
web-state-yours = Wartet auf dich
web-state-done = Erledigt
web-closed-automatic = Automatisch geschlossen: { $kind }
web-closed-by = Geschlossen von { $name }
web-new-choose = Worum geht es?
web-new-nothing = Hier gibt es nichts zu öffnen
web-new-nothing-text = Im Moment steht dir keine Art von Ticket offen. Frag das Team in Discord, wenn du meinst, dass es anders sein sollte.
web-new-off = Tickets sind auf diesem Server ausgeschaltet.
web-new-title = Titel
web-new-follows = Noch eine Frage:
web-new-more = Aus deiner Auswahl folgen weitere Fragen. Beantworte sie bitte auch.
web-new-more-files = Aus deiner Auswahl folgen weitere Fragen. Beantworte sie bitte auch und wähle deine Dateien noch einmal aus.
web-new-files = { $least ->
    [1] Bis zu { $most } Dateien, je 10 MiB.
   *[other] { $least } bis { $most } Dateien, je 10 MiB.
  }
web-new-choices = { $least ->
    [1] Höchstens { $most }.
   *[other] { $least } bis { $most }.
  }
web-new-title-hint = Ein paar Worte, die sagen, worum es geht.
web-new-text = Beschreibung
web-new-text-hint = Formatiert wird wie in Discord: **fett**, Listen, Zitate, Code.
web-new-pictures = Bilder einfügen oder hereinziehen
web-new-send = Ticket öffnen
web-optional = freiwillig
web-privacy = Deine Daten
web-privacy-intro = Was der Support dieses Servers über dich aufbewahrt, und eine Kopie davon.
web-privacy-what = Was aufbewahrt wird
web-privacy-what-1 = Deine Tickets: Titel, Antworten und was darin geschrieben wurde, mit Dateien.
web-privacy-begun = Von einem Formular mit weiteren Fragen, was du zuerst geantwortet hast: bis das Ticket offen ist, höchstens zwei Stunden.
web-privacy-what-2 = Dein Name, dein Bild und deine Rollen auf diesem Server, wie Discord sie zeigt.
web-privacy-what-3 = Wenn du dich hier anmeldest: eine Sitzung, die nach 12 Stunden ohne Nutzung endet.
web-privacy-who = Wer es sieht
web-privacy-who-text = Du, das Team für diese Art von Ticket und die Admins dieses Servers. Das Team kann Notizen machen, die du nicht siehst.
web-privacy-long = Wie lange
web-privacy-days = Die Unterhaltung bleibt hier, bis das Team sie entfernt. Der Link zu einem Transkript gilt { $days } Tage nach dem Schließen.
web-privacy-copy = Eine Kopie für dich
web-privacy-copy-text = Deine Tickets und alles, was darin gesagt wurde, als Datei, die Programme lesen können.
web-privacy-erase = Löschung
web-rate-title = Wie war es?
web-rate-comment = Ein paar Worte (freiwillig)
web-rate-send = Bewertung senden
web-rate-thanks = Du hast { $stars } von 5 Sternen gegeben. Danke!
web-rate-star = { $stars } von 5 Sternen
web-rate-change = Bewertung ändern
web-ask-close = { $name } fragt, ob dieses Ticket geschlossen werden kann.
web-ask-close-yes = Ja, schließen
web-ask-close-no = Nein, ich brauche noch Hilfe
web-done-rated = Danke für deine Bewertung.
web-done-declined = Das Team weiß, dass du noch Hilfe brauchst.

# More of what was done
web-done-noted = Die Notiz ist notiert. Nur das Team sieht sie.
web-done-asked = Das Mitglied wird gefragt, ob geschlossen werden kann.
web-done-moved = Dieses Ticket ist jetzt von anderer Art.

# What staff change
web-me = du
web-move = In andere Art verschieben
web-move-text = Das Team dieser Art übernimmt.
web-tags = Tags
web-tag-add = Tag hinzufügen
web-none = keine
web-people = Personen
web-person-add = Person hinzufügen
web-person-name = Name oder Benutzername
web-pin = Anheften
web-unpin = Lösen
web-pause = Anhalten
web-resume = Fortsetzen
web-paused = Angehalten von
web-pause-reason = Warum halten die Uhren an?
web-rename = Umbenennen
web-rename-hint = Leer bringt den ersten Titel zurück.
web-earlier-tickets = Andere Tickets dieses Mitglieds
web-mode = Was du schreibst
web-note-hint = Notizen sieht nur das Team.
web-note-keep = Notieren
web-canned = Vorlagen
web-canned-hint = · / für Vorlagen
web-ask = Erst das Mitglied fragen

# The palette
web-palette = Was willst du tun, oder welches Ticket?
web-keys = Tasten
web-ok = Verstanden
web-note-write = Eine Notiz für das Team schreiben

# Settings
web-done-again = Es wird noch einmal versucht.
web-set-general = Allgemein
web-set-resources = Bausteine
web-set-team = Team
web-set-health = Zustand
web-set-audit = Protokoll
web-set-file = Import und Export
web-set-save = Speichern
web-set-reset = Zurücksetzen
web-set-unsaved = Noch nicht gespeichert:
web-set-no-number = „{ $label }“ braucht eine ganze Zahl, nicht „{ $given }“.
web-set-conflict = { $name } hat das inzwischen gespeichert. Von dir wurde nichts gespeichert. Sieh dir die Unterschiede an; noch einmal speichern übernimmt deins.
web-set-where = Wo
web-set-theirs = Jetzt gespeichert
web-set-yours = Deins
web-set-module = Tickets
web-set-enabled = Mitglieder können Tickets öffnen
web-set-enabled-hint = Offene Tickets gehen weiter, wenn das aus ist.
web-set-locale = Sprache in Discord
web-set-locale-hint = Was Guildhall in Discord und in Direktnachrichten sagt.
web-set-pages = Diese Seiten
web-set-pages-locale = Sprache
web-set-pages-locale-own = Die des Browsers der Lesenden
web-set-pages-locale-hint = Für alle, die in ihrem Menü keine gewählt haben.
web-set-accent = Eine eigene Farbe
web-set-accent-hint = Für alles zum Drücken, Verweise und Diagramme. Die Abstufungen werden so gewählt, dass sie hell wie dunkel lesbar sind.
web-set-places = Orte in Discord
web-set-open-category = Kategorie für offene Tickets
web-set-no-category = Keine Kategorie
web-set-closed-category = Kategorie für geschlossene Tickets
web-set-stay = Sie bleiben, wo sie sind
web-set-closed-category-hint = Kanäle dort werden 30 Tage nach dem Schließen gelöscht, wenn die Art nichts anderes sagt.
web-set-staff-role = Rolle, die jeden Ticket-Kanal sieht
web-set-nobody = Niemand
web-set-staff-role-hint = Was sie darf, steht unter Team.
web-set-close-delay = Sekunden vom Schließen zum Archivieren
web-set-close-delay-hint = Wer in dieser Zeit wieder öffnet, ändert in Discord nichts.
web-set-overflow = Weitere Kategorien, wenn die erste voll ist
web-set-no-categories = Dieser Server hat keine Kategorien.
web-set-overflow-hint = Discord erlaubt 50 Kanäle je Kategorie.
web-set-limits = Grenzen
web-set-open-limit = Offene Tickets eines Mitglieds
web-set-unlimited = Leer heißt ohne Grenze.
web-set-retention = Tage, die ein Transkript-Link gilt
web-set-retention-hint = Die Unterhaltung selbst bleibt hier.
web-set-pause = Wer die Antwortuhren anhalten darf
web-set-pause-nobody = Niemand
web-set-pause-editors = Wer einstellen darf
web-set-pause-staff = Das ganze Team der Art
web-set-pause-hint = Eine Pause braucht einen Grund.
web-set-logging = Logbuch
web-set-mod-log = Kanal für geöffnete und geschlossene Tickets
web-set-nowhere = Nirgends
web-set-mod-log-hint = Ohne einen wird in Discord nichts geloggt.
web-set-more-logs = Einzelne Ereignisse anderswo loggen
web-log-opened = Geöffnet
web-log-closed = Geschlossen
web-log-reopened = Wieder geöffnet
web-log-handled = Übernahmen und Zuweisungen
web-log-changed = Verschieben, Namen, Prioritäten, Tags
web-log-people = Personen hinzu und heraus
web-log-rated = Bewertungen
web-log-broken = Zugesagte Zeiten, die abgelaufen sind
web-team-roles = Was Rollen dürfen
web-team-roles-text = Eigentümer und Administratoren können alles. Das Team einzelner Arten steht bei der Art.
web-team-role = Rolle
web-team-add = Rolle hinzufügen …
web-team-remove = – entfernen –
web-team-blocked = Mitglieder, die keine Tickets öffnen dürfen
web-team-blocked-hint = Benutzernamen, durch Kommas getrennt.
web-why = Warum darf diese Person das?
web-why-text = Alles, was jemandem hier Rechte gibt.
web-why-ask = Nachsehen
web-why-unknown = Niemand auf diesem Server fängt so an.
web-why-owner = Besitzt diesen Server: kann alles.
web-why-admin = Hat Administrator in Discord: kann alles.
web-why-role = Hat die Rolle { $role }. { $may }
web-why-channels = Hat Kanäle verwalten in Discord: Team für jede Art.
web-why-type-role = { $kind }: Team durch die Rolle { $role }.
web-why-handler = { $kind }: als Bearbeiter genannt.
web-why-nothing = Ist Mitglied: sieht und öffnet nur eigene Tickets.
web-health-fine = Alles in Ordnung
web-health-fine-text = Alles, was in Discord zu tun war, ist getan. Geht etwas nicht, steht es hier mit dem Grund.
web-health-text = Das ging in Discord nicht. Behebe die Ursache und versuche es dann noch einmal.
web-health-again = Noch einmal
web-job-surface = Kanal oder Thread eines Tickets
web-job-relay = Nachrichten aus dem Web
web-job-files = Kopien von Dateien
web-job-panel = Ein Panel
web-job-dm = Eine Direktnachricht
web-job-log = Eine Zeile im Logbuch
web-audit-text = Wer was an diesen Einstellungen geändert hat, das Neueste zuerst.
web-audit-none = Noch wurde nichts geändert
web-audit-before = Vorher
web-audit-after = Nachher
web-audit-older = Ältere Änderungen
web-up = Nach oben
web-down = Nach unten
web-remove = Entfernen
web-color = Farbe
web-preview = Vorschau
web-needs-script = Hinzufügen und Ordnen braucht JavaScript, oder die Datei unter Import und Export.
web-type-text = Was Mitglieder öffnen können, in der Reihenfolge, die sie sehen.
web-type-new = Neue Art
web-type-none = Noch keine Arten
web-type-none-text = Eine Art sagt, was gefragt wird, wer hilft und wo.
web-type-what = Was es ist
web-type-name = Name
web-type-emoji = Emoji
web-type-emoji-hint = Ein Emoji, etwa 🧭.
web-type-hint = Hinweis
web-type-hint-hint = Eine Zeile, wo Mitglieder wählen.
web-type-active = Mitglieder können es öffnen
web-type-active-hint = Ausgeschaltet gehen offene Tickets weiter.
web-type-team = Wer hilft
web-type-staff-roles = Rollen des Teams
web-type-no-roles = Dieser Server hat keine Rollen.
web-type-staff-roles-hint = Sie sehen und bearbeiten diese Tickets.
web-type-ping-roles = Rollen, die gerufen werden
web-type-ping-roles-hint = Sie sehen diese Tickets und werden erwähnt.
web-type-handlers = Bearbeiter
web-type-handlers-hint = Benutzernamen, durch Kommas getrennt.
web-type-ping = Das Team erwähnen, wenn ein Ticket aufgeht
web-type-ping-hint = Auch wenn eines hierher verschoben wird.
web-type-ping-only = Nur diese erwähnen
web-type-ping-only-hint = Keine gewählt heißt alle von oben.
web-type-form = Formular
web-type-form-text = Bis zu fünf Fragen, die immer gestellt werden, und bis zu fünf, die aus denselben Antworten folgen. Ohne öffnet das Ticket sofort.
web-ask-question = Frage
web-ask-new = Neue Frage
web-ask-style = Antwort
web-ask-help = Hilfe darunter
web-ask-placeholder = Platzhalter
web-ask-choices = Auswahl
web-ask-choices-hint = Eine je Zeile; Hilfe dazu hinter einem Strich: Ja | wirklich
web-ask-least = Mindestens
web-ask-most = Höchstens
web-ask-least-length = Mindestens Zeichen
web-ask-most-length = Höchstens Zeichen
web-ask-required = Muss beantwortet werden
web-ask-when = Gefragt wird
web-ask-always = Immer
web-ask-after = Nur nach einer Antwort auf „{ $name }“
web-ask-alone = „{ $name }“ wird jetzt immer gefragt: Die Frage, der sie folgte, wurde entfernt.
web-ask-any = Nach diesen Antworten
web-ask-any-hint = Eine je Zeile, geschrieben wie dort zur Auswahl; yes oder no für ein Kästchen.
web-ask-ticked = Angekreuzt
web-ask-unticked = Nicht angekreuzt
web-ask-short = Eine Zeile
web-ask-paragraph = Mehrere Zeilen
web-ask-select = Menü
web-ask-radio = Eine von wenigen
web-ask-checkboxes = Beliebige von wenigen
web-ask-checkbox = Ja oder nein
web-ask-users = Mitglieder
web-ask-roles = Rollen
web-ask-channels = Kanäle
web-ask-mentionables = Mitglieder und Rollen
web-ask-files = Dateien
web-ask-text = Text zum Lesen, keine Antwort
web-type-welcome = Erste Nachricht
web-type-welcome-title = Titel
web-type-welcome-title-hint = Leer nimmt den Titel des Tickets.
web-type-welcome-text = Text
web-type-welcome-text-hint = {"{member}"}, {"{number}"} und {"{type}"} werden ausgefüllt.
web-type-place = Wo in Discord
web-type-mode = Jedes Ticket ist
web-type-channel = ein privater Kanal
web-type-thread = ein privater Thread
web-type-mode-hint = Threads brauchen keinen der 500 Kanäle des Servers.
web-type-category = Kategorie der Kanäle
web-type-category-none = Die übliche des Servers
web-type-parent = Kanal, der die Threads enthält
web-type-parent-none = Keiner
web-type-no-parent = Threads brauchen einen Kanal, der sie enthält: wähle einen oder nimm private Kanäle.
web-type-naming = Name
web-type-naming-hint = Mit {"{emoji}"}, {"{number}"}, {"{member}"}, {"{type}"} und {"{priority}"}; leer ist der übliche.
web-type-closing = Schließen
web-type-opener-close = Das Mitglied darf schließen
web-type-feedback = Um eine Bewertung bitten
web-type-for-opener = Das Mitglied bekommt das Transkript
web-type-copy-files = Kopien von Dateien aufbewahren
web-type-copy-files-hint = Discords Links verfallen nach etwa einem Tag.
web-type-after-close = Danach wird der Kanal
web-type-archive = behalten, nur lesbar
web-type-delete = gelöscht; die Unterhaltung bleibt hier
web-type-delete-after = Kanal nach Tagen löschen
web-type-delete-after-hint = 0 heißt nie; leer heißt 30, wo geschlossene eine Kategorie haben.
web-type-idle = Tickets schließen, in denen niemand schreibt
web-type-idle-after = Nach Stunden
web-type-idle-warn = Stunden vorher warnen
web-type-idle-waiting = Nur solange auf das Mitglied gewartet wird
web-type-cooldown = Minuten bis zum nächsten
web-type-cooldown-hint = Für dasselbe Mitglied. Leer heißt keine.
web-type-remove = Diese Art entfernen
web-type-remove-text = Ihre Tickets bleiben, für alle, die jedes Ticket bearbeiten. Knöpfe dafür verschwinden aus den Panels.
web-hand = Fälle bekommt
web-hand-hint = Unter den Bearbeitern oben, wer da ist und Platz hat.
web-hand-least-open-of-type = wer die wenigsten offenen Tickets dieser Art hat
web-hand-least-load = wessen offene Tickets am wenigsten zählen
web-hand-least-share = wer am meisten Platz für seine Menge hat
web-hand-round-robin = eine Person nach der anderen
web-hand-sticky = wer das letzte Ticket des Mitglieds hatte
web-hand-nobody = niemand: man übernimmt selbst
web-sla = Antwortzeiten
web-sla-on = Antwortzeiten zusagen
web-sla-on-hint = Sie zählen für Tickets, die von nun an geöffnet werden. Was dasteht, ist ein Vorschlag, bis du es einschaltest.
web-sla-text = Minuten offener Zeit je Dringlichkeit. Leer heißt keine Zusage. Irgendeine erste Antwort kann von Auto-Assist sein; die nächste Meldung zählt vom letzten Wort des Teams an.
web-set-zone = Zeitzone
web-set-zone-hint = Für Berichte und alle gezeigten Zeiten, mit Namen wie Europe/Berlin. Alle können stattdessen die eigene wählen. Leer: Berichte in UTC, Zeiten in der Zone der Lesenden.
web-set-sla-channel = Das Team vor Antwortzeiten warnen in
web-set-sla-channel-hint = Wer das Ticket hat, bekommt in jedem Fall eine Direktnachricht.
web-set-sla-ping = Dort anpingen, wenn eine Zusage gebrochen ist
web-set-sla-ping-hint = Nur in diesem Kanal.
web-panel-text = Nachrichten in Discord mit Knöpfen, die Tickets öffnen.
web-panel-new = Neues Panel
web-panel-none = Noch keine Panels
web-panel-none-text = Mach eines und poste es dort, wo Mitglieder Hilfe suchen.
web-panel-no-types = Mach zuerst eine Art: Knöpfe öffnen Arten.
web-panel-message = Nachricht
web-panel-body = Text
web-panel-offers = Was es anbietet
web-panel-layout = Arten werden angeboten als
web-panel-layout-buttons = Knöpfe
web-panel-layout-menu = ein Menü
web-panel-placeholder = Worte im Menü vor der Auswahl
web-panel-placeholder-hint = Leer stehen dort die üblichen Worte.
web-panel-every-type = Jede aktive Art anbieten
web-panel-every-type-hint = Neben denen unten, in der Reihenfolge der Arten; neue Arten kommen von selbst dazu, höchstens 25.
web-panel-buttons = Knöpfe
web-panel-buttons-text = Bis zu 25, fünf je Zeile. Die Reihenfolge hier ist die Reihenfolge dort.
web-panel-button = Knopf
web-panel-label = Beschriftung
web-panel-remove = Dieses Panel entfernen
web-panel-remove-text = Die Nachricht in Discord bleibt, bis du sie löschst; ihre Knöpfe öffnen weiter Tickets.
web-panel-default-title = Brauchst du Hilfe?
web-panel-default-text = Drück einen Knopf und sag uns, worum es geht.
web-button-grey = Grau
web-button-blue = Blau
web-button-green = Grün
web-button-red = Rot
web-canned-new = Neue Vorlage
web-canned-none = Noch keine Vorlagen
web-canned-none-text = Schreib auf, was ihr immer wieder sagt, und sende es beim Namen.
web-canned-text = In Discord mit ?name gesendet, hier mit /.
web-canned-name = Name
web-canned-name-hint = Buchstaben, Ziffern, - und _: wird nach einem Fragezeichen getippt.
web-canned-category = Kategorie
web-canned-body = Text
web-canned-variables = Wird beim Senden ausgefüllt:
web-canned-as-staff = Unter dem Namen der sendenden Person senden
web-canned-as-staff-hint = Sonst sagt es der Bot.
web-canned-types = Nur für diese Arten
web-canned-types-hint = Keine gewählt heißt alle.
web-canned-embed = Embed
web-canned-embed-text = Text des Embeds
web-command = Eigener Befehl
web-command-new = Neuer Befehl
web-commands = Eigene Befehle
web-commands-text = Texte, die alle mit /name bekommen, in einem Ticket auch mit ?name. Sie gehen einer Vorlage gleichen Namens vor.
web-tag = Tag
web-tag-new = Neuer Tag
web-tag-name = Name des Tags
web-tags-text = Schilder für Tickets, um sie zu finden und zu zählen.

# The table
web-all-tickets = Alle Tickets
web-any = Beliebig
web-apply = Anwenden
web-last-activity = Zuletzt aktiv

# Changing what one wrote
web-editing = Du änderst deine letzte Nachricht.
web-take-back = Löschen
web-edit-last = Letzte ändern

web-dashboard = Übersicht
web-todos = Wartet auf deine Antwort
web-todos-all = Alle meine
web-todos-none = Nichts wartet auf dich.
web-todos-unassigned = { $count ->
    [one] Ein Ticket hat noch niemanden.
   *[other] { $count } Tickets haben noch niemanden.
}
web-overview-reports = Alle Berichte
report-resolution-mean = Mittlere Zeit bis zum Schließen
report-closed-days = In { $days } Tagen geschlossen
web-health-figures = Zahlen der Berichte
web-health-checked = Am { $at } mit { $tickets ->
    [one] dem einen Ticket
   *[other] allen { $tickets } Tickets
 } verglichen: Nichts wich ab.
web-health-checked-wrong = { $count ->
    [one] Eine Zahl
   *[other] { $count } Zahlen
 } am { $at }.
