//! The open tickets, and figures at a glance: of the types that the asker handles (P45, P46, A33).

use super::context::{Act, Said};
use crate::{
    custom_id::CustomId,
    reply::{self, color, inert, length},
};
use desk::{
    ports::{Filter, Row, Show, USUAL_ZONE},
    reports::{self, Ask, First, Spread},
};
use serde_json::{Value, json};
use ticket::{
    Refusal, Status, TypeId, access, calendar,
    report::{Count, Days, FEWEST_DURATIONS, period, share},
    sample, say, text,
};

/// Days that the figures look back.
const DAYS: i64 = 30;
/// Tickets on a page of the list: as many as surely fit.
const MOST: usize = 15;
/// Pages of the list; what is beyond is in the browser.
const PAGES: usize = 40;
/// Characters of an embed's description (resources/message, "Embed Limits").
const ROOM: usize = 4096;

impl Act<'_> {
    /// Staff see the tickets of their types; members see their own. Page by page, the first is 0.
    pub(crate) async fn list(&self, page: u8) -> Said {
        let types = self.types_in_sight().await?;
        let mut filter = Filter { show: Show::Open, ..Filter::default() };
        if types.is_empty() {
            filter.opener = Some(self.person.user);
        } else {
            filter.types = Some(types);
        }
        let wanted = usize::from(page).min(PAGES - 1);
        let most = ((wanted + 1) * MOST + 1) as u32;
        let asked = most + u32::from(sample::COUNT);
        let mut rows = self.bot.desk.store().list(self.guild, &filter, None, asked).await?;
        // Samples stay on the web.
        rows.retain(|row| !row.ticket.is_sample());
        // Some may be closed since: then the last page there is.
        let page = wanted.min(rows.len().saturating_sub(1) / MOST);
        let mut lines = String::new();
        for row in rows.iter().skip(page * MOST).take(MOST) {
            let line = self.line(row);
            if length(&lines) + length(&line) <= ROOM {
                lines.push_str(&line);
            }
        }
        if rows.is_empty() {
            lines = say!(self.locale, "list-empty");
        }
        let mut embed = json!({
            "title": say!(self.locale, "list-title"), "description": lines, "color": color::PLAIN,
        });
        let more = rows.len() > (page + 1) * MOST;
        let turn = |to: usize, words: &str| {
            reply::button(&CustomId::List(u8::try_from(to).unwrap_or_default()), words, 2)
        };
        let mut buttons = Vec::new();
        if page > 0 {
            buttons.push(turn(page - 1, &say!(self.locale, "list-back")));
        }
        if more && page + 1 < PAGES {
            buttons.push(turn(page + 1, &say!(self.locale, "list-more")));
        }
        if more || page > 0 {
            embed["footer"] = json!({ "text": say!(self.locale, "list-page", number = page + 1) });
        }
        let mut body = reply::embed(embed);
        buttons
            .push(reply::link(&self.bot.config.guild_url(self.guild), &say!(self.locale, "button-open-web")));
        body["components"] = json!([reply::row(buttons)]);
        Ok(body)
    }

    fn line(&self, row: &Row) -> String {
        let ticket = &row.ticket;
        let place = match ticket.surface.channel() {
            Some(channel) => format!("<#{channel}>"),
            None => format!("**#{}**", ticket.key.number),
        };
        let who = match (ticket.status(), ticket.assignee, &ticket.claim) {
            (Status::Claimed, _, Some(claim)) => format!("<@{}>", claim.by),
            (_, Some(user), _) => format!("<@{user}>"),
            _ => say!(self.locale, "nobody"),
        };
        let subject = inert(&reply::cut(&ticket.subject, 60));
        let priority = text::priority(self.locale, ticket.priority);
        format!("{place} {subject}\n-# {priority} · {who} · <t:{}:R>\n", row.activity.last_at.seconds())
    }

    pub(crate) async fn stats(&self) -> Said {
        let types = self.types_in_sight().await?;
        if types.is_empty() {
            return Err(Refusal::StaffOnly.into());
        }
        let counts = self
            .bot
            .desk
            .store()
            .counts(self.guild, Some(&types), self.person.user, self.bot.desk.clock().now())
            .await?;
        let field =
            |name: String, value: u64| json!({ "name": name, "value": value.to_string(), "inline": true });
        let mut fields = vec![
            field(say!(self.locale, "stats-open"), counts.open),
            field(say!(self.locale, "stats-unassigned"), counts.unassigned),
            field(say!(self.locale, "stats-mine"), counts.mine),
            field(say!(self.locale, "stats-for-us"), counts.for_us),
            field(say!(self.locale, "stats-for-member"), counts.for_member),
        ];
        fields.extend(self.last_days(types).await?);
        let mut body = reply::embed(json!({
            "title": say!(self.locale, "stats-title"),
            "color": color::PLAIN,
            "fields": fields,
        }));
        let url = format!("{}/g/{}/reports", self.bot.config.public_url.trim_end_matches('/'), self.guild);
        body["components"] =
            json!([reply::row(vec![reply::link(&url, &say!(self.locale, "stats-reports"))])]);
        Ok(body)
    }

    /// The short form of the report of the last days.
    async fn last_days(&self, types: Vec<TypeId>) -> Result<Vec<Value>, super::context::No> {
        let (desk, l) = (&self.bot.desk, self.locale);
        let name = desk.store().figures_zone(self.guild).await?.unwrap_or_else(|| USUAL_ZONE.to_owned());
        let zone = calendar::zone(&name).unwrap_or(calendar::Zone::UTC);
        let now = desk.clock().now();
        let days = Days::until(period::local(&zone, now).0, DAYS);
        let ask = Ask { guild: self.guild, days, types: Some(types), now, first: First::default() };
        let report = reports::report(desk.store(), &ask).await?;
        let spread = |spread: &Spread| {
            let shown = spread.all.filter(|all| all.count >= FEWEST_DURATIONS);
            shown.map_or_else(
                || "–".to_owned(),
                |all| format!("{} · {}", text::duration(l, all.median), text::duration(l, all.p95)),
            )
        };
        let total = &report.total;
        let broken = share(total.get(Count::Breached), total.get(Count::Promised));
        let broken = broken.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share * 100.0));
        let field = |name: String, value: String| json!({ "name": name, "value": value, "inline": true });
        let opened = format!("{} · {}", total.get(Count::Opened), total.get(Count::Closed));
        Ok(vec![
            field(say!(l, "stats-opened-closed", days = DAYS), opened),
            field(say!(l, "stats-first-response"), spread(&report.first_response)),
            field(say!(l, "stats-resolution"), spread(&report.resolution)),
            field(say!(l, "stats-broken"), broken),
        ])
    }

    async fn types_in_sight(&self) -> Result<Vec<TypeId>, super::context::No> {
        let config = self.bot.guild_config(self.guild).await?;
        let seen = config.types.iter().filter(|of| access::may_view(&config, of, &self.person));
        Ok(seen.map(|of| of.id).collect())
    }
}
