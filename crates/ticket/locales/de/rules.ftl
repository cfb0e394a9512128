# Wer und wie
by-system = Guildhall
close-kind-manual = von Hand geschlossen
close-kind-opener-left = das Mitglied hat den Server verlassen
close-kind-channel-deleted = der Kanal wurde gelöscht

# Ablehnungen: warum nicht, und was hilft
refusal-not-a-ticket = Das hier ist kein Ticket. Nutze den Befehl im Kanal oder Thread eines Tickets.
refusal-module-off = Tickets sind auf diesem Server ausgeschaltet. Die Administration kann sie mit dem Befehl „setup“ einschalten.
refusal-unknown-type = Diese Ticketart gibt es nicht mehr. Bitte das Team, das Panel zu erneuern.
refusal-type-inactive = „{ $name }“ kann gerade nicht eröffnet werden. Bitte wähle eine andere Art.
refusal-open-limit-type = { $limit ->
    [one] Du hast schon ein offenes Ticket „{ $name }“. Schreib bitte dort weiter oder schließe es zuerst.
   *[other] Du hast schon { $limit } offene Tickets „{ $name }“. Schreib bitte in einem davon weiter oder schließe zuerst eines.
}
refusal-open-limit-guild = { $limit ->
    [one] Du hast schon ein offenes Ticket. Schreib bitte dort weiter oder schließe es zuerst.
   *[other] Du hast schon { $limit } offene Tickets. Schreib bitte in einem davon weiter oder schließe zuerst eines.
}
refusal-answer-missing = „{ $label }“ braucht eine Antwort. Drücke bitte noch einmal auf den Knopf und fülle sie aus.
refusal-answer-too-short = Die Antwort auf „{ $label }“ hat { $given } Zeichen, mindestens { $least } sind nötig. Drücke bitte noch einmal auf den Knopf.
refusal-answer-too-long = Die Antwort auf „{ $label }“ hat { $given } Zeichen, höchstens { $most } passen. Drücke bitte noch einmal auf den Knopf und fasse dich kürzer.
refusal-form-changed = Das Formular hat sich geändert, seit du es geöffnet hast. Drücke bitte noch einmal auf den Knopf.
refusal-form-gone = Dieses Formular wartet nicht mehr auf Antworten: Es wurde schon abgeschickt, oder es ist mehr als eine Stunde her. Drücke auf den Knopf des Panels, um neu zu beginnen.
refusal-reason-too-long = Der Grund hat { $given } Zeichen, höchstens { $most } passen. Bitte kürze ihn.
refusal-message-empty = Es gibt noch nichts zu senden: Schreib etwas, oder füge eine Datei hinzu.
refusal-message-too-long = Die Nachricht hat { $given } Zeichen, höchstens { $most } passen. Bitte sende sie in zwei Teilen.
refusal-too-many-files = In eine Nachricht passen höchstens { $most } Dateien. Bitte sende die anderen in einer zweiten.
refusal-file-too-large = „{ $name }“ ist zu groß: Eine Datei darf höchstens { $most } MiB haben.
refusal-files-too-large = Die Dateien sind zusammen zu groß: In eine Nachricht passen höchstens { $most } MiB.
refusal-not-your-message = Du kannst nur ändern, was du selbst hier geschrieben hast.
refusal-staff-only = Das darf nur das Team für diese Ticketart.
refusal-close-staff-only = Diese Ticketart schließt nur das Team. Schreib hier, wenn alles erledigt ist.
refusal-not-yours = Das dürfen nur das Mitglied, das dieses Ticket eröffnet hat, und das Team.
refusal-already-claimed = { $name } hat dieses Ticket. Frag dort nach, oder lass es zuerst mit „unclaim“ freigeben.
refusal-already-yours = Du hast dieses Ticket schon.
refusal-not-claimed = Niemand hat dieses Ticket übernommen.
refusal-already-assigned = Dieses Ticket ist { $name } schon zugewiesen.
refusal-not-assigned = Dieses Ticket ist niemandem zugewiesen.
refusal-assignee-not-staff = { $name } gehört nicht zum Team für diese Ticketart. Wähle jemanden mit einer ihrer Teamrollen.
refusal-already-closed = Dieses Ticket ist schon geschlossen, von { $name }.
refusal-already-closed-automatic = Dieses Ticket ist schon geschlossen: { $kind }.
refusal-already-open = Dieses Ticket ist schon offen.
refusal-closed = Dieses Ticket ist geschlossen. Öffne es zuerst wieder, mit „reopen“.
refusal-nothing = Es gibt nichts zu tun.
refusal-unknown-panel = Dieses Panel gibt es nicht mehr.
refusal-configure-only = Die Einrichtung ändern dürfen nur die Eigentümerin oder der Eigentümer, Administratoren und Teamrollen mit diesem Recht.
refusal-config = Das geht so noch nicht: { $problem }.
refusal-config-changed = Jemand anders hat die Einrichtung inzwischen gespeichert. Sieh sie dir noch einmal an und wiederhole die Änderung.
close-kind-idle = lange hat niemand geschrieben
refusal-may-not-open = Du kannst auf diesem Server keine Tickets der Art „{ $name }“ öffnen. Wenn du meinst, dass du es solltest, frag das Team.
refusal-blocked = Du kannst auf diesem Server keine Tickets öffnen. Wenn das ein Irrtum ist, wende dich auf anderem Weg an das Team.
refusal-too-soon = Du hast vor Kurzem ein Ticket der Art „{ $name }“ geöffnet. Das nächste geht { $until }.
refusal-not-a-choice = Die Antwort auf „{ $label }“ steht nicht zur Wahl. Bitte drück den Knopf noch einmal.
refusal-choice-count = Bei „{ $label }“ sind { $least } bis { $most } Antworten möglich, nicht { $given }. Bitte drück den Knopf noch einmal.
refusal-file-count = Bei „{ $label }“ sind { $least } bis { $most } Dateien möglich, nicht { $given }. Bitte wähle sie noch einmal aus.
refusal-text-too-long = Der Text hat { $given } Zeichen, höchstens { $most } passen hinein. Bitte kürze ihn.
refusal-text-missing = Hier fehlen ein paar Worte. Bitte schreib sie und versuch es noch einmal.
refusal-same-priority = Dieses Ticket hat schon die Priorität „{ $priority }“.
refusal-already-pinned = Dieses Ticket ist schon angeheftet: Es wird nicht wegen Stille geschlossen.
refusal-not-pinned = Dieses Ticket ist nicht angeheftet.
refusal-pause-not-granted = Du darfst die Uhr hier nicht anhalten. Ein Admin kann das in den Einstellungen unter „Wer pausieren darf“ ändern.
refusal-already-paused = Die Uhr steht schon, angehalten von { $name }. Mit „resume“ läuft sie weiter.
refusal-never-answered = Dieses Ticket hat noch niemand beantwortet. Eine erste Antwort steht allen zu; danach kannst du sagen, dass keine nötig ist.
refusal-nobody-waits = Hier wartet niemand auf eine Antwort: Zuletzt hat das Team geschrieben, oder es wurde schon gesagt, dass keine nötig ist.
refusal-written-since = Inzwischen hat jemand geschrieben. Sieh es dir an und versuch es dann noch einmal.
refusal-not-settled = Hier hat niemand gesagt, dass keine Antwort nötig ist, oder das Mitglied hat seitdem geschrieben.
refusal-not-paused = Die Uhr steht nicht.
refusal-already-in = { $name } kann dieses Ticket schon sehen.
refusal-not-in = Diese Person wurde dem Ticket nicht hinzugefügt. Nur Hinzugefügte können wieder entfernt werden.
refusal-nobody-named = Niemand auf diesem Server heißt „{ $name }“. Schreib den Namen, wie Discord ihn zeigt, oder den Benutzernamen.
refusal-no-bots = Bots können keinem Ticket hinzugefügt werden.
refusal-too-many = Mehr passt nicht: höchstens { $most }. Nimm zuerst etwas weg.
refusal-unknown-tag = Dieses Schlagwort gibt es nicht. Wähl eines aus der Liste, oder lass es einen Admin bei den Vorlagen anlegen.
refusal-already-tagged = Dieses Ticket hat schon das Schlagwort „{ $name }“.
refusal-not-tagged = Dieses Ticket hat das Schlagwort „{ $name }“ nicht.
refusal-same-type = Das ist schon ein Ticket der Art „{ $name }“. Wähl eine andere Art.
refusal-same-name = So heißt es schon.
refusal-already-requested = { $name } hat schon gefragt, ob dieses Ticket geschlossen werden kann.
refusal-not-requested = Niemand fragt mehr, ob dieses Ticket geschlossen werden kann.
refusal-opener-only = Das kann nur das Mitglied beantworten, das dieses Ticket geöffnet hat.
refusal-feedback-off = Tickets dieser Art werden nicht bewertet.
refusal-stars = Eine Bewertung hat 1 bis 5 Sterne.
refusal-too-late-to-rate = Die Zeit, dieses Ticket zu bewerten oder die Bewertung zu ändern, ist vorbei.
refusal-still-open = Ein Ticket wird bewertet, wenn es geschlossen ist.
refusal-unknown-canned = Für diese Art Ticket gibt es keine Vorlage „{ $name }“. Wähl eine aus der Liste.

# What happened to a ticket: its history, and lines of the log
event-opened = { $name } hat dieses Ticket geöffnet
event-claimed = { $name } hat dieses Ticket übernommen
event-released = { $name } hat dieses Ticket freigegeben
event-released-other = { $name } hat { $other } die Übernahme genommen
event-assigned = { $name } hat dieses Ticket { $other } zugewiesen
event-unassigned = { $name } hat { $other } von diesem Ticket abgezogen
event-closed = { $name } hat dieses Ticket geschlossen
event-closed-reason = { $name } hat dieses Ticket geschlossen: { $reason }
event-closed-automatic = Dieses Ticket wurde geschlossen: { $kind }
event-reopened = { $name } hat dieses Ticket wieder geöffnet
event-close-requested = { $name } hat gefragt, ob dieses Ticket geschlossen werden kann
event-close-requested-reason = { $name } hat gefragt, ob dieses Ticket geschlossen werden kann: { $reason }
event-close-declined = { $name } möchte, dass es noch offen bleibt
event-priority = { $name } hat die Priorität von { $from } auf { $to } geändert
event-pinned = { $name } hat dieses Ticket angeheftet: es schließt nicht von selbst
event-unpinned = { $name } hat dieses Ticket gelöst: es kann wieder von selbst schließen
event-paused = { $name } hat die Antwortfristen angehalten: { $reason }
event-resumed = { $name } lässt die Antwortfristen weiterlaufen
event-no-reply-needed = { $name } hat gesagt, dass keine Antwort nötig ist
event-reply-needed = { $name } hat gesagt, dass doch eine Antwort nötig ist
event-user-added = { $name } hat { $other } hinzugefügt
event-user-removed = { $name } hat { $other } entfernt
event-noted = { $name } hat notiert: { $text }
event-tagged = { $name } hat die Markierung { $tag } gesetzt
event-untagged = { $name } hat die Markierung { $tag } entfernt
event-moved = { $name } hat dieses Ticket von { $from } nach { $to } verschoben
event-renamed = { $name } hat dieses Ticket von „{ $from }“ in „{ $to }“ umbenannt
event-name-restored = { $name } hat diesem Ticket seinen ersten Namen zurückgegeben
event-rated = { $name } hat die Hilfe bewertet: { $stars }
event-rated-comment = { $name } hat die Hilfe bewertet: { $stars } – { $comment }
event-idle-warned = Eine Warnung ging heraus: dieses Ticket schließt, wenn niemand schreibt
event-surface-deleted = Sein Kanal oder Thread wurde in Discord gelöscht
event-surface-removed = Sein Kanal oder Thread wurde gelöscht, weil die Frist dafür vorbei war
someone = jemand

sla-first-response = Erste Antwort
sla-next-response = Nächste Antwort
sla-first-resolution = Lösung
sla-total-resolution = Lösung insgesamt
event-sla-warned = { $metric }: der größte Teil der zugesagten Zeit ist verbraucht
event-sla-broken = { $metric }: die zugesagte Zeit ist abgelaufen
event-sla-step-ping = { $metric }: { $moment }, eine Rolle wurde angepingt
event-sla-step-tell = { $metric }: { $moment }, wer das Ticket hat, wurde benachrichtigt
event-sla-step-raise = { $metric }: { $moment }, die Dringlichkeit steigt
event-sla-step-queue = { $metric }: { $moment }, das Ticket geht zurück in die Warteschlange
event-sla-step-move = { $metric }: { $moment }, das Ticket wechselt zu { $to }
event-sla-step-on-call = { $metric }: { $moment }, wer Dienst hat, bekommt es
event-sla-step-hook = { $metric }: { $moment }, Webhooks wurden benachrichtigt
event-sla-step-late = { $what } (verspätet um { $span })
event-sla-void-nobody = Niemand hat Dienst und Platz: Das Ticket wartet in der Warteschlange
event-sla-void-type = Das Ticket bleibt, wo es ist: Die Art, zu der ein Schritt es verschiebt, gibt es nicht mehr
sla-moment-percent = { $percent } % der Zeit verbraucht
sla-moment-before = { $minutes ->
    [one] { $minutes } Minute vor Fälligkeit
   *[other] { $minutes } Minuten vor Fälligkeit
}
sla-moment-after = { $minutes ->
    [one] { $minutes } Minute nach Fälligkeit
   *[other] { $minutes } Minuten nach Fälligkeit
}
refusal-transcript-over = Das Protokoll konnte { $days } Tage lang nach dem Schließen gelesen werden. Das Gespräch steht weiterhin im Web.
refusal-not-undoable = Das lässt sich nicht rückgängig machen.
refusal-undo-too-late = Zum Rückgängigmachen ist es zu spät: dafür sind { $seconds } Sekunden Zeit.
refusal-undo-overtaken = Das wurde inzwischen erneut geändert und bleibt deshalb, wie es ist.
sla-at-once = Sofort überfällig um { $span }: { $metric }
