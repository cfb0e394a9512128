//! Members of threads, and lists of archived ones.

use super::{NOTHING, OK, Reply, page, read::number};
use crate::{
    error::{Answered, refuse, unknown},
    permissions as p,
    threads::{PRIVATE, PUBLIC},
    wire,
    world::{GUILD_MEMBERS, World},
};
use serde_json::{Value, json};
use std::collections::HashMap;

pub(super) fn route(
    world: &mut World,
    method: &str,
    id: u64,
    rest: &[&str],
    query: &HashMap<String, String>,
) -> Answered<Reply> {
    let user = |text: &str, bot: u64| if text == "@me" { Ok(bot) } else { number(text) };
    match (method, rest) {
        ("GET", ["thread-members"]) => members(world, id, query),
        ("GET", ["thread-members", who]) => {
            world.need(id, p::VIEW_CHANNEL)?;
            let who = user(who, world.bot)?;
            let inside = world.channels[&id].thread.as_ref().is_some_and(|one| one.members.contains(&who));
            if inside { Ok((OK, world.thread_member(id, who))) } else { Err(unknown("Member", 10007)) }
        }
        ("PUT", ["thread-members", who]) => world.join_thread(id, user(who, world.bot)?).map(|()| NOTHING),
        ("DELETE", ["thread-members", who]) => {
            world.drop_from_thread(id, user(who, world.bot)?).map(|()| NOTHING)
        }
        ("GET", ["threads", "archived", "public"]) => {
            world.need(id, p::READ_MESSAGE_HISTORY)?;
            archived(world, id, query, &|kind, _| kind == PUBLIC)
        }
        ("GET", ["threads", "archived", "private"]) => {
            world.need(id, p::READ_MESSAGE_HISTORY | p::MANAGE_THREADS)?;
            archived(world, id, query, &|kind, _| kind == PRIVATE)
        }
        ("GET", ["users", "@me", "threads", "archived", "private"]) => {
            world.need(id, p::READ_MESSAGE_HISTORY)?;
            archived(world, id, query, &|kind, joined| kind == PRIVATE && joined)
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

/// Who is in a thread: only for applications that may know members.
fn members(world: &World, id: u64, query: &HashMap<String, String>) -> Answered<Reply> {
    world.need(id, p::VIEW_CHANNEL)?;
    if world.granted & GUILD_MEMBERS == 0 {
        return Err(crate::error::no_access());
    }
    let thread = world.channels[&id].thread.as_ref().ok_or_else(|| unknown("Channel", 10003))?;
    let (after, limit) = (page::id(query, "after")?.unwrap_or(0), page::limit(query, 100, 100)?);
    let listed = thread.members.range(after + 1..).take(limit);
    Ok((OK, listed.map(|user| world.thread_member(id, *user)).collect()))
}

/// Archived threads, the latest archived first, and whether there are more.
fn archived(
    world: &World,
    parent: u64,
    query: &HashMap<String, String>,
    wanted: &dyn Fn(u8, bool) -> bool,
) -> Answered<Reply> {
    let limit = page::limit(query, 50, 100)?;
    let before = query.get("before").map(String::as_str);
    let mut found: Vec<_> = world
        .channels
        .values()
        .filter_map(|one| Some((one, one.thread.as_ref()?)))
        .filter(|(one, thread)| {
            let time = wire::time(thread.archived_at);
            // Times of one form are in order as text, up to the fractions a client leaves out.
            let earlier = before.is_none_or(|before| time.as_str() < before);
            one.parent == Some(parent)
                && thread.archived
                && earlier
                && wanted(one.kind, thread.members.contains(&world.bot))
        })
        .collect();
    found.sort_by_key(|(one, thread)| std::cmp::Reverse((thread.archived_at, one.id)));
    let more = found.len() > limit;
    let threads: Value = found.iter().take(limit).map(|(one, _)| wire::channel(world, one)).collect();
    let members: Value = found
        .iter()
        .take(limit)
        .filter(|(_, thread)| thread.members.contains(&world.bot))
        .map(|(one, _)| world.thread_member(one.id, world.bot))
        .collect();
    Ok((OK, json!({"threads": threads, "members": members, "has_more": more})))
}
