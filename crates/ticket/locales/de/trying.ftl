# Seiten über Beispieltickets.
sample-title = Beispieltickets
sample-chip = Beispiel
sample-stays = Ein Beispiel mit erfundenen Leuten: Nichts, was hier geschieht, erreicht Discord oder sonst jemanden.
sample-offer = Erst einmal alles ausprobieren?
sample-offer-link = Beispieltickets laden
sample-there = { $count ->
    [one] Darunter ist ein Beispielticket.
   *[other] Darunter sind { $count } Beispieltickets.
 }
sample-there-link = Entfernen
sample-going = { $count ->
    [one] Beispieltickets werden entfernt: Eines ist noch da.
   *[other] Beispieltickets werden entfernt: { $count } sind noch da.
 }
sample-going-link = Wie es steht
sample-in-reports = { $count ->
    [one] In diesen Zahlen steckt ein Beispielticket.
   *[other] In diesen Zahlen stecken { $count } Beispieltickets.
 }
sample-what = { $count } Tickets mit erfundenen Leuten, verteilt auf eure eigenen Tickettypen und die letzten 30 Tage: Manche warten, manche sind in Arbeit, manche geschlossen und bewertet. Euer Team kann daran alles ausprobieren.
sample-house = Sie bleiben im Haus: kein Kanal, keine Nachricht, keine Direktnachricht, kein Webhook, keine Benachrichtigung, kein Auto-Assist.
sample-work = Sie stören die echte Arbeit nicht: Niemandem wird eines zugeteilt, und für Auslastung und Grenzen zählen sie nicht. Suche und Berichte zeigen sie, solange sie da sind.
sample-numbers = Sie bekommen die nächsten { $count } Ticketnummern dieses Servers, die danach nicht wieder vergeben werden.
sample-leaves = Mit dem Entfernen verschwindet alles über sie, auch was euer Team in ihnen geschrieben hat. Die Einstellungen bleiben, wie sie sind.
sample-load = Beispieltickets laden
sample-remove = Beispieltickets entfernen
sample-look = Im Eingang ansehen
sample-state-coming = { $count } von { $all } sind da.
sample-state-there = { $count } Beispieltickets sind da.
sample-state-going = { $count ->
    [0] Sie werden entfernt.
    [one] Sie werden entfernt: Eines ist noch da.
   *[other] Sie werden entfernt: { $count } sind noch da.
 }
sample-off = Tickets sind ausgeschaltet. Schalte sie zuerst ein: Beispiele verteilen sich auf die Tickettypen eines Servers in Betrieb.
sample-no-types = Es gibt noch keinen aktiven Tickettyp. Lege zuerst einen an: Beispiele verteilen sich auf eure eigenen Tickettypen.
