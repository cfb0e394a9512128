//! Words that say nothing about what is asked. Sorted, as they are typed: small letters, no accents, no apostrophes.

/// English, with what people write in chats.
#[rustfmt::skip]
pub const ENGLISH: &[&str] = &[
    "a", "about", "actually", "again", "ah", "all", "already", "also", "am", "an", "and", "any",
    "anybody", "anyone", "anything", "anyway", "are", "arent", "as", "asap", "ask", "asked", "asking",
    "at", "bc", "be", "because", "been", "being", "bit", "bro", "bruh", "btw", "but", "by", "can",
    "cannot", "cant", "cause", "come", "could", "couldnt", "cuz", "did", "didnt", "do", "does", "doesnt",
    "doing", "done", "dont", "dude", "else", "etc", "even", "ever", "every", "everyone", "everything",
    "exactly", "for", "from", "get", "gets", "getting", "give", "go", "going", "gonna", "good", "got",
    "gotta", "guess", "guy", "guys", "had", "has", "hasnt", "have", "havent", "having", "he", "hello",
    "help", "her", "here", "hey", "hi", "him", "his", "how", "hows", "i", "id", "idk", "if", "ik", "ill",
    "im", "imo", "in", "into", "is", "isnt", "it", "its", "ive", "just", "kinda", "know", "let", "lets",
    "like", "lmao", "lol", "long", "look", "looking", "lot", "man", "many", "may", "maybe", "me", "mean", "means",
    "might", "mine", "much", "must", "my", "myself", "need", "needed", "needs", "no", "nope", "not",
    "now", "of", "oh", "ok", "okay", "omg", "on", "one", "only", "or", "other", "our", "out", "over",
    "people", "per", "please", "pls", "plz", "possible", "pretty", "probably", "put", "question",
    "questions", "quick", "quite", "r", "really", "right", "rn", "said", "same", "saw", "say", "says", "see",
    "seem", "seems", "she", "should", "shouldnt", "since", "so", "some", "somebody", "somehow", "someone",
    "something", "sorry", "still", "such", "suddenly", "sure", "take", "takes", "tell", "than", "thank", "thanks", "that",
    "thats", "the", "their", "them", "then", "there", "theres", "these", "they", "theyre", "thing",
    "things", "think", "this", "tho", "those", "though", "thought", "thx", "till", "to", "told", "too",
    "tried", "tries", "try", "trying", "ty", "u", "uh", "um", "until", "up", "ur", "us", "use", "used",
    "using", "very", "wanna", "want", "wanted", "wants", "was", "wasnt", "way", "we", "well", "went",
    "were", "what", "whats", "when", "where", "wheres", "whether", "which", "while", "who", "whos",
    "whose", "why", "will", "wish", "with", "wonder", "wondering", "wont", "work", "working", "works", "would", "wouldnt", "wtf",
    "ya", "yeah", "yes", "yet", "yo", "you", "your", "youre", "yours",
];

/// German, with what people write in chats.
#[rustfmt::skip]
pub const GERMAN: &[&str] = &[
    "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "auch", "auf", "aus",
    "bei", "beim", "bin", "bis", "bisschen", "bist", "bitte", "brauche", "bzw", "da", "dabei", "dafur",
    "damit", "danach", "danke", "dann", "dar", "darf", "darum", "das", "dass", "dein", "deine", "dem",
    "den", "denn", "der", "des", "dich", "die", "dies", "diese", "diesem", "diesen", "dieser", "dieses",
    "dir", "doch", "dort", "du", "durch", "eben", "eigentlich", "ein", "eine", "einem", "einen", "einer",
    "eines", "einfach", "er", "es", "etwa", "etwas", "euch", "euer", "eure", "frage", "fragen", "fur",
    "gar", "geben", "gebt", "geht", "gern", "gerne", "gewesen", "gibt", "hab", "habe", "haben", "habt",
    "hallo", "hat", "hatte", "hatten", "hey", "hier", "hilf", "hilfe", "ich", "ihm", "ihn", "ihnen",
    "ihr", "ihre", "im", "immer", "in", "ins", "irgendwie", "ist", "ja", "jemand", "jetzt", "kann",
    "kannst", "kein", "keine", "keinen", "konnen", "konnt", "konnte", "konntet", "mal", "man", "mehr",
    "mein", "meine", "meinem", "meinen", "meiner", "mich", "mir", "mit", "mochte", "moin", "muss",
    "musste", "nach", "nein", "nicht", "nichts", "noch", "nun", "nur", "ob", "oder", "ohne", "schon",
    "sehr", "sein", "seine", "seit", "sich", "sie", "sind", "so", "soll", "sollte", "sonst", "uber", "um",
    "und", "uns", "unser", "unter", "vom", "von", "vor", "wann", "war", "waren", "warum", "was", "weil",
    "weiss", "welche", "welchem", "welchen", "welcher", "welches", "wenn", "wer", "werde", "werden",
    "wie", "wieso", "will", "wir", "wird", "wo", "woher", "wohin", "wollte", "worden", "wurde", "wurden",
    "zu", "zum", "zur",
];
