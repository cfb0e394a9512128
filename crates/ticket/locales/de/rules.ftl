# Wer und wie
by-system = Guildhall
close-kind-manual = von Hand geschlossen
close-kind-opener-left = das Mitglied hat den Server verlassen
close-kind-channel-deleted = der Kanal wurde gelöscht

# Ablehnungen: warum nicht, und was hilft
refusal-not-a-ticket = Das hier ist kein Ticket. Nutze den Befehl im Kanal oder Thread eines Tickets.
refusal-module-off = Tickets sind auf diesem Server ausgeschaltet. Die Administration kann sie mit /ptickets setup einschalten.
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
refusal-reason-too-long = Der Grund hat { $given } Zeichen, höchstens { $most } passen. Bitte kürze ihn.
refusal-staff-only = Das darf nur das Team für diese Ticketart.
refusal-close-staff-only = Diese Ticketart schließt nur das Team. Schreib hier, wenn alles erledigt ist.
refusal-not-yours = Das dürfen nur das Mitglied, das dieses Ticket eröffnet hat, und das Team.
refusal-already-claimed = { $name } hat dieses Ticket. Frag dort nach, oder lass es zuerst mit /ptickets unclaim freigeben.
refusal-already-yours = Du hast dieses Ticket schon.
refusal-not-claimed = Niemand hat dieses Ticket übernommen.
refusal-already-assigned = Dieses Ticket ist { $name } schon zugewiesen.
refusal-not-assigned = Dieses Ticket ist niemandem zugewiesen.
refusal-assignee-not-staff = { $name } gehört nicht zum Team für diese Ticketart. Wähle jemanden mit einer ihrer Teamrollen.
refusal-already-closed = Dieses Ticket ist schon geschlossen, von { $name }.
refusal-already-closed-automatic = Dieses Ticket ist schon geschlossen: { $kind }.
refusal-already-open = Dieses Ticket ist schon offen.
refusal-closed = Dieses Ticket ist geschlossen. Öffne es zuerst wieder mit /ptickets reopen.
refusal-nothing = Es gibt nichts zu tun.
refusal-unknown-panel = Dieses Panel gibt es nicht mehr.
refusal-configure-only = Die Einrichtung ändern dürfen nur die Eigentümerin oder der Eigentümer, Administratoren und Teamrollen mit diesem Recht.
refusal-config = Das geht so noch nicht: { $problem }.
refusal-config-changed = Jemand anders hat die Einrichtung inzwischen gespeichert. Sieh sie dir noch einmal an und wiederhole die Änderung.
