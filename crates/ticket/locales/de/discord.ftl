# Die Begrüßung
welcome-claim = Übernehmen
welcome-close = Schließen

# Im Kanal des Tickets
announce-claimed = { $name } kümmert sich um dieses Ticket.
announce-unclaimed = { $name } hat dieses Ticket freigegeben.
announce-unclaimed-other = { $name } hat das Ticket freigegeben, das { $was } übernommen hatte.
announce-assigned = { $name } hat dieses Ticket { $to } zugewiesen.
announce-unassigned = { $name } hat die Zuweisung an { $was } aufgehoben.
announce-closed = { $name } hat dieses Ticket geschlossen.
announce-closed-automatic = Dieses Ticket wurde geschlossen: { $kind }.
announce-reason = Grund: { $reason }
announce-reopened = { $name } hat dieses Ticket wieder geöffnet.

# Der Protokollkanal
modlog-opened = Ticket #{ $number } eröffnet
modlog-closed = Ticket #{ $number } geschlossen
modlog-reopened = Ticket #{ $number } wieder geöffnet

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
info-title = Ticket #{ $number }
panel-posted = Das Panel steht in { $channel }.
panel-soon = Das Panel steht gleich in { $channel }. Falls nicht, prüfe, ob Guildhall dort schreiben darf.
not-a-member = Diese Person ist nicht Mitglied dieses Servers.
unknown-command = Dieser Befehl ist hier nicht bekannt. Discord braucht manchmal ein paar Minuten, bis es die aktuellen zeigt.
outdated-button = Dieser Knopf stammt aus früherer Zeit und tut nichts mehr. Nutze das aktuelle Panel oder die Befehle.
failed = Das hat nicht geklappt, und es liegt nicht an dir. Bitte versuche es gleich noch einmal.

# Das Formular vor dem Schließen
close-form-title = Dieses Ticket schließen
close-form-reason = Grund (freiwillig)

# Einrichtung
setup-done = Tickets sind eingeschaltet. Stelle das Panel mit /{ $command } panel in den Kanal, in dem Mitglieder es finden sollen.
setup-staff = { $role } gehört bei jeder Ticketart zum Team.
setup-no-staff = Zum Team gehört noch niemand außer der Administration: Nenne eine Rolle mit /{ $command } setup oder im Browser.
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
