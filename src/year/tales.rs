//! What people of the demo's past year wrote about.

/// One matter, as it is usually talked about.
pub(super) struct Tale {
    /// The ticket's subject; of help the first answer of the form.
    pub(super) subject: &'static str,
    /// What staff tag it with, by the number of the tag.
    pub(super) tags: &'static [u32],
    /// The second answer.
    pub(super) details: &'static str,
    /// What staff say: at first, and after each word of the member.
    pub(super) staff: [&'static str; 3],
    /// What the member says in between.
    pub(super) member: [&'static str; 2],
    /// The heading of the section that answers it, where the knowledge bases do.
    pub(super) known: Option<&'static str>,
}

/// Help, then billing.
pub(super) const TALES: [&[Tale]; 2] = [HELP, BILLING];

const HELP: &[Tale] = &[
    Tale {
        subject: "The map does not load in the harbour",
        tags: &[1],
        details: "I see the water but no houses, and the minimap stays grey.",
        staff: [
            "That sounds like a cached map tile. Does it happen right after the start, or only after a voyage?",
            "Please close the game, delete the folder named `tiles`, and start again. It is made anew.",
            "Good to hear. If it comes back, press F8 there so that we get the log.",
        ],
        member: ["After a voyage, always in the same harbour.", "The houses are back, thank you!"],
        known: None,
    },
    Tale {
        subject: "Cannot connect since this evening",
        tags: &[],
        details: "It says that the server does not answer, with every ship.",
        staff: [
            "Are you on a VPN, or does your router have a firewall of its own?",
            "Then please allow the ports 7400 to 7410 UDP and try once more.",
            "Fair winds then.",
        ],
        member: ["The router has one, my brother set it up.", "That was it. I am in."],
        known: Some("Cannot connect to the server"),
    },
    Tale {
        subject: "My sloop is gone after the crash",
        tags: &[1],
        details: "The server went down while I was at sea, and now the dock is empty.",
        staff: [
            "We are sorry about that evening. At what time was it, and which sloop?",
            "Found her. She is back in the shipyard of Fisher's Rest, with her cargo.",
            "Happy sailing. She is insured for a week, on the house.",
        ],
        member: ["About 21:40, the Gannet.", "There she is! You are the best."],
        known: Some("Lost ship or cargo"),
    },
    Tale {
        subject: "How do I change my captain's name?",
        tags: &[],
        details: "I made a typo when I signed up and everybody calls me Captian.",
        staff: [
            "The clerk in the harbor office does it, the first time for free.",
            "Left of the lighthouse, the door with the anchor above it.",
            "You are welcome, Captain.",
        ],
        member: ["Where is the office?", "Found it, thanks."],
        known: Some("Changing the captain's name"),
    },
    Tale {
        subject: "Black screen at the start",
        tags: &[1],
        details: "I hear the gulls but see nothing at all.",
        staff: [
            "Which graphics card do you have, and when did you last update its driver?",
            "Please update it first. If it stays black, start once with `--windowed`.",
            "Glad that it is bright again.",
        ],
        member: ["A four-year-old one. I never updated anything.", "The new driver did it."],
        known: Some("Black screen"),
    },
    Tale {
        subject: "Someone insults us in the harbour chat",
        tags: &[],
        details: "A crew of three follows us and writes the worst things.",
        staff: [
            "Thank you for telling us. Do you have names, or a picture of the chat?",
            "That is clear enough. They are muted, and we talk to their captain.",
            "Write again at once if they go on.",
        ],
        member: ["I have sent you three pictures.", "Quiet now. Thank you for being so quick."],
        known: None,
    },
    Tale {
        subject: "Stuck behind the pier",
        tags: &[1],
        details: "I jumped and now I stand between the wall and the planks.",
        staff: [
            "We have you on the chart. Please do not log out for a minute.",
            "You should stand on the pier now. Do you?",
            "We have closed the gap. It will be in the next update.",
        ],
        member: ["I am waiting.", "Yes, dry and safe."],
        known: None,
    },
    Tale {
        subject: "How do I play with a friend?",
        tags: &[],
        details: "She is on the same server but I cannot see her ship.",
        staff: [
            "Ships of friends are seen in the same waters only. Are you both in the open sea?",
            "She is on the practice lake then. Through the lock she reaches the sea.",
            "Have a good trip, you two.",
        ],
        member: ["I am, she says hers is very calm.", "We met at the lock!"],
        known: Some("Playing with friends"),
    },
];

const BILLING: &[Tale] = &[
    Tale {
        subject: "Season pass charged twice",
        tags: &[2],
        details: "The season pass was charged twice on the same day.",
        staff: [
            "I see both payments. The second one goes back to your card today.",
            "Three to five days, depending on your bank.",
            "Thank you for your patience.",
        ],
        member: ["How long will it take?", "It has arrived."],
        known: None,
    },
    Tale {
        subject: "A gift that he has already",
        tags: &[2],
        details: "I bought the Harbor Pass as a gift, but he has it already.",
        staff: [
            "We can turn it into coins for you, or into a voucher for him. What would you like?",
            "Done. The voucher is in your mailbox; it holds for a year.",
            "Our pleasure.",
        ],
        member: ["A voucher, please.", "He is happy. Thanks!"],
        known: None,
    },
    Tale {
        subject: "Invoice with our address",
        tags: &[],
        details: "I need an invoice with the address of our club.",
        staff: [
            "Of course. Please send the address as it should stand there.",
            "The new invoice is on its way by mail, the old one is cancelled.",
            "You are welcome.",
        ],
        member: ["Sailing club Westwind, Pier 4, and no tax number.", "Perfect, our treasurer is pleased."],
        known: None,
    },
    Tale {
        subject: "Card declined",
        tags: &[],
        details: "My card was declined, but the bank says all is well.",
        staff: [
            "The second factor of your bank timed out. Could you try once more and confirm it within five minutes?",
            "I can see it: paid. Your pass is active.",
            "Have fun on the water.",
        ],
        member: ["It asked me this time, and I confirmed.", "I see it too."],
        known: None,
    },
    Tale {
        subject: "A code that is said to be used",
        tags: &[],
        details: "The code WINTERSEA is said to be used, but not by me.",
        staff: [
            "It was made for one use and somebody shared it. Here is one that is yours alone: it is in your mailbox.",
            "That one holds until the end of the month.",
            "Enjoy it.",
        ],
        member: ["Does it expire?", "Worked, thank you."],
        known: None,
    },
    Tale {
        subject: "A gift that went to the wrong account",
        tags: &[3],
        details: "The gift went to a wrong account, I mistyped the name.",
        staff: [
            "Nobody has opened it yet, so we can send it on. What is the right name?",
            "It is with her now.",
            "All the best to her.",
        ],
        member: ["Quentin's sister, `quinn_at_sea`.", "She has it. You saved a birthday."],
        known: None,
    },
];
