# Einzelne Tasten einer Person
keys-change = Tasten ändern
keys-title = Tastenkürzel
keys-text = Jede einzelne Taste kann eine andere sein. Dieser Browser merkt sich deine Wahl: andere Geräte haben vielleicht andere Tastaturen.
keys-off = Einzelne Tasten sind aus
keys-off-hint = Tasten mit Strg oder Alt, Pfeile, Enter und Esc gehen weiterhin. Für alle, die mit dem Computer sprechen oder aus Versehen Tasten drücken.
keys-reset = Wieder wie üblich
keys-unfit = „{ $does }“ braucht einen Kleinbuchstaben, eine Ziffer oder ein Zeichen.
keys-twice = „{ $key }“ täte beides: „{ $one }“ und „{ $other }“. Gib jedem eine eigene Taste.
keys-are-off = Einzelne Tasten sind aus.
keys-next = Nächste Zeile der Liste
keys-previous = Vorige Zeile der Liste
