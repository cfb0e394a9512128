// A small Discord client for the demo. Text of people is only ever put into the page as text.
import { chosen, field, isMenu, menu } from "./fields.js";

const $ = (id) => document.getElementById(id);
let person = sessionStorage.person;
let channel = sessionStorage.channel;
let dashboard, people = [], view = { channels: [], users: [], roles: [], commands: [], emojis: [], stickers: [] };
let seen = JSON.parse(sessionStorage.seen || "{}");
let shown = "";

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
};
// What the browser is set to, as Discord writes it; what of a command has words in it is shown so.
const locale = navigator.language.startsWith("en") ? "en-US" : navigator.language.split("-")[0];
const spoken = (one, what) => one[`${what}_localizations`]?.[locale] ?? one[what];
const color = (number) => (number ? `#${number.toString(16).padStart(6, "0")}` : "");
const nameOf = (id) => {
  const user = view.users.find((one) => one.id === id);
  return user?.bot ? user.name.replace(/^./, (first) => first.toUpperCase()) : user?.name ?? "someone";
};

async function call(path, options) {
  const response = await fetch(`/client/${path}`, options);
  const text = await response.text();
  const body = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(body.message || response.statusText);
  return body;
}

function complain(error) {
  $("problem").textContent = error ? error.message : "";
  $("problem").hidden = !error;
}

const attempt = (act) => async (...args) => {
  complain();
  try { return await act(...args); } catch (error) { complain(error); }
};

function choosePeople() {
  const select = $("person");
  select.replaceChildren(...people.map((one) => make("option", { value: one.id, textContent: `${one.name} · ${one.role}`, selected: one.id === person })));
  select.onchange = () => { person = select.value; seen = {}; be(); };
}

function be() {
  sessionStorage.person = person;
  document.cookie = `fake_person=${person}; path=/; samesite=lax`;
  const link = $("dashboard");
  link.hidden = !dashboard;
  link.href = `${dashboard}/auth/discord?next=/`;
  link.textContent = `Guildhall dashboard as ${people.find((one) => one.id === person)?.name ?? "…"}`;
  shown = "";
  refresh();
}

let running, again;
async function refresh() {
  if (running) { again = true; return; }
  running = true;
  try {
    view = await call(`as/${person}/view`);
    const open = view.channels.filter((one) => one.type !== 4);
    if (!open.some((one) => one.id === channel)) channel = open.find((one) => one.name === "get-help")?.id ?? open[0]?.id;
    drawChannels(open);
    if (channel) drawMessages(await call(`as/${person}/channels/${channel}/messages`));
  } catch (error) { complain(error); }
  running = false;
  if (again) { again = false; refresh(); }
}

function drawChannels(open) {
  const entry = (one) => {
    const label = one.type === 1 ? nameOf(one.recipients?.map((user) => user.id).find((id) => id !== person) ?? "") || "Direct message" : (one.type === 12 ? "🧵 " : "# ") + one.name;
    const unread = one.id !== channel && one.last_message_id && seen[one.id] !== one.last_message_id;
    const button = make("button", { type: "button", textContent: one.type === 1 ? "✉ Guildhall" : label, className: unread ? "unread" : "" });
    if (one.id === channel) button.setAttribute("aria-current", "true");
    button.onclick = () => { channel = one.id; shown = ""; refresh(); };
    return button;
  };
  const groups = view.channels.filter((one) => one.type === 4);
  const parts = [make("h2", { textContent: view.guild ?? "" })];
  // A thread stands under its channel, where that can be seen.
  const under = (one) => [entry(one), ...open.filter((thread) => thread.parent_id === one.id).map(entry)];
  const grouped = (one) => [...groups, ...open].some((above) => above.id === one.parent_id);
  for (const one of open.filter((one) => one.type !== 1 && !grouped(one))) parts.push(...under(one));
  for (const group of groups) {
    const inside = open.filter((one) => one.parent_id === group.id);
    if (inside.length) parts.push(make("h2", { textContent: group.name }), ...inside.flatMap(under));
  }
  const direct = open.filter((one) => one.type === 1);
  if (direct.length) parts.push(make("h2", { textContent: "Direct messages" }), ...direct.map(entry));
  const focused = document.activeElement?.closest?.("#channels") ? document.activeElement.textContent : undefined;
  $("channels").replaceChildren(...parts);
  if (focused) [...$("channels").querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
}

const picture = (src, alt, className, side) => make("img", { src, alt, title: alt, className, width: side, height: side });
const emojiPicture = (id, name, animated) => picture(`/emojis/${id}.${animated ? "gif" : "png"}`, `:${name}:`, "emoji", 22);

/** The face beside a message: its picture, else a letter. */
function face(author, name) {
  const box = make("div", { className: "avatar", ariaHidden: "true" });
  const known = /^[0-9a-z_]+$/.test(author.avatar ?? "");
  box.append(known ? picture(`/avatars/${author.id}/${author.avatar}.png`, "", "", 40) : (name ?? "?")[0]);
  return box;
}

/** Emoji and stickers to choose from; `chosen` gets an emoji, a sticker is sent at once. */
function pick(chosen, stickers) {
  const box = $("picker");
  box.ariaLabel = "Emoji and stickers";
  const choose = (label, shown, act) => {
    const button = make("button", { type: "button", ariaLabel: label, title: label }, shown);
    button.onclick = attempt(async () => { box.hidden = true; await act(); });
    return button;
  };
  box.replaceChildren(
    ...["👍", "🎉", "👀"].map((one) => choose(one, one, () => chosen({ name: one }))),
    ...view.emojis.map((one) => choose(`:${one.name}:`, emojiPicture(one.id, one.name, one.animated), () => chosen(one))),
    ...(stickers ? view.stickers.map((one) => choose(`Sticker ${one.name}`, picture(`/stickers/${one.id}.png`, "", "", 44), () => send("sticker", one.id))) : []));
  box.hidden = false;
  box.firstChild.focus();
}

/** What applications do with a message, and with who wrote it: Discord's context menus. */
function applications(message) {
  const of = (type) => view.commands.filter((one) => one.type === type);
  const entries = [...of(3).map((one) => [one, message.id]), ...(message.author.bot || message.webhook_id ? [] : of(2).map((one) => [one, message.author.id]))];
  const box = $("picker");
  box.ariaLabel = "Apps";
  box.replaceChildren(...entries.map(([command, target]) => {
    const button = make("button", { type: "button", textContent: spoken(command, "name") });
    button.onclick = attempt(async () => { box.hidden = true; await interact(2, { id: command.id, name: command.name, type: command.type, target_id: target }); });
    return button;
  }));
  box.hidden = !entries.length;
  box.firstChild?.focus();
}

async function react(message, emoji) {
  await call(`as/${person}/channels/${channel}/messages/${message.id}/react`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ emoji: emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name }) });
}

async function send(name, value, file) {
  const form = new FormData();
  form.set(name, value);
  if (file) form.set("file", file);
  await call(`as/${person}/channels/${channel}/messages`, { method: "POST", body: form });
  $("messages").scrollTop = $("messages").scrollHeight;
}

/** Markdown as far as the demo needs it: bold, code, mentions, custom emoji, timestamps, links. */
function text(source) {
  const parts = [];
  const pattern = /\*\*(.+?)\*\*|`([^`]+)`|<@!?(\d+)>|<@&(\d+)>|<#(\d+)>|<t:(-?\d+)(?::\w)?>|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<]+)|<(a?):(\w+):(\d+)>|^-# (.+)$/gm;
  let last = 0;
  for (const match of source.matchAll(pattern)) {
    parts.push(source.slice(last, match.index).replace(/\\([*_~`|>#\-\[\]()<@\\])/g, "$1"));
    last = match.index + match[0].length;
    const [, bold, code, user, role, place, time, label, href, bare, moving, emojiName, emoji, small] = match;
    if (emoji) parts.push(emojiPicture(emoji, emojiName, moving));
    else if (small) parts.push(make("small", {}, ...text(small)));
    else if (bold) parts.push(make("b", {}, ...text(bold)));
    else if (code) parts.push(make("code", { textContent: code }));
    else if (user) parts.push(make("span", { className: "mention", textContent: `@${nameOf(user)}` }));
    else if (role) parts.push(make("span", { className: "mention", textContent: `@${view.roles.find((one) => one.id === role)?.name ?? "role"}` }));
    else if (place) parts.push(make("span", { className: "mention", textContent: `#${view.channels.find((one) => one.id === place)?.name ?? "channel"}` }));
    else if (time) parts.push(make("time", { textContent: new Date(time * 1000).toLocaleString() }));
    else parts.push(make("a", { href: href ?? bare, textContent: label ?? bare, target: "_blank", rel: "noopener" }));
  }
  parts.push(source.slice(last).replace(/\\([*_~`|>#\-\[\]()<@\\])/g, "$1"));
  return parts;
}

function embed(one) {
  const box = make("div", { className: "embed" });
  box.style.borderLeftColor = color(one.color);
  if (one.title) box.append(make("strong", {}, ...text(one.title)));
  if (one.description) box.append(make("div", { className: "body" }, ...text(one.description)));
  for (const field of one.fields ?? []) box.append(make("div", {}, make("div", { className: "name", textContent: field.name }), make("div", { className: "body" }, ...text(field.value))));
  if (one.footer) box.append(make("small", { className: "hint", textContent: one.footer.text }));
  return box;
}

function component(message, part) {
  if (isMenu(part)) {
    const select = menu(part, view);
    select.onchange = attempt(() => interact(3, { component_type: part.type, custom_id: part.custom_id, id: part.id ?? 1, values: chosen(select) }, message.id));
    // A list of several shows no words of its own.
    return select.multiple ? make("label", {}, make("small", { textContent: part.placeholder ?? "Choose" }), select) : select;
  }
  const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
  if (part.style === 5) {
    // A link to a channel of this stand-in opens it here.
    const target = part.url.match(/channels\/\d+\/(\d+)/)?.[1];
    const link = make("a", { className: "button", href: part.url, textContent: label, target: "_blank", rel: "noopener" });
    if (target) link.onclick = (event) => { event.preventDefault(); channel = target; shown = ""; refresh(); };
    return link;
  }
  const button = make("button", { type: "button", className: `button s${part.style}`, textContent: label, disabled: part.disabled ?? false });
  button.onclick = attempt(() => interact(3, { component_type: 2, custom_id: part.custom_id, id: 1 }, message.id));
  return button;
}

function drawMessages(list) {
  const place = view.channels.find((one) => one.id === channel);
  const title = place?.type === 1 ? "Direct messages with Guildhall" : `# ${place?.name ?? ""}`;
  $("place").replaceChildren(title, make("small", { textContent: place?.topic ?? "" }));
  $("text").disabled = !place?.may_send;
  $("text").placeholder = place?.may_send ? "Say something, or type / for commands" : "You can read here, but not write";
  if (place?.last_message_id) { seen[channel] = place.last_message_id; sessionStorage.seen = JSON.stringify(seen); }
  sessionStorage.channel = channel;
  const state = JSON.stringify([person, channel, list]);
  if (state === shown) return;
  shown = state;
  const box = $("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  box.replaceChildren(...(list.length ? list.map(line) : [steps()]));
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function line(message) {
  const name = message.webhook_id ? message.author.username : nameOf(message.author.id);
  const user = view.users.find((one) => one.id === message.author.id);
  const head = make("div", {}, make("span", { className: "who", textContent: name }), message.author.bot ? make("span", { className: "app", textContent: "APP" }) : undefined, make("time", { className: "when", textContent: new Date(message.timestamp).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) }), message.edited_timestamp && !(message.flags & 64) ? make("span", { className: "hint", textContent: "(edited)" }) : undefined);
  head.firstChild.style.color = color(user?.color);
  if (message.author.id === person && !(message.flags & 64)) {
    const edit = make("button", { type: "button", className: "act", textContent: "Edit" });
    edit.onclick = attempt(async () => {
      const content = prompt("Edit your message", message.content);
      if (content) await call(`as/${person}/channels/${channel}/messages/${message.id}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ content }) });
    });
    const remove = make("button", { type: "button", className: "act", textContent: "Delete" });
    remove.onclick = attempt(() => call(`as/${person}/channels/${channel}/messages/${message.id}`, { method: "DELETE" }));
    head.append(edit, remove);
  }
  if (!(message.flags & 64)) {
    const add = make("button", { type: "button", className: "act", textContent: "React" });
    add.onclick = () => pick((emoji) => react(message, emoji), false);
    const apps = make("button", { type: "button", className: "act", textContent: "Apps" });
    apps.onclick = () => applications(message);
    head.append(add, apps);
  }
  const body = make("div", {}, head);
  if (message.content) body.append(make("div", { className: "body" }, ...text(message.content)));
  for (const one of message.embeds ?? []) body.append(embed(one));
  for (const one of message.attachments ?? []) {
    const file = make("div", { className: "files" }, make("a", { href: new URL(one.url).pathname + new URL(one.url).search, textContent: one.filename, target: "_blank", rel: "noopener" }));
    if (one.content_type?.startsWith("image/")) file.append(make("img", { src: new URL(one.url).pathname + new URL(one.url).search, alt: one.filename }));
    body.append(file);
  }
  for (const row of message.components ?? []) body.append(make("div", { className: "row" }, ...(row.components ?? []).filter((part) => part.type === 2 || isMenu(part)).map((part) => component(message, part))));
  for (const one of message.sticker_items ?? []) body.append(picture(`/stickers/${one.id}.png`, one.name, "sticker", 160));
  if (message.reactions) body.append(make("div", { className: "row" }, ...message.reactions.map((one) => {
    const again = make("button", { type: "button", className: "reaction" }, one.emoji.id ? emojiPicture(one.emoji.id, one.emoji.name, one.emoji.animated) : one.emoji.name, ` ${one.count}`);
    again.onclick = attempt(() => react(message, one.emoji));
    return again;
  })));
  if (message.flags & 128) body.append(make("div", { className: "hint", textContent: "Guildhall is thinking …" }));
  if (message.flags & 64) body.append(make("div", { className: "hint", textContent: "Only you can see this" }));
  return make("li", { className: `message${message.flags & 64 ? " private" : ""}` }, face(message.author, name), body);
}

function steps() {
  const list = [["As Ingrid (owner)", "in #get-help type /ptickets panel: the panel appears."], ["As Mia", "press a button, fill the form, and follow the link to your private channel."], ["Talk", "as Mia and, in the same channel, as Beth (Support)."], ["As Beth", "press Claim or type /ptickets claim; try it as Ingrid too."], ["Open the dashboard", "as Beth, next to this window: the list changes by itself."], ["Close", "with /ptickets close or on the ticket’s page, then look at Mia’s direct messages and the transcript."]];
  return make("li", { className: "steps" }, make("p", { textContent: "Nothing here yet. What to try:" }), make("ol", {}, ...list.map(([who, what]) => make("li", {}, make("b", { textContent: `${who} ` }), what))));
}

async function interact(type, data, message) {
  const answer = await call(`as/${person}/channels/${channel}/interact`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ type, data, message, locale }) });
  if (answer.modal) showModal(answer.modal, message);
}

/** Sends files that go with a form, and gives their ids. */
async function upload(files) {
  if (!files.length) return [];
  const form = new FormData();
  files.forEach((one) => form.append("file", one));
  return call(`as/${person}/channels/${channel}/uploads`, { method: "POST", body: form });
}

function showModal(modal, message) {
  const inputs = [];
  const fields = modal.components.map((part) => {
    if (part.type === 10) { inputs.push([part]); return make("div", { className: "body" }, ...text(part.content)); }
    const input = part.type === 18 ? part.component : part.components[0];
    const [shownField, answer] = field(input, view, upload);
    inputs.push([part, answer]);
    return make("label", {}, part.label ?? input.label, part.description ? make("small", { textContent: part.description }) : undefined, shownField);
  });
  const cancel = make("button", { type: "button", className: "button", textContent: "Cancel" });
  cancel.onclick = () => $("modal").close();
  const send = make("button", { className: "button s1", textContent: "Submit" });
  $("form").replaceChildren(make("h2", { textContent: modal.title }), ...fields, make("div", { className: "row" }, send, cancel));
  $("form").onsubmit = attempt(async (event) => {
    event.preventDefault();
    const components = await Promise.all(inputs.map(async ([part, answer], place) => {
      const id = place * 2 + 1;
      if (!answer) return { type: part.type, id };
      const sent = { ...(await answer()), id: id + 1 };
      return part.type === 18 ? { type: 18, id, component: sent } : { type: 1, id, components: [sent] };
    }));
    $("modal").close();
    await interact(5, { custom_id: modal.custom_id, components }, message);
  });
  $("modal").showModal();
}

const commands = () => view.commands.flatMap((one) => (one.options ?? []).some((option) => option.type === 1) ? one.options.filter((option) => option.type === 1).map((sub) => ({ root: one, sub, path: `${one.name} ${sub.name}` })) : [{ root: one, path: one.name }]).filter((one) => !one.root.type || one.root.type === 1);

function suggest() {
  const typed = $("text").value;
  const list = typed.startsWith("/") ? commands().filter((one) => `/${one.path}`.startsWith(typed.split(" ").slice(0, 2).join(" "))) : [];
  $("suggestions").hidden = !list.length;
  $("suggestions").replaceChildren(...list.map((one) => {
    const button = make("button", { type: "button" }, `/${one.path}`, make("small", { textContent: spoken(one.sub ?? one.root, "description") }));
    button.onclick = attempt(() => use(one));
    return make("li", {}, button);
  }));
}

/** Asks for the command's options, then uses it. */
async function use(command) {
  $("text").value = "";
  suggest();
  const options = (command.sub ?? command.root).options ?? [];
  const given = options.length ? await ask(command, options) : [];
  if (!given) return;
  const data = { id: command.root.id, name: command.root.name, type: 1, options: command.sub ? [{ type: 1, name: command.sub.name, options: given }] : given };
  await interact(2, data);
}

/** Offers what the application completes; a chosen name stands for its value. */
function complete(command, option, input, others) {
  const list = make("datalist", { id: `choices-${option.name}` });
  input.setAttribute("list", list.id);
  input.after(list);
  input.values = {};
  let last;
  const look = attempt(async () => {
    const typed = last = input.value;
    const options = [...others(), { name: option.name, type: option.type, value: typed, focused: true }];
    const data = { id: command.root.id, name: command.root.name, type: 1, options: command.sub ? [{ type: 1, name: command.sub.name, options }] : options };
    const { choices } = await call(`as/${person}/channels/${channel}/interact`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ type: 4, data, locale }) });
    if (typed !== last) return;
    for (const one of choices ?? []) input.values[one.name] = one.value;
    list.replaceChildren(...(choices ?? []).map((one) => make("option", { value: one.name })));
  });
  input.onfocus = look;
  input.oninput = () => { if (!(input.value in input.values)) look(); };
}

function ask(command, options) {
  const { path } = command;
  return new Promise((resolve) => {
    const inputs = options.map((option) => [option, option.type === 6 || option.type === 7 || option.type === 8 || option.choices ? make("select", { required: option.required ?? false }) : make("input", { required: option.required ?? false })]);
    for (const [option, input] of inputs) {
      const known = option.choices?.map((one) => [one.value, spoken(one, "name")]) ?? { 6: view.users.map((one) => [one.id, one.name]), 7: view.channels.filter((one) => one.type === 0).map((one) => [one.id, `#${one.name}`]), 8: view.roles.map((one) => [one.id, one.name]) }[option.type];
      if (known) input.append(make("option", { value: "", textContent: "—" }), ...known.map(([value, textContent]) => make("option", { value, textContent })));
    }
    const cancel = make("button", { type: "button", className: "button", textContent: "Cancel" });
    cancel.onclick = () => { $("modal").close(); resolve(); };
    $("form").replaceChildren(make("h2", { textContent: `/${path}` }), ...inputs.map(([option, input]) => make("label", {}, option.name, make("small", { textContent: spoken(option, "description") }), input)), make("div", { className: "row" }, make("button", { className: "button s1", textContent: "Use" }), cancel));
    $("form").onsubmit = (event) => {
      event.preventDefault();
      $("modal").close();
      const value = (option, text) => option.type === 4 || option.type === 10 ? Number(text) : option.type === 5 ? text === "true" : text;
      resolve(inputs.filter(([, input]) => input.value).map(([option, input]) => ({ name: option.name, type: option.type, value: value(option, input.values?.[input.value] ?? input.value) })));
    };
    for (const [option, input] of inputs.filter(([option]) => option.autocomplete)) {
      complete(command, option, input, () => inputs.filter(([other, box]) => other !== option && box.value).map(([other, box]) => ({ name: other.name, type: other.type, value: box.values?.[box.value] ?? box.value })));
    }
    $("modal").showModal();
  });
}

$("text").oninput = suggest;
$("file").onchange = () => $("file").parentElement.classList.toggle("chosen", $("file").files.length > 0);
$("composer").onsubmit = attempt(async (event) => {
  event.preventDefault();
  const typed = $("text").value.trim();
  const command = typed.startsWith("/") && commands().find((one) => typed === `/${one.path}` || typed.startsWith(`/${one.path} `));
  if (command) return use(command);
  if (!typed && !$("file").files.length) return;
  const whole = typed.replace(/:(\w+):/g, (all, name) => {
    const one = view.emojis.find((emoji) => emoji.name === name);
    return one ? `<${one.animated ? "a" : ""}:${name}:${one.id}>` : all;
  });
  await send("content", whole, $("file").files[0]);
  $("text").value = "";
  $("file").value = "";
  $("file").onchange();
});
$("emoji").onclick = () => pick((one) => { $("text").value += `${one.id ? `:${one.name}:` : one.name} `; $("text").focus(); }, true);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") $("picker").hidden = true; });

({ people, dashboard } = await call("people"));
if (!people.some((one) => one.id === person)) person = people.find((one) => one.role === "Owner")?.id ?? people[0]?.id;
choosePeople();
be();
const source = new EventSource("/client/events");
let soon;
source.onmessage = () => { clearTimeout(soon); soon = setTimeout(refresh, 60); };
