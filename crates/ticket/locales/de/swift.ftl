# Was dem Team Schritte erspart
swift-take = Nächstes
swift-take-hint = Das Ticket, das am dringendsten wartet, wird deins
swift-none = Niemand wartet darauf, dass jemand sein Ticket übernimmt.
swift-urgent = Dringend machen
swift-nudge = Mit der Antwort übernehmen
swift-claims = Deine Antwort übernimmt dieses Ticket.
swift-setting = Wer ein nicht übernommenes Ticket beantwortet, übernimmt es
swift-setting-hint = In Discord und im Web. Ist das aus, bietet das Web es bei jeder Antwort an.
swift-note-key = Geschriebenes als Notiz ablegen
swift-to-me = Dir selbst zuweisen
