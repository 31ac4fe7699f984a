// The page: who I am, where I am, what is new, what time it is.

import * as clock from "./clock.js";
import * as guide from "./guide.js";
import { DM, showChannels, titleOf } from "./channels.js";
import { composer, formIn } from "./composer.js";
import { $, call, el, isStillIn, toast } from "./dom.js";
import { awaitingAnswer, followScroll, showMessages, togglePins } from "./log.js";
import { openModal } from "./modal.js";
import { showMe, startPeople } from "./people.js";
import { language, say, speak } from "./texts.js";

const view = { state: null, structure: -1, news: {}, me: sessionStorage.me ?? null, channel: sessionStorage.channel ?? null, channels: [], commands: [], composed: "", locale: null };

const user = (id) => view.state.users.find((one) => one.id === id);
const named = (list) => list.map((one) => ({ name: one.name, value: one.id }));

/** What the parts of the page know of the whole. */
const context = {
  me: () => view.me,
  now: clock.now,
  zone: clock.zone,
  locale: language,
  name: (id) => user(id)?.name ?? id ?? "",
  channel: (id) => view.channels.find((channel) => channel.id === id)?.name ?? "…",
  role: (id) => el("span", { class: "mention" }, "@" + (view.state.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name ?? id)),
  mention: (id) => el("span", { class: `mention ${id === view.me ? "me" : ""}` }, "@" + (user(id)?.name ?? id)),
  people: () => named(view.state.users),
  channels: () => named(view.channels.filter((channel) => channel.type !== DM)),
  roles: () => named(view.state.guilds.flatMap((guild) => guild.roles)),
  go,
  writeTo: async (id) => go((await call("POST", `/sandbox/users/${view.me}/dms`, { recipient_id: id })).id),
  refresh,
  async press(data, custom_id, node, values) {
    if (node.getAttribute("aria-disabled") === "true") return;
    node.setAttribute("aria-disabled", "true");
    try {
      const me = view.me;
      tell(await awaitingAnswer(() => call("POST", `/sandbox/users/${me}/press`, { message_id: data.id, custom_id, values }), context));
    } catch (error) { toast(error.message); } finally {
      node.removeAttribute("aria-disabled");
    }
  },
};

/** Says what a person must know of an answer that leaves no message, and opens modals. */
function tell(answer) {
  if (answer.status === "timeout") toast(say("silent"));
  if (answer.status === "failed") toast(say("failed") + answer.error);
  if (answer.status === "modal") {
    openModal(answer.modal, context, async (fields) => {
      const sent = await awaitingAnswer(() => call("POST", `/sandbox/users/${view.me}/submit`, { interaction_id: answer.interaction_id, fields }), context);
      if (sent.status === "failed") return sent.error;
      tell(sent);
      return null;
    });
  }
}

async function become(id) {
  sessionStorage.me = view.me = id;
  // Whoever reads the page in a language reads it in that language as anybody.
  await call("POST", `/sandbox/users/${id}/locale`, { locale: language() });
  await refresh();
}

async function go(channel) {
  sessionStorage.channel = view.channel = channel;
  const fromMenu = $("side").classList.contains("open");
  closeMenu();
  await refresh();
  // What was pressed is folded away.
  if (fromMenu && isStillIn($("side"))) $("title").focus();
}

function closeMenu() {
  $("side").classList.remove("open");
  $("menu").setAttribute("aria-expanded", "false");
}

function showTitle(channel) {
  $("title").textContent = channel ? titleOf(channel, context.name) : "Kallelse";
  $("pins").hidden = !channel;
}

/** Forms that somebody has left half filled in, by who and where: they go on when one comes back. */
const left = new Map();

function showComposer(channel) {
  // A line or form that somebody fills in stays, as long as they stay who and where they are.
  const key = [view.me, view.channel, view.locale, view.commands.length > 0, channel?.can_send].join();
  if (key === view.composed) return;
  view.composed = key;
  // What somebody has typed is theirs, and for this place.
  const place = [view.me, view.channel].join();
  const written = (place === view.composedFor && $("line")?.value) || "";
  const open = formIn($("compose"));
  if (open) left.set(view.composedFor, open);
  view.composedFor = place;
  if (!channel?.can_send) { $("compose").replaceChildren(el("p", { class: "note" }, say("readOnly"))); return; }
  const me = view.me;
  const path = (what) => `/sandbox/users/${me}/${what}`;
  const focused = document.activeElement?.id === "line";
  const line = composer($("compose"), {
    context,
    commands: () => view.commands,
    none: (typed) => toast(say("noCommand") + typed),
    say: (content) => awaitingAnswer(() => call("POST", path("say"), { channel_id: channel.id, content }), context).catch((error) => toast(error.message)),
    complete: async (command, options, focused) => (await call("POST", path("autocomplete"), { channel_id: channel.id, command, options, focused })).choices ?? [],
    run: async (command, options) => {
      const answer = await awaitingAnswer(() => call("POST", path("command"), { channel_id: channel.id, command, options }), context).catch((error) => ({ status: "failed", error: error.message }));
      if (answer.status === "failed") return answer.error;
      tell(answer);
      return answer.status === "timeout" ? say("silent") : null;
    },
    forget: () => left.delete(place),
  }, left.get(place));
  left.delete(place);
  line.value = written;
  if (focused) line.focus();
}

/** Users, guilds and commands, read anew only when they are others than before. */
async function readStructure() {
  view.state = await call("GET", "/sandbox/state");
  wanted = view.structure = view.state.structure;
  const people = view.state.users.filter((one) => !one.bot);
  if (!people.some((one) => one.id === view.me)) view.me = people[0]?.id ?? null;
  const locale = user(view.me)?.locale ?? navigator.language;
  if (locale !== view.locale) {
    view.locale = locale;
    speak(locale);
    $("language").value = language();
  }
}

let wanted = null;
let running = null;
let again = false;

async function readOnce() {
  if (!view.state || wanted !== view.structure || user(view.me)?.locale !== view.locale) await readStructure();
  const me = view.me;
  const [news, reading, channels] = await Promise.all([call("GET", "/sandbox/news"), call("GET", "/sandbox/clock"), view.me ? call("GET", `/sandbox/users/${view.me}/channels`) : []]);
  Object.assign(view, { news, channels });
  clock.take(reading);
  if (!channels.some((channel) => channel.id === view.channel)) view.channel = channels[0]?.id ?? null;
  const channel = channels.find((one) => one.id === view.channel);
  const key = [view.me, view.channel, view.structure].join();
  if (channel && key !== view.commandsOf) { view.commands = await call("GET", `/sandbox/users/${view.me}/commands?channel_id=${channel.id}`); view.commandsOf = key; }
  showTitle(channel);
  await showMessages(channel, context);
  // Somebody else by now: what was read was not read by them.
  if (me !== view.me || channel?.id !== view.channel) { again = true; return; }
  if (channel?.unread && !document.hidden) { await call("POST", `/sandbox/users/${view.me}/read`, { channel_id: channel.id }); channel.mentions = 0; channel.unread = false; }
  showMe(view);
  showChannels(view, context);
  showComposer(channel);
  await guide.showGuide(context, view.state.bot_connected);
}

/** Reads everything anew; one reading at a time, and once more if something changed meanwhile. */
async function refresh() {
  if (running) { again = true; return running; }
  running = (async () => {
    do {
      again = false;
      try { await readOnce(); } catch (error) { if (!again) throw error; }
    } while (again);
  })().finally(() => { running = null; });
  return running;
}

$("language").addEventListener("change", async (event) => {
  if (view.me) await call("POST", `/sandbox/users/${view.me}/locale`, { locale: event.target.value });
  view.locale = null;
  if (view.me) await refresh(); else speak(event.target.value);
});
$("menu").addEventListener("click", () => { const open = $("side").classList.toggle("open"); $("menu").setAttribute("aria-expanded", String(open)); if (open) $("channels").querySelector("button")?.focus(); });
$("pins").addEventListener("click", () => togglePins(context));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && $("side").classList.contains("open")) { closeMenu(); $("menu").focus(); } });
document.addEventListener("visibilitychange", () => !document.hidden && refresh());

await refresh();
startPeople(view, become);
showMe(view);
followScroll(context);
clock.start(context);
guide.start(context);
const changes = new EventSource("/sandbox/changes");
// After a gap, or a restart, everything may be other than it was.
changes.onopen = () => { wanted = null; refresh().catch(() => {}); };
changes.onmessage = (event) => { wanted = Number(event.data); refresh().catch(() => {}); };
changes.onerror = () => toast(say("gone"));
