toast-undo = Rückgängig
toast-close = Ausblenden
toast-claimed = { $count ->
    [one] Dieses Ticket gehört jetzt dir.
   *[other] { $count } Tickets gehören jetzt dir.
 }
toast-released = { $count ->
    [one] Dieses Ticket ist wieder frei.
   *[other] { $count } Tickets sind wieder frei.
 }
toast-assigned = { $count ->
    [one] Die Zuständigkeit wurde geändert.
   *[other] Die Zuständigkeit von { $count } Tickets wurde geändert.
 }
toast-priority = { $count ->
    [one] Die Priorität wurde geändert.
   *[other] Die Priorität von { $count } Tickets wurde geändert.
 }
toast-tags = { $count ->
    [one] Die Tags wurden geändert.
   *[other] Die Tags von { $count } Tickets wurden geändert.
 }
toast-pin = { $count ->
    [one] Die Anheftung wurde geändert.
   *[other] Die Anheftung von { $count } Tickets wurde geändert.
 }
toast-moved = { $count ->
    [one] Dieses Ticket ist jetzt von anderer Art.
   *[other] { $count } Tickets sind jetzt von anderer Art.
 }
toast-closed = { $count ->
    [one] Dieses Ticket ist geschlossen.
   *[other] { $count } Tickets sind geschlossen.
 }
toast-reopened = { $count ->
    [one] Dieses Ticket ist wieder offen.
   *[other] { $count } Tickets sind wieder offen.
 }
toast-macro = Das Makro wurde ausgeführt.
toast-undone = { $count ->
    [one] Das ist rückgängig gemacht.
   *[other] { $count } Änderungen sind rückgängig gemacht.
 }

bulk-bar = Was mit den ausgewählten Tickets geschehen soll
bulk-select = Auswählen
bulk-page = Alle auf dieser Seite auswählen
bulk-selected = ausgewählt
bulk-whole = Alle dieser Ansicht, höchstens { $most }
bulk-clear = Auswahl aufheben
bulk-more = Mehr
bulk-claim = Ausgewählte übernehmen
bulk-release = Ausgewählte freigeben
bulk-assign = Ausgewählte zuweisen
bulk-priority = Priorität der ausgewählten setzen
bulk-tag = Ausgewählte taggen
bulk-tag-short = Tag
bulk-untag = Tag entfernen
bulk-move = Ausgewählte verschieben
bulk-move-short = Verschieben
bulk-close-short = Schließen
bulk-close = Ausgewählte schließen
bulk-reopen = Ausgewählte wieder öffnen
bulk-becomes = wird zu
bulk-none = Nichts würde sich ändern. Das sind die Gründe.
bulk-summary = { $will ->
    [one] Ein Ticket ändert sich
   *[other] { $will } Tickets ändern sich
 }{ $wont ->
    [0] .
    [one] , eines nicht.
   *[other] , { $wont } nicht.
 }
bulk-discord = { $count ->
    [one] In Discord folgt daraus eine Aktion.
   *[other] In Discord folgen daraus { $count } Aktionen.
 }
bulk-bounded = Auf einmal werden nur die ersten { $most } bearbeitet.
bulk-close-hint = Jedem Mitglied wird es in Discord mitgeteilt. Rückgängig machen öffnet die Tickets wieder; auch das erfahren sie.
bulk-will = Ändern sich: { $count }
bulk-wont = Bleiben, wie sie sind: { $count }
bulk-claim-title = { $count ->
    [one] Ein Ticket übernehmen
   *[other] { $count } Tickets übernehmen
 }
bulk-release-title = { $count ->
    [one] Ein Ticket freigeben
   *[other] { $count } Tickets freigeben
 }
bulk-assign-title = { $count ->
    [one] Ein Ticket { $name } zuweisen
   *[other] { $count } Tickets { $name } zuweisen
 }
bulk-unassign-title = { $count ->
    [one] Zuständigkeit von einem Ticket nehmen
   *[other] Zuständigkeit von { $count } Tickets nehmen
 }
bulk-priority-title = { $count ->
    [one] Ein Ticket auf { $priority } setzen
   *[other] { $count } Tickets auf { $priority } setzen
 }
bulk-tag-title = { $count ->
    [one] Einem Ticket „{ $tag }“ geben
   *[other] { $count } Tickets „{ $tag }“ geben
 }
bulk-untag-title = { $count ->
    [one] „{ $tag }“ von einem Ticket entfernen
   *[other] „{ $tag }“ von { $count } Tickets entfernen
 }
bulk-move-title = { $count ->
    [one] Ein Ticket nach { $name } verschieben
   *[other] { $count } Tickets nach { $name } verschieben
 }
bulk-close-title = { $count ->
    [one] Ein Ticket schließen
   *[other] { $count } Tickets schließen
 }
bulk-reopen-title = { $count ->
    [one] Ein Ticket wieder öffnen
   *[other] { $count } Tickets wieder öffnen
 }
bulk-key-select = Auswählen
bulk-key-undo = Rückgängig
bulk-no-ticket = Dieses Ticket gibt es nicht, oder du darfst es nicht sehen.
toast-place = Was gerade geschehen ist
bulk-more-of-them = { $count ->
    [one] Und eines mehr.
   *[other] Und { $count } weitere.
 }
batch-place = Was mit vielen Tickets geschieht
batch-progress = { $turned } von { $total }
batch-stop = Anhalten
batch-why = Welche?
batch-again = Diese noch einmal versuchen
batch-back = Zurück zu den Tickets
batch-nothing = Nichts wurde geändert.
batch-could-now = Jetzt ginge es.
batch-undoing = { $count ->
    [one] Eine Änderung wird zurückgenommen
   *[other] { $count } Änderungen werden zurückgenommen
 }
batch-stopped = Angehalten: { $done } erledigt, { $left } blieben, wie sie waren.
batch-failed = { $count ->
    [one] Ein Ticket konnte nicht geändert werden.
   *[other] { $count } Tickets konnten nicht geändert werden.
 }
batch-kept = { $count ->
    [one] Ein Ticket bleibt, wie es ist: Seitdem ist etwas anderes damit geschehen.
   *[other] { $count } Tickets bleiben, wie sie sind: Seitdem ist etwas anderes damit geschehen.
 }
bulk-at-once = { $count ->
    [one] Eines davon ist damit sofort überfällig.
   *[other] { $count } davon sind damit sofort überfällig.
}
