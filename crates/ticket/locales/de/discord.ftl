# Die Begrüßung
welcome-claim = Übernehmen
welcome-close = Schließen

# Im Kanal des Tickets
announce-claimed = { $name } kümmert sich um dieses Ticket.
announce-closed = { $name } hat dieses Ticket geschlossen.
announce-closed-automatic = Dieses Ticket wurde geschlossen: { $kind }.
announce-look = Bitte hier einmal nachsehen.
announce-reason = Grund: { $reason }
announce-close-requested = { $name } fragt: ist alles geklärt, und kann dieses Ticket geschlossen werden?
announce-close-declined = { $name } möchte, dass dieses Ticket offen bleibt.
button-accept-close = Ja, schließen
button-decline-close = Noch nicht

# Der Protokollkanal
modlog-opened = Ticket #{ $number } eröffnet
modlog-closed = Ticket #{ $number } geschlossen
modlog-reopened = Ticket #{ $number } wieder geöffnet
modlog-ticket = Ticket #{ $number }

# Namen von Angaben
label-type = Art
label-opener = Eröffnet von
label-opened = Eröffnet
label-assignee = Zugewiesen an
label-claimer = Übernommen von
label-closed-by = Geschlossen von
label-by = Von
label-how = Wie
label-reason = Grund
label-status = Status
label-messages = Nachrichten
label-priority = Priorität
nobody = Niemand

# Die Direktnachricht am Ende
dm-closed-title = Dein Ticket #{ $number } auf { $guild } wurde geschlossen
idle-warning-title = Ticket #{ $number } in { $guild } schließt bald
idle-warning = Hier hat eine Weile niemand geschrieben. Dieses Ticket schließt { $when }. Schreib eine Nachricht, dann bleibt es offen.

# Knöpfe, die irgendwohin führen
button-transcript = Verlauf lesen
button-open-web = In Guildhall öffnen
button-reopen = Wieder öffnen
button-go = Hingehen

# Die private Antwort auf das Eröffnen
opened = Dein Ticket #{ $number } ist hier: { $channel }
opened-preparing = Dein Ticket #{ $number } wird vorbereitet. Einen Moment bitte.
opened-without-channel = Dein Ticket #{ $number } ist beim Team angekommen. Sein Kanal konnte nicht angelegt werden; hier kannst du es verfolgen.
opened-and-gone = Dein Ticket #{ $number } wurde eröffnet; sein Kanal ist inzwischen gelöscht.

# Private Antworten
reply-claimed = Dieses Ticket gehört jetzt dir.
reply-unclaimed = Dieses Ticket ist wieder frei.
reply-closed = Dieses Ticket ist geschlossen. Sein Kanal wird gleich weggeräumt.
reply-reopened = Dieses Ticket ist wieder offen.
reply-assigned = { $user } hat dieses Ticket jetzt.
reply-transcript = Hier ist der Verlauf von Ticket #{ $number }.
reply-close-requested = Das Mitglied ist gefragt.
reply-close-declined = In Ordnung, dieses Ticket bleibt offen.
reply-priority = Die Priorität ist jetzt { $priority }.
reply-pinned = Dieses Ticket ist angeheftet: es schließt nicht von selbst.
reply-unpinned = Dieses Ticket ist nicht mehr angeheftet: es kann von selbst schließen.
reply-paused = Die Antwortfristen dieses Tickets stehen still.
reply-resumed = Die Antwortfristen dieses Tickets laufen weiter.
reply-noted = Notiert. Nur das Team kann es lesen.
reply-can = Gesendet.
reply-unassigned = { $user } hat dieses Ticket nicht mehr.
reply-user-added = { $user } nimmt jetzt an diesem Ticket teil.
reply-user-removed = { $user } nimmt nicht mehr an diesem Ticket teil.
reply-tagged = Dieses Ticket hat jetzt die Markierung { $tag }.
reply-untagged = Dieses Ticket hat die Markierung { $tag } nicht mehr.
reply-moved = Dieses Ticket ist jetzt unter { $name }. Sein Kanal folgt gleich.
reply-renamed = Dieses Ticket hat seinen neuen Namen. Discord erlaubt zwei neue Namen in zehn Minuten, deshalb folgt sein Kanal vielleicht etwas später.
reply-opened-for = Ticket #{ $number } für { $user } ist hier: { $channel }
reply-opened-for-soon = Ticket #{ $number } für { $user } ist offen. Sein Kanal folgt gleich.
info-title = Ticket #{ $number }
panel-placeholder = Worum geht es?
panel-posted = Das Panel steht in { $channel }.
panel-soon = Das Panel steht gleich in { $channel }. Falls nicht, prüfe, ob Guildhall dort schreiben darf.
not-a-member = Diese Person ist nicht Mitglied dieses Servers.
unknown-command = Dieser Befehl ist hier nicht bekannt. Discord braucht manchmal ein paar Minuten, bis es die aktuellen zeigt.
outdated-button = Dieser Knopf stammt aus früherer Zeit und tut nichts mehr. Nutze das aktuelle Panel oder die Befehle.
more-questions = { $count ->
    [one] Aus deinen Antworten folgt noch eine Frage. Deine Antworten bleiben eine Stunde aufgehoben; niemand sieht sie, bevor das Ticket offen ist.
   *[other] Aus deinen Antworten folgen noch { $count } Fragen. Deine Antworten bleiben eine Stunde aufgehoben; niemand sieht sie, bevor das Ticket offen ist.
}
button-answer = Antworten
failed = Das hat nicht geklappt, und es liegt nicht an dir. Bitte versuche es gleich noch einmal.

# Das Formular vor dem Schließen
close-form-title = Dieses Ticket schließen
close-form-reason = Grund (freiwillig)

# The form for another name
rename-form-title = Ticket #{ $number } umbenennen
rename-form-name = Name
rename-form-hint = Bleibt genau so, wie du ihn schreibst. Leer kommt der erste Name zurück.

# How it went
rating-question = Wie war die Hilfe? Deine Antwort geht an das Team.
rating-stars = { $stars } ★
rating-comment = Ein paar Worte dazu
rating-thanks = Danke! { $stars }
rating-thanks-comment = Danke für deine Worte! { $stars }
rating-form-title = Ein paar Worte an das Team
rating-form-comment = Was war gut, was ginge besser?

# A ticket that staff open
menu-choose-title = Ein Ticket öffnen
menu-choose-type = Was für ein Ticket?
menu-answer-message = Nachricht
menu-answer-link = Wo es gesagt wurde

# Lists
list-title = Offene Tickets
list-empty = Nichts ist offen. Gut gemacht.
list-back = Zurück
list-more = Weitere
list-page = Seite { $number }
stats-title = Auf einen Blick
stats-open = Offen
stats-unassigned = Niemand daran
stats-mine = Deine
stats-for-us = Warten auf euch
stats-for-member = Warten auf Mitglieder

# Einrichtung
starter-support = Support
starter-support-subject = Worum geht es?
starter-support-details = Wie können wir helfen?
starter-problem = Problem melden
starter-problem-what = Um was oder wen geht es?
starter-problem-details = Was ist passiert?
starter-problem-proof = Links zu Nachrichten oder Bildern
starter-welcome = Danke für deine Nachricht, { $member }. Das Team meldet sich bald bei dir.
starter-panel-title = Brauchst du Hilfe?
starter-panel-text = Drücke auf einen Knopf, um mit dem Team zu sprechen. Nur du und das Team sehen dein Ticket.

# Befehle
command-root = Tickets
command-claim = Dieses Ticket übernehmen
command-unclaim = Dieses Ticket freigeben
command-close = Dieses Ticket schließen
command-close-reason = Warum; Mitglieder sehen es
command-number = Die Nummer des Tickets, wenn sein Kanal weg ist oder du woanders bist
command-reopen = Dieses Ticket wieder öffnen
command-assign = Jemandem dieses Ticket zuweisen
command-assign-user = Wem
command-info = Was über dieses Ticket bekannt ist
command-setup = Tickets einschalten, mit zwei Arten für den Anfang
command-setup-staff = Eine Rolle, die zum Team gehört
command-panel = Ein Panel aufstellen oder erneuern
command-panel-channel = Wo; ohne Angabe in diesem Kanal
command-panel-panel = Welches Panel; ohne Angabe das erste
command-transcript = Den Link zum Verlauf dieses Tickets holen
command-request-close = Das Mitglied fragen, ob dieses Ticket geschlossen werden kann
command-request-close-reason = Warum es geschlossen werden könnte; Mitglieder sehen es
command-priority = Sagen, wie dringend dieses Ticket ist
command-priority-level = Wie dringend
command-pin = Verhindern, dass dieses Ticket von selbst schließt, oder es wieder erlauben
command-unpin = Dieses Ticket wieder von selbst schließen lassen
command-pause = Die Antwortfristen dieses Tickets anhalten
command-pause-reason = Warum; nur das Team sieht es
command-resume = Die Antwortfristen weiterlaufen lassen
command-adduser = Ein Mitglied an diesem Ticket teilnehmen lassen
command-adduser-user = Wen
command-removeuser = Ein Mitglied aus diesem Ticket nehmen
command-removeuser-user = Wen
command-note = Eine Notiz festhalten, die nur das Team liest
command-note-text = Die Notiz
command-tag = Diesem Ticket eine Markierung geben
command-tag-tag = Welche Markierung
command-untag = Diesem Ticket eine Markierung nehmen
command-untag-tag = Welche Markierung
command-move = Diesem Ticket eine andere Art geben, mit deren Team
command-move-type = Welche Art
command-rename = Diesem Ticket einen anderen Namen geben
command-can = Mit einer Textvorlage antworten
command-can-name = Welche
command-list = Die offenen Tickets, die du sehen kannst
command-stats = Zahlen auf einen Blick
menu-from-message = Ticket hieraus öffnen
menu-to-notes = Zu den Ticketnotizen
menu-for-user = Ticket für diese Person öffnen

# Zustände und Prioritäten
status-open = Offen
status-claimed = Übernommen
status-assigned = Zugewiesen
status-closed = Geschlossen
status-archived = Archiviert
priority-low = Niedrig
priority-normal = Normal
priority-high = Hoch
priority-urgent = Dringend
relay-files-on-web = Die Dateien sind im Web: { $url }

# Antwortzeiten
sla-warned-title = Ticket #{ $number }: die Zeit wird knapp
sla-broken-title = Ticket #{ $number }: eine zugesagte Zeit ist abgelaufen
sla-notice = { $metric }, fällig { $when }
sla-step-here = Dieses Ticket braucht einen Blick.
sla-step-late = Das kommt zu spät: Es sollte { $when } gesagt werden.
sla-chip-left = { $metric } fällig { $when }
sla-chip-over = { $metric } war fällig { $when }
sla-chip-held = { $metric } pausiert
label-sla = Antwortzeit

stats-opened-closed = Eröffnet · geschlossen in { $days } Tagen
stats-first-response = Erste Antwort (Median · 95 %)
stats-resolution = Zeit bis zum Schließen (Median · 95 %)
stats-broken = Gebrochene Zusagen
stats-reports = Berichte
