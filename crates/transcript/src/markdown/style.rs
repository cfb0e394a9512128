//! Marks that open and close: stars, underscores, tildes, bars.

use super::inline::Inline;
use super::{Event, Tag};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Star,
    Score,
    Strong,
    Underline,
    Strike,
    Spoiler,
}

impl Style {
    fn tag(self) -> Tag {
        match self {
            Self::Star | Self::Score => Tag::Emphasis,
            Self::Strong => Tag::Strong,
            Self::Underline => Tag::Underline,
            Self::Strike => Tag::Strike,
            Self::Spoiler => Tag::Spoiler,
        }
    }

    fn width(self) -> usize {
        if matches!(self, Self::Star | Self::Score) { 1 } else { 2 }
    }
}

/// A style that was opened: which, the index of its event, and where its mark stands.
pub(super) struct Opened {
    pub(super) style: Style,
    pub(super) event: usize,
    pub(super) at: usize,
}

impl Inline<'_, '_> {
    pub(super) fn stars(&mut self) {
        let run = self.bytes[self.at..self.end].iter().take_while(|b| **b == b'*').count();
        let after = self.at + run;
        let can_open = after < self.end && !self.bytes[after].is_ascii_whitespace();
        let can_close = self.at > self.start && !self.bytes[self.at - 1].is_ascii_whitespace();
        let mut left = run;
        while left > 0 {
            let inner = self
                .open
                .iter()
                .rev()
                .find(|o| matches!(o.style, Style::Star | Style::Strong))
                .map(|o| o.style);
            let star_open = self.is_open(Style::Star);
            let strong_open = self.is_open(Style::Strong);
            if left >= 2 && strong_open && (inner == Some(Style::Strong) || left == 2) {
                self.close(Style::Strong);
                left -= 2;
            } else if star_open && can_close && left != 2 {
                self.close(Style::Star);
                left -= 1;
            } else if left == 2 && !strong_open && after < self.end {
                self.start_style(Style::Strong);
                left -= 2;
            } else if can_open && !star_open && (left == 1 || (left == 3 && !strong_open)) {
                self.start_style(Style::Star);
                left -= 1;
            } else {
                let skip = if left > 3 { left - 3 } else { left };
                self.at += skip;
                left -= skip;
            }
        }
    }

    pub(super) fn scores(&mut self) {
        let run = self.bytes[self.at..self.end].iter().take_while(|b| **b == b'_').count();
        let word_before =
            self.text[self.start..self.at].chars().next_back().is_some_and(char::is_alphanumeric);
        let word_after = self.text[self.at + run..self.end].chars().next().is_some_and(char::is_alphanumeric);
        let mut left = run;
        while left > 0 {
            let inner = self
                .open
                .iter()
                .rev()
                .find(|o| matches!(o.style, Style::Score | Style::Underline))
                .map(|o| o.style);
            if left >= 2 && self.is_open(Style::Underline) && (left == 2 || inner == Some(Style::Underline)) {
                self.close(Style::Underline);
                left -= 2;
            } else if left != 2 && self.is_open(Style::Score) && !word_after {
                self.close(Style::Score);
                left -= 1;
            } else if left == 2 && !self.is_open(Style::Underline) && self.at + 2 < self.end {
                self.start_style(Style::Underline);
                left -= 2;
            } else if (left == 1 || left == 3) && !self.is_open(Style::Score) && !word_before && word_after {
                self.start_style(Style::Score);
                left -= 1;
            } else {
                let skip = if left > 3 { left - 3 } else { left };
                self.at += skip;
                left -= skip;
            }
        }
    }

    pub(super) fn pair(&mut self, style: Style) {
        if self.is_open(style) {
            self.close(style);
        } else {
            self.start_style(style);
        }
    }

    pub(super) fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|o| o.style == style)
    }

    fn start_style(&mut self, style: Style) {
        let event = {
            self.flush(self.at);
            self.out.len()
        };
        self.out.push(Event::Open(style.tag()));
        self.open.push(Opened { style, event, at: self.at });
        self.at += style.width();
        self.plain = self.at;
    }

    fn close(&mut self, style: Style) {
        let Some(mut index) = self.open.iter().rposition(|o| o.style == style) else { return };
        // `***a* b**`: the marks stood together, so they may be read in the other order.
        if let Some(next) = self.open.get(index + 1)
            && matches!((style, next.style), (Style::Star, Style::Strong) | (Style::Score, Style::Underline))
            && next.event == self.open[index].event + 1
        {
            self.swap(index);
            index += 1;
        }
        let empty = self.open[index].at + style.width() == self.at;
        for opened in self.open.drain(index + 1..).collect::<Vec<_>>() {
            self.give_up(&opened);
        }
        if empty {
            // Nothing between the marks: they are text, and a new pair may begin here.
            if let Some(opened) = self.open.pop() {
                self.give_up(&opened);
            }
            self.at += style.width();
            return;
        }
        self.flush(self.at);
        self.out.push(Event::Close(style.tag()));
        self.open.truncate(index);
        self.at += style.width();
        self.plain = self.at;
    }

    /// Exchanges two marks that stand directly beside each other.
    fn swap(&mut self, index: usize) {
        let (outer, inner) = (self.open[index].style, self.open[index + 1].style);
        let at = self.open[index].at;
        self.out.swap(self.open[index].event, self.open[index + 1].event);
        self.open[index].style = inner;
        self.open[index + 1].style = outer;
        self.open[index + 1].at = at + inner.width();
    }

    /// An opening mark without partner is text.
    pub(super) fn give_up(&mut self, opened: &Opened) {
        self.out[opened.event] = Event::Text(opened.at..opened.at + opened.style.width());
    }
}
