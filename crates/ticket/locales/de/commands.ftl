# Befehle: wo und wie oft sie gelten, und die eigenen eines Servers.
refusal-commands-ignored = Befehle sind hier ausgeschaltet. Ein Admin kann das in den Einstellungen unter Befehle ändern.
refusal-commands-elsewhere = Befehle gehören hier in <#{ $channel }>.
refusal-command-too-soon = { $seconds ->
    [one] Einen Moment: Dein nächster Befehl geht in einer Sekunde.
   *[other] Einen Moment: Dein nächster Befehl geht in { $seconds } Sekunden.
}
command-custom = Ein Text dieses Servers
command-custom-args = Was du hinzufügen möchtest
reply-custom-empty = Dazu gibt es nichts zu sagen.
web-set-commands = Befehle
web-set-commands-where = Wo Befehle gelten
web-set-commands-where-text = Slash-Befehle, Rechtsklick-Menüs und ?name. Panels, Knöpfe und Formulare gehen immer.
web-set-commands-channel = Kanal für Befehle
web-set-commands-everywhere = Überall
web-set-commands-channel-hint = Befehle zu einem Ticket gehen auch im Ticket. Wer diese Einstellungen ändern darf, ist nicht daran gebunden.
web-set-commands-ignored-channels = Kanäle ohne Befehle
web-set-commands-ignored-channels-hint = Eine Kategorie steht für alle ihre Kanäle, ein Kanal für seine Threads.
web-set-commands-no-channels = Keine Kanäle
web-set-commands-who = Wer ausgenommen ist
web-set-commands-ignored-roles = Rollen ohne Befehle
web-set-commands-no-roles = Keine Rollen
web-set-commands-ignored-users = Personen ohne Befehle
web-set-commands-ignored-users-hint = Namen, durch Kommas getrennt.
web-set-commands-answers = Antworten
web-set-commands-cooldown = Sekunden zwischen zwei Befehlen eines Mitglieds
web-set-commands-cooldown-hint = Gleich welche Befehle es sind; 0 für keine.
web-set-commands-private = Antworten auf eigene Befehle sieht nur, wer gefragt hat
web-set-commands-private-hint = Sonst sehen sie alle im Kanal. Antworten zu Tickets bleiben privat.
web-command-hint = Wofür er ist (erscheint beim Tippen)
web-command-placeholders = Im Text:
web-command-embed = Embed
web-embed-footer = Fußzeile
