//! Polls: the question, what each answer got, and until when.

use super::Thread;
use crate::model::Poll;
use std::io::Write;

impl<W: Write> Thread<'_, W> {
    pub(super) fn poll(&mut self, poll: &Poll) {
        let total: u64 = poll.answers.iter().fold(0, |sum, a| sum.saturating_add(a.votes));
        self.out.raw("<div class=\"t-poll\"><div class=\"t-pollq\" dir=\"auto\">");
        self.out.text(&poll.question);
        self.out.raw("</div><ul role=\"list\">");
        for answer in &poll.answers {
            self.out.raw("<li><span class=\"t-polla\" dir=\"auto\">");
            if let Some(emoji) = &answer.emoji {
                self.emoji(emoji);
                self.out.raw(" ");
            }
            self.out.text(&answer.text);
            self.out.raw("</span><span class=\"t-quiet\">");
            self.votes(answer.votes);
            self.out.raw("</span><meter min=\"0\" max=\"");
            self.out.number(total.max(1));
            self.out.raw("\" value=\"");
            self.out.number(answer.votes);
            self.out.raw("\"></meter></li>");
        }
        self.out.raw("</ul><div class=\"t-quiet\">");
        self.votes(total);
        let words = self.words();
        if poll.finalized {
            self.out.raw(" · ");
            self.out.text(&words.poll_closed);
        } else if let Some(at) = poll.expiry {
            self.out.raw(" · ");
            self.phrase(&words.poll_until, |t, _| {
                let local = t.clock.local(at);
                t.time(at, |clock, out| clock.short(out, local));
            });
        }
        if poll.multiselect {
            self.out.raw(" · ");
            self.out.text(&words.poll_several);
        }
        self.out.raw("</div></div>");
    }

    fn votes(&mut self, count: u64) {
        let words = self.words();
        self.counted(if count == 1 { &words.vote_one } else { &words.votes }, count);
    }
}
