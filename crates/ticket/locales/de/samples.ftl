# Beispieltickets: die Worte der Sammlung, nach Platz und Reihenfolge (src/sample/set.rs).
sample-1-subject = Ich sehe den Veranstaltungskanal nicht mehr
sample-1-details = Gestern stand er noch zwischen Lounge und Galerie. Heute ist er weg, bei meinen Freunden ist er noch da.
sample-1-1 = Ich habe den Server gestern Abend verlassen und bin wieder beigetreten, vielleicht liegt es daran?

sample-2-subject = Der Bot spielt jedes Lied doppelt
sample-2-details = Seit heute Morgen läuft jedes Lied der Warteschlange zweimal, bevor das nächste kommt.
sample-2-1 = Danke für den Hinweis! Ist es jedes Lied oder nur die, die aus einer Playlist kommen?
sample-2-2 = Nur aus Playlists. Einzelne Lieder gehen.
sample-2-3 = Das hilft weiter. Ich habe den Bot neu gestartet; magst du eine Playlist noch einmal probieren?
sample-2-4 = Besser, aber das letzte Lied kommt immer noch doppelt. In einer Stunde beginnt der Quizabend, schaut ihr noch einmal?

sample-3-subject = Jemand schickt allen Links zu einem falschen Gewinnspiel
sample-3-details = Ich habe angeblich eine Konsole gewonnen und soll mich irgendwo anmelden. Zwei Freunde haben dieselbe Nachricht.
sample-3-1 = Inzwischen hat sie noch jemand. Das Konto ist neu und hat unser Logo als Bild.
sample-3-2 = Noch zweimal gemeldet. Ich habe dem Konto die Rollen genommen und sammle die Links für die Ankündigung.

sample-4-subject = Darf ich einen Workshop über Pixelkunst geben?
sample-4-details = Ein Abend, etwa neunzig Minuten, für Anfänger. Ich bräuchte den Bühnenkanal und jemanden, der auf den Chat achtet.

sample-5-subject = Mein Level steht wieder auf null
sample-5-details = Letzte Woche war ich Level 31. Seit dem Update steht in der Rangliste nichts mehr neben meinem Namen.
sample-5-1 = Das tut mir leid! Hast du das Abzeichen für Level 30 noch im Profil?
sample-5-2 = Ja, das Abzeichen ist da, nur die Zahl ist weg.
sample-5-3 = Dann ist nichts verloren, die Rangliste muss nur neu zählen. Schreibst du bitte etwas in die Lounge und sagst mir, was sie zeigt?

sample-6-subject = Der Preis aus dem Frühlingswettbewerb kam nie an
sample-6-details = Ich habe beim Zeichnen den zweiten Platz gemacht. Das Shirt sollte vor vier Wochen verschickt worden sein.
sample-6-1 = Noch einmal Glückwunsch, und entschuldige die Wartezeit. Welche Größe und welches Land war es?
sample-6-2 = Größe M, nach Norwegen. Eine Sendungsnummer habe ich nicht bekommen.
sample-6-3 = Laut Druckerei kam das Paket zu ihnen zurück. Ich habe darum gebeten, es mit Sendungsnummer neu zu schicken.
sample-6-4 = Die neue Sendungsnummer der Druckerei fehlt noch

sample-7-subject = Gibt es das Logo auch für dunkle Hintergründe?
sample-7-details = Auf einem dunklen Hintergrund erkennt man es kaum. Gibt es eines mit hellen Linien?
sample-7-1 = Noch nicht, aber das ist eine schöne Idee. Unsere Zeichnerin ist morgen wieder da, dann frage ich sie.
sample-7-2 = Toll, es eilt überhaupt nicht!

sample-8-subject = Kann der Lesekreis auf Sonntag wechseln?
sample-8-details = Mittwochs arbeiten viele von uns lange. In einer kleinen Umfrage lag der Sonntag vorn.
sample-8-1 = Ich kann auch eine richtige Umfrage machen, wenn mich jemand in den Ankündigungen schreiben lässt.

sample-9-subject = Ich möchte meinen Namen auf der Ehrentafel ändern
sample-9-details = Dort steht noch der Name, den ich vor zwei Jahren hatte.
sample-9-1 = Erledigt! Es kann ein paar Minuten dauern, bis das Bild neu gezeichnet ist.
sample-9-2 = Jetzt sehe ich es. Danke, das ging schnell!

sample-10-subject = Zwei Mitglieder streiten ständig im Tauschkanal
sample-10-details = Es geht um einen Tausch, der letzte Woche schiefging, und inzwischen lesen alle mit.
sample-10-1 = Danke, dass du es uns sagst, statt mitzustreiten. Weißt du, wann es anfing?
sample-10-2 = Am Montagabnd, nach dem Tausch der beiden seltenen Karten.
sample-10-3 = Am Montagabend, nach dem Tausch der beiden seltenen Karten. Bilder beider Angebote sind im Kanal.
sample-10-4 = Ich habe alles gelesen. Beide haben etwas recht: Das Angebot wurde geändert, nachdem es angenommen war.
sample-10-5 = Ich habe mit beiden gesprochen. Sie tauschen zurück, und im Kanal gilt künftig, dass Angebote nicht geändert werden.
sample-10-6 = Wir haben mit beiden gesprochen. Sie tauschen zurück, und Angebote dürfen nicht mehr geändert werden, sobald jemand angenommen hat.
sample-10-7 = Bisher haben sie nicht zurückgetauscht, und heute ging es wieder los. Schaut heute Abend jemand vorbei?

sample-11-subject = Welches Mikrofon nehmt ihr für den Podcast?
sample-11-details = Ich möchte zu Hause einen Gastbeitrag aufnehmen, und er soll so klingen wie bei euch.
sample-11-1 = Ein einfaches mit USB auf einem Ständer. Wichtiger ist der Raum: Teppich und Vorhang wirken Wunder.
sample-11-2 = Einen Teppich habe ich! Darf ich eine Probeaufnahme schicken?
sample-11-3 = Gern. Leg sie in den Kanal hinter der Bühne, dort hören die Hosts jeden Freitag hinein.

sample-12-subject = Nachts kommen Benachrichtigungen trotz Ruhezeit
sample-12-details = Meine Ruhezeit geht von zehn bis sieben. Der Veranstaltungsbot erwähnt mich trotzdem um Mitternacht.
sample-12-1 = Der Veranstaltungsbot hatte eine eigene Uhr, und die ging zwei Stunden nach. Das ist jetzt behoben.
sample-12-2 = Wunderbar, danke!
sample-12-3 = Heute Nacht war es wieder so, um Viertel nach zwölf.
sample-12-4 = Dann gibt es eine zweite Liste. Um welche Veranstaltung ging es?
sample-12-5 = Um den Schachabend. Dafür habe ich mich vor einem Monat angemeldet.

sample-13-subject = Gibt es einen Wegweiser für neue Mitglieder?
sample-13-details = Ich bin seit heute hier und zwischen all den Kanälen etwas verloren.

sample-14-subject = Ich kann in der Sprachlounge nicht sprechen
sample-14-details = Ich höre alle, aber die Taste für mein Mikrofon ist grau.
sample-14-1 = Hallo! Für die Lounge braucht es die Rolle „verifiziert“. Hast du im Willkommenskanal auf die Schaltfläche gedrückt?
sample-14-2 = Habe ich, aber es ist nichts passiert.
sample-14-3 = Ich sehe es: Die Rolle stand kurz über dem Bot. Drück bitte noch einmal.
sample-14-4 = Jetzt geht es. Bis gleich dort!
sample-14-5 = Nach wenigen Minuten beantwortet, und freundlich. Danke!

sample-15-subject = Der Einladungslink unten auf der Seite ist abgelaufen
sample-15-details = Ich wollte jemanden mitbringen, aber der Link auf eurer Seite soll nicht mehr gelten.
sample-15-1 = Gut gesehen! Jetzt steht dort einer, der nicht abläuft.
sample-15-2 = Mein Freund ist da. Danke!

sample-16-subject = Bekomme ich die Aufnahme der Zeichenstunde?
sample-16-details = Ich musste mittendrin gehen, und gerade der Teil über das Licht war mir wichtig.
sample-16-1 = Wir haben sie, aber zwei wollten nicht zu hören sein. Ich schneide das erst heraus, reicht dir heute Abend?
sample-16-2 = Natürlich, lass dir Zeit.
sample-16-3 = Bitte sehr: Sie ist jetzt im Kunstkanal angeheftet.

sample-17-subject = Ein Konto gibt sich als einer der Hosts aus
sample-17-details = Es hat dasselbe Bild und fragt Leute nach ihrer E-Mail-Adresse.
sample-17-1 = Danke, das ist niemand von uns. Wir kümmern uns sofort darum.
sample-17-2 = Konto entfernt, vier Leute waren angeschrieben worden. Alle vier sind gewarnt.
sample-17-3 = Das Konto ist entfernt, und wer angeschrieben wurde, weiß Bescheid.

sample-18-subject = Idee: ein Kanal für Bilder von Balkonen
sample-18-details = Der Frühling ist da, und viele von uns ziehen Tomaten.
sample-18-1 = Schöne Idee! Würdest du dich in den ersten Wochen um den Kanal kümmern? Dann öffnen wir ihn.

sample-19-subject = Ich wurde stummgeschaltet und weiß nicht warum
sample-19-details = Seit gestern kann ich nirgends schreiben, und niemand hat mir etwas gesagt.
sample-19-1 = Das war ein Fehler des Wortfilters: Er hielt deine Blume für etwas anderes. Du kannst wieder schreiben, und es tut uns leid.
sample-19-2 = Danke. Ein Wort am selben Tag wäre schön gewesen.
sample-19-3 = Am Ende war es gelöst, aber ich habe fast einen Tag gewartet.

sample-20-subject = Die Regeln auf Portugiesisch übersetzen
sample-20-details = Das könnte ich am Wochenende machen. Gibt es einen Text, von dem ich ausgehen kann?
sample-20-1 = Das wäre großartig! Der Text ist im Übersetzerkanal angeheftet, die Rolle dafür hast du jetzt.
sample-20-2 = Die dritte Übersetzung in diesem Monat. Die Übersetzer sollten wir im Rundbrief erwähnen.
sample-20-3 = Ich bin drin und habe schon angefangen.

sample-21-subject = Der Kalender zeigt eine andere Zeitzone
sample-21-details = Seit der Zeitumstellung ist für mich alles eine Stunde zu früh.
sample-21-1 = Der Kalender wusste nichts von der Zeitumstellung. Jetzt weiß er es.
sample-21-2 = Bei wiederholten Terminen stimmt es noch nicht, zum Beispiel beim Schachabend.
sample-21-3 = Du hast recht, wiederholte Termine waren vorher eingetragen. Ich habe sie neu angelegt.

sample-22-subject = Wo finde ich meine Urkunde vom Workshop?
sample-22-details = Ich war im März dabei, und es hieß, es gebe eine.
sample-22-1 = Die verschickt der Kursleiter. Welcher Workshop war es, Aquarell oder Ton?

sample-23-subject = Ich habe auf einen seltsamen Link geklickt, was nun?
sample-23-details = Es sah aus wie die Anmeldeseite. Ich habe mein Passwort eingegeben, bevor ich es merkte.
sample-23-1 = Gut, dass du es sagst! Ändere sofort dein Passwort und melde danach in den Einstellungen alle anderen Geräte ab.
sample-23-2 = Passwort geändert, und überall abgemeldet.
sample-23-3 = Sehr gut. Schalte noch die Zwei-Faktor-Anmeldung ein, dann bist du sicher. In deinem Namen wurde hier nichts geschickt.
sample-23-4 = Ich war in Panik, und hier blieb man ruhig und half sofort.

sample-24-subject = Mein Team fehlt in der Turnierliste
sample-24-details = Wir haben uns rechtzeitig zu fünft angemeldet, aber die Liste endet bei Team zwölf.
sample-24-1 = Euer Formular war da, nur der Name des Kapitäns fehlte. Wer ist es?
sample-24-2 = Das bin ich. Nächstes Mal könnte das Formular es einfach sagen.
