# Wessen Antwortzeiten für welche Tickets gelten.

policy-title = Antwortzeiten
policy-text = Die erste Regel, die passt, gilt; sonst die der Ticketart.
policy-new = Neue Regel
policy-none = Keine Regeln
policy-none-text = Jedes Ticket hat die Antwortzeiten seiner Ticketart. Eine Regel sagt manchen etwas anderes zu: Mitgliedern mit einer Rolle, Tickets mit einem Tag oder dem, was von einem Panel kommt.
policy-else = Tickets, auf die keine Regel passt, haben die Antwortzeiten ihrer Ticketart:
policy-every = Jedes Ticket
policy-name = Name
policy-name-hint = Das Team sieht ihn neben der Antwortzeit eines Tickets.
policy-on = Diese Regel gilt
policy-on-hint = Ist sie aus, wird sie übergangen. Tickets behalten, was bei ihrer Eröffnung zugesagt war.
policy-when = Für welche Tickets
policy-when-text = Ein Ticket muss zu jeder Gruppe passen, in der etwas angekreuzt ist: zu einem davon. Ist nichts angekreuzt, ist es jedes Ticket.
policy-types = Dieser Ticketarten
policy-priorities = Dieser Prioritäten
policy-tags = Mit einem dieser Tags
policy-no-tags = Es gibt noch keine Tags.
policy-roles = Eröffnet von Mitgliedern mit einer dieser Rollen
policy-roles-hint = So, wie sie bei der Eröffnung waren.
policy-panels = Eröffnet von einem dieser Panels
policy-panels-hint = Tickets aus dem Web kommen von keinem.
policy-no-panels = Es gibt noch keine Panels.
policy-hours = Zeiten dieser Regel
policy-hours-on = Die Zeit zählt nach eigenen Zeiten
policy-hours-hint = Sonst nach denen der Ticketart, sonst nach denen des Servers.
policy-remove = Diese Regel entfernen
policy-remove-text = Tickets, die unter ihr eröffnet wurden, behalten ihre Antwortzeiten.
config-most-policies = höchstens { $most } Regeln für Antwortzeiten
config-policy = Regel „{ $name }“
config-policy-twice = es gibt schon eine Regel mit diesem Namen oder dieser Nummer
config-policy-named = eine Bedingung nennt höchstens { $most }
event-sla-policy = Antwortzeiten: { $policy }
event-sla-of-type = Antwortzeiten: die der Ticketart
event-sla-none = Antwortzeiten: keine mehr zugesagt
fact-policy = Antwortzeiten nach
sla-first-answer = Irgendeine erste Antwort
sla-update = Nächste Meldung

# Was die Antwortzeiten für Tickets ergäben, die eine frühere Zusage behalten.

again-title = Neu berechnen
again-hint = Tickets behalten, was ihnen zugesagt wurde, was immer hier geändert wird. Was die Antwortzeiten für sie ergäben:
again-text = Tickets behalten, was ihnen zugesagt wurde. Hier siehst du, was die jetzt geltenden Antwortzeiten ergäben, und kannst sie für frühere Tickets gelten lassen. Nichts ändert sich, bevor du einen Knopf drückst.
again-run = Der letzte Lauf
again-runs = Rechnet: { $turned } von { $total } Tickets
again-done = Der letzte Lauf hat { $turned } Tickets angesehen und { $changed } geändert.
again-stopped = Der letzte Lauf wurde angehalten, oder die Einrichtung änderte sich: { $turned } von { $total } Tickets, { $changed } geändert.
again-stop = Anhalten
again-open-head = Offene Tickets
again-open-none = Für alle offenen Tickets gelten die jetzigen Antwortzeiten schon.
again-open = Für { $different } von { $tickets } offenen Tickets würde etwas anderes zugesagt. { $overdue ->
    [0] Keines wäre sofort überfällig.
    [one] Eines wäre sofort überfällig.
   *[other] { $overdue } wären sofort überfällig.
 }
again-late = Wären sofort überfällig
again-do-open = Für offene Tickets gelten lassen
again-closed-head = Geschlossene Tickets
again-from = Geschlossen von
again-to = Bis
again-look = Zeigen
again-period = Wähle einen Zeitraum von höchstens { $most } Tagen.
again-many = Damals wurden mehr als { $most } Tickets geschlossen: Wähle einen kürzeren Zeitraum.
again-closed-none = Für die { $tickets } damals geschlossenen Tickets würde sich nichts ändern.
again-closed = Für { $different } der { $tickets } damals geschlossenen Tickets würde sich etwas ändern.
again-before = Eingehalten, wie es ist
again-after = Eingehalten, wie es wäre
again-worse = Eingehalten, wäre es nicht
again-better = Nicht eingehalten, wäre es
again-kept = { $kept } von { $all }
again-do-closed = Neu berechnen
again-keeps = Der Verlauf jedes Tickets behält, wie es vorher war.
again-not = Gerade nicht: Ein Lauf ist unterwegs, die Einrichtung änderte sich inzwischen, oder es sind zu viele Tickets. Sieh noch einmal nach.
event-sla-again = Antwortzeiten wurden neu berechnet: { $now } nicht eingehalten, vorher { $was }
act-recomputed-open = ließ die jetzigen Antwortzeiten für { $tickets } offene Tickets gelten
act-recomputed-closed = ließ die Antwortzeiten von { $tickets } Tickets neu berechnen, geschlossen von { $from } bis { $to }
