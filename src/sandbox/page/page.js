// The page: who I am, where I am, what is new, what time it is.

import { composer } from "./composer.js";
import { el } from "./markdown.js";
import { message } from "./messages.js";
import { language, say, speak } from "./texts.js";

const $ = (id) => document.getElementById(id);
const PUBLIC_THREAD = 11;
const DM = 1;

const view = { state: null, news: {}, me: sessionStorage.me ?? null, channel: null, channels: [], composed: "", shown: "" };
const seen = JSON.parse(sessionStorage.seen ?? "{}");

async function call(method, path, body) {
  const response = await fetch(path, { method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

function toast(text) {
  $("toast").textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").textContent = ""; }, 6000);
}

/** Ids are numbers too great for JavaScript: compare them as text. */
const later = (one, other) => one.length !== other.length ? one.length > other.length : one > other;
const lastSeen = (user, channel) => seen[user]?.[channel] ?? "0";
const newPings = (user, channel) => (view.news[user]?.[channel] ?? []).filter((id) => later(id, lastSeen(user, channel))).length;

function markSeen() {
  const channel = view.channels.find((one) => one.id === view.channel);
  if (!channel?.last_message_id || document.hidden) return;
  (seen[view.me] ??= {})[channel.id] = channel.last_message_id;
  sessionStorage.seen = JSON.stringify(seen);
}

// --- who I am

function showUsers() {
  const people = view.state.users.filter((user) => !user.bot);
  if (!people.some((user) => user.id === view.me)) view.me = people[0]?.id ?? null;
  const option = (user) => {
    const pings = Object.keys(view.news[user.id] ?? {}).reduce((sum, channel) => sum + newPings(user.id, channel), 0);
    return el("option", { value: user.id, selected: user.id === view.me }, pings && user.id !== view.me ? `${user.name} – ${pings} ${say("newFor")}` : user.name);
  };
  // People are grouped by what their names end with: here, that is where they belong.
  const groups = Map.groupBy ? Map.groupBy(people, (user) => user.name.split(", ").at(-1)) : new Map([["", people]]);
  const parts = groups.size > 1 && groups.size < people.length / 2
    ? [...groups].map(([name, members]) => el("optgroup", { label: name }, ...members.map(option)))
    : people.map(option);
  const text = parts.map((part) => part.textContent).join() + view.me;
  if (view.listed !== text) { $("user").replaceChildren(...parts); view.listed = text; }
  const me = people.find((user) => user.id === view.me);
  if (me && me.locale !== view.locale) {
    view.locale = me.locale;
    speak(me.locale);
    view.composed = view.shown = "";
    $("language").value = language();
    $("steps").replaceChildren(...say("steps").map((step) => el("li", {}, step)));
  }
}

async function become(user) {
  sessionStorage.me = view.me = user;
  // Whoever reads the page in a language reads it in that language as anybody.
  await call("POST", `/sandbox/users/${user}/locale`, { locale: language() });
  view.composed = view.shown = "";
  const keep = view.channel;
  await refresh();
  const pinged = view.channels.find((channel) => newPings(view.me, channel.id));
  if (!pinged && view.channels.some((channel) => channel.id === keep)) return;
  if (!view.channels.some((channel) => channel.id === keep)) await go(view.channels[0]?.id);
}

// --- where I am

function showChannels() {
  const byParent = (parent) => view.channels.filter((channel) => channel.type === PUBLIC_THREAD && channel.parent_id === parent);
  const entry = (channel) => {
    const pings = newPings(view.me, channel.id);
    const unread = channel.last_message_id && later(channel.last_message_id, lastSeen(view.me, channel.id)) && channel.id !== view.channel;
    const thread = channel.type === PUBLIC_THREAD;
    const name = channel.type === DM ? "Kallelse" : channel.name;
    return el("button", { class: `channel plain ${thread ? "thread" : ""} ${unread ? "unread" : ""}`, "aria-current": String(channel.id === view.channel), onclick: () => go(channel.id), "data-channel": channel.id },
      el("span", { "aria-hidden": "true" }, thread ? "↳" : channel.type === DM ? "✉" : "#"), el("span", { class: "name" }, name),
      pings ? el("span", { class: "badge", title: say("pinged") }, String(pings)) : unread ? el("span", { class: "dot", title: say("newFor") }) : null);
  };
  const groups = view.state.guilds.map((guild) => {
    const own = view.channels.filter((channel) => channel.guild_id === guild.id && channel.type !== PUBLIC_THREAD);
    return own.length ? [el("h2", {}, guild.name), ...own.flatMap((channel) => [entry(channel), ...byParent(channel.id).map(entry)])] : [];
  });
  const direct = view.channels.filter((channel) => channel.type === DM);
  const empty = view.state.guilds.length ? [] : [el("p", { class: "empty" }, say("noGuild"))];
  const waiting = view.channels.reduce((sum, channel) => sum + newPings(view.me, channel.id), 0);
  $("menu").replaceChildren("☰", ...(waiting ? [el("span", { class: "badge", title: say("pinged") }, String(waiting))] : []));
  const focused = document.activeElement?.dataset?.channel;
  $("channels").replaceChildren(...empty, ...groups.flat(), ...(direct.length ? [el("h2", {}, say("direct")), ...direct.map(entry)] : []));
  if (focused) document.querySelector(`[data-channel="${focused}"]`)?.focus();
}

async function go(channel) {
  view.channel = channel;
  view.shown = view.composed = "";
  $("side").classList.remove("open");
  $("menu").setAttribute("aria-expanded", "false");
  await refresh();
  $("messages").scrollTop = $("messages").scrollHeight;
}

const context = {
  me: () => view.me,
  now: () => clock.now(),
  zone: () => clock.zone,
  channel: (id) => view.channels.find((channel) => channel.id === id)?.name ?? "…",
  mention: (id) => {
    const user = view.state.users.find((one) => one.id === id);
    return el("span", { class: `mention ${id === view.me ? "me" : ""}` }, "@" + (user?.name ?? id));
  },
  press: async (data, custom_id, button, values) => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      tell(await call("POST", `/sandbox/users/${view.me}/press`, { message_id: data.id, custom_id, values }));
    } finally {
      button.removeAttribute("aria-disabled");
    }
  },
};

/** Says what a person must know of an answer that leaves no message; returns whether there is any. */
function tell(answer) {
  if (answer.status === "timeout") toast(say("silent"));
  if (answer.status === "failed") toast(say("failed") + answer.error);
  return answer.status === "timeout" || answer.status === "failed";
}

const drawn = new Map();

/** Draws what is new or changed and leaves the rest standing, so that nothing moves under a finger. */
function keep(log, list) {
  const hour = Math.floor(clock.now() / 3600000);
  const nodes = list.map((one) => {
    const text = [JSON.stringify(one), view.locale, view.me, hour].join();
    if (drawn.get(one.id)?.text !== text) drawn.set(one.id, { text, node: message(one, context) });
    return drawn.get(one.id).node;
  });
  if (!nodes.length) nodes.push(el("div", { class: "empty" }, el("p", {}, say("empty")), el("p", {}, say("guide") + ":"), el("ol", {}, ...say("steps").map((step) => el("li", {}, step)))));
  nodes.forEach((node, index) => { if (log.children[index] !== node) log.insertBefore(node, log.children[index] ?? null); });
  while (log.children.length > nodes.length) log.lastElementChild.remove();
}

async function showMessages() {
  const channel = view.channels.find((one) => one.id === view.channel);
  $("title").textContent = channel ? (channel.type === DM ? "✉ Kallelse" : (channel.type === PUBLIC_THREAD ? "↳ " : "# ") + channel.name) : "Kallelse";
  if (!channel) { $("messages").replaceChildren(el("p", { class: "empty" }, say("empty"))); return; }
  const list = await call("GET", `/sandbox/channels/${channel.id}/messages?as=${view.me}`);
  // Relative times are worded anew by the hour.
  const text = JSON.stringify(list) + view.locale + Math.floor(clock.now() / 3600000);
  if (text === view.shown) return;
  view.shown = text;
  const log = $("messages");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  keep(log, list.length ? list.slice(-200) : []);
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function showComposer() {
  const channel = view.channels.find((one) => one.id === view.channel);
  const key = [view.me, view.channel, view.locale, view.state.commands.map((one) => one.version).join()].join();
  if (key === view.composed) return;
  view.composed = key;
  if (!channel?.can_send) { $("compose").replaceChildren(el("p", { class: "note" }, say("readOnly"))); return; }
  const inGuild = channel.type !== DM;
  const path = (what) => `/sandbox/users/${view.me}/${what}`;
  composer($("compose"), inGuild ? view.state.commands : [], {
    none: (typed) => toast(say("noCommand") + typed),
    say: (content) => call("POST", path("say"), { channel_id: channel.id, content }).catch((error) => toast(error.message)),
    complete: async (command, options, focused) => (await call("POST", path("autocomplete"), { channel_id: channel.id, command, options, focused })).choices ?? [],
    run: async (command, options) => {
      const answer = await call("POST", path("command"), { channel_id: channel.id, command, options });
      if (answer.status === "failed") return answer.error;
      tell(answer);
      return null;
    },
  });
}

// --- what time it is

const clock = {
  shown: Date.now(), since: performance.now(), next: null, simulated: false,
  zone: undefined,
  now: () => clock.simulated ? clock.shown + performance.now() - clock.since : Date.now(),
  take(reading) {
    clock.shown = Date.parse(reading.now);
    clock.since = performance.now();
    clock.next = reading.next_event;
    clock.simulated = reading.simulated;
    clock.zone = reading.zone ?? undefined;
    $("clock").hidden = !reading.simulated;
    clock.show();
  },
  show() {
    const narrow = matchMedia("(max-width: 760px)").matches;
    const format = (at) => new Intl.DateTimeFormat(language(), { weekday: "short", day: "numeric", month: "short", year: narrow ? undefined : "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.zone }).format(at);
    $("now").textContent = format(clock.now());
    $("now").dateTime = new Date(clock.now()).toISOString();
    $("next").disabled = !clock.next;
    $("next").textContent = clock.next ? `${say(narrow ? "nextShort" : "next")}: ${format(Date.parse(clock.next))}` : say("nothingNext");
  },
  async set(body) {
    clock.take(await call("POST", "/sandbox/clock", body));
    await refresh();
  },
};

// --- together

let running = null;
let again = false;

/** Reads everything anew; one reading at a time, and once more if something changed meanwhile. */
async function refresh() {
  if (running) { again = true; return running; }
  running = (async () => {
    do {
      again = false;
      const [state, news, reading] = await Promise.all(["state", "pings", "clock"].map((what) => call("GET", "/sandbox/" + what)));
      Object.assign(view, { state, news });
      showUsers();
      clock.take(reading);
      view.channels = view.me ? await call("GET", `/sandbox/users/${view.me}/channels`) : [];
      if (!view.channels.some((channel) => channel.id === view.channel)) view.channel = view.channels[0]?.id ?? null;
      await showMessages();
      markSeen();
      showChannels();
      showComposer();
    } while (again);
  })().finally(() => { running = null; });
  return running;
}

$("user").addEventListener("change", (event) => become(event.target.value));
$("language").addEventListener("change", async (event) => { await call("POST", `/sandbox/users/${view.me}/locale`, { locale: event.target.value }); await refresh(); });
$("menu").addEventListener("click", () => $("menu").setAttribute("aria-expanded", String($("side").classList.toggle("open"))));
$("next").addEventListener("click", () => clock.next && clock.set({ to: clock.next }));
for (const button of document.querySelectorAll("[data-advance]")) button.addEventListener("click", () => clock.set({ advance_s: Number(button.dataset.advance) }));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") $("side").classList.remove("open"); });
setInterval(() => clock.simulated && clock.show(), 1000);

await refresh();
new EventSource("/sandbox/changes").onmessage = () => refresh();
