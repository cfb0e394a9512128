# Auto-Assist: was es in einem Ticket sagt
assist-automatic = Automatische Nachricht
assist-sources = Aus: { $sections }
assist-ask = Hallo! Worum geht es genau? Bitte beschreibe in ein, zwei Sätzen, was du tun möchtest und was stattdessen passiert.
assist-offer-close = Gut zu hören. Wenn alles erledigt ist, kannst du dieses Ticket mit dem Knopf schließen.
assist-called = Das kann ich nicht beantworten, deshalb habe ich das Team gerufen. Es kümmert sich gleich jemand um dich.
assist-called-asked = Ich habe das Team gerufen. Es kümmert sich gleich jemand um dich.
assist-did-it-help = Hat das geholfen?
assist-yes = Ja
assist-no = Nein
assist-human = Mit einem Menschen sprechen
assist-close = Ticket schließen
assist-reply-helped = Schön! Wenn alles erledigt ist, kannst du das Ticket schließen.
assist-reply-called = Das Team ist gerufen.
refusal-staff-called = Das Team ist schon gerufen.

# Auto-Assist: was das Team liest
assist-note = Auto-Assist: { $line }
assist-note-question = „{ $question }“
assist-why-asked = Das Mitglied möchte mit einem Menschen sprechen.
assist-why-not-helped = Die Antwort hat nicht geholfen.
assist-why-unsure = Nichts in den Wissenssammlungen beantwortet das sicher genug.
assist-why-unclear = Es blieb unklar, worum es geht.
assist-why-model = Das Modell sagt, dass dies etwas für das Team ist.
assist-why-ticket-budget = Es hat in diesem Ticket so oft geantwortet, wie es darf.
assist-why-day-budget = Es hat heute so oft geantwortet, wie es darf.
assist-why-slow = Das Modell hat nicht rechtzeitig geantwortet.
assist-why-unreachable = Das Modell war nicht zu erreichen.
assist-why-limited = Das Modell nimmt gerade keine Fragen mehr an.
assist-why-nonsense = Die Antwort des Modells war nicht zu gebrauchen.
event-assist-reply = Auto-Assist hat geantwortet aus: { $sections }
event-assist-ask = Auto-Assist hat gefragt, worum es geht.
event-assist-offer-close = Auto-Assist hat angeboten zu schließen.
event-assist-escalate = Auto-Assist hat das Team gerufen. { $why }
event-assist-helped = { $name } sagt, dass die Antwort von Auto-Assist geholfen hat.
