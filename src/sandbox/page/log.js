// The messages of the channel that is shown: the newest first of all, older ones as one scrolls.

import { $, call, el } from "./dom.js";
import { message } from "./messages.js";
import { say } from "./texts.js";

const PAGE = 50;
const drawn = new Map();
const log = { channel: null, limit: PAGE, pinned: false, list: [], text: "", following: true, awaiting: 0, anything: 0 };

const toEnd = () => { const node = $("messages"); node.scrollTop = node.scrollHeight; };
const isAtEnd = (node) => node.scrollHeight - node.scrollTop - node.clientHeight < 80;

/**
 * Does something that will be answered: the answer is brought into view, wherever one has scrolled to.
 * Of what happens because the clock was set, all is the answer.
 */
export async function awaitingAnswer(deed, context, anything = false) {
  log.awaiting += 1;
  log.anything += Number(anything);
  try { return await deed(); } finally { await context.refresh().catch(() => {}); log.awaiting -= 1; log.anything -= Number(anything); }
}

/** Draws what is new or changed and leaves the rest standing, so that nothing moves under a finger. */
function keep(node, list, context) {
  const nodes = list.map((one) => {
    const text = textOf(one, context);
    if (drawn.get(one.id)?.text !== text) drawn.set(one.id, { text, node: safely(one, context) });
    return drawn.get(one.id).node;
  });
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset : null;
  for (const id of drawn.keys()) if (!list.some((one) => one.id === id)) drawn.delete(id);
  if (!nodes.length) nodes.push(el("p", { class: "empty" }, say(log.pinned ? "noPins" : "empty")));
  if (list.length >= log.limit) nodes.unshift(el("p", { class: "older" }, el("button", { class: "link", onclick: () => older(context) }, say("older"))));
  nodes.forEach((one, index) => { if (node.children[index] !== one) node.insertBefore(one, node.children[index] ?? null); });
  while (node.children.length > nodes.length) node.lastElementChild.remove();
  // A message that was drawn anew, because its button was pressed, gives the focus back.
  if (focused?.customId && !node.contains(document.activeElement)) (node.querySelector(`[data-custom-id="${CSS.escape(focused.customId)}"]`) ?? node).focus();
}

/** What a message is drawn from. Relative times are worded anew by the hour. */
function textOf(one, context) {
  const json = JSON.stringify(one);
  return [json, context.locale(), context.me(), json.includes(":R>") ? Math.floor(context.now() / 3600000) : ""].join();
}

/** Draws a message; one that cannot be drawn does not hide the others. */
function safely(one, context) {
  try { return message(one, context); } catch (error) {
    console.error(error);
    return el("article", { "data-id": one.id }, el("p", { class: "note" }, say("failed") + error.message));
  }
}

/** Reads and draws the channel anew. */
export async function showMessages(channel, context) {
  const node = $("messages");
  if (!channel) { node.replaceChildren(el("p", { class: "empty" }, say("empty"))); log.channel = null; return; }
  const key = channel.id + context.me();
  const fresh = log.channel !== key;
  if (fresh) { Object.assign(log, { channel: key, limit: PAGE, pinned: false, text: "", following: true }); $("pins").setAttribute("aria-pressed", "false"); }
  const path = `/sandbox/channels/${channel.id}/messages?as=${context.me()}&limit=${log.limit}` + (log.pinned ? "&pinned=true" : "");
  const list = await call("GET", path);
  if (log.channel !== key) return;
  const text = list.map((one) => textOf(one, context)).join() + log.pinned + context.locale();
  if (text === log.text) return;
  log.text = text;
  const before = new Set(log.list.map((one) => one.id));
  const answers = (one) => log.anything > 0 || one.answers === context.me() || one.author.id === context.me();
  const come = !fresh && log.awaiting > 0 ? list.filter((one) => !before.has(one.id) && answers(one)) : [];
  // Of much that comes with the clock, the first: the rest stands below it.
  const answer = come.at(log.anything > 0 ? 0 : -1);
  const fromEnd = node.scrollHeight - node.scrollTop;
  const prepended = log.list.length && list.length && list[0].id !== log.list[0].id && list.some((one) => one.id === log.list[0].id);
  // Whoever changes the place is not read everything that stands there.
  node.setAttribute("aria-live", fresh ? "off" : "polite");
  keep(node, list, context);
  log.list = list;
  if (answer) showAnswer(node, drawn.get(answer.id).node);
  else if (log.following) toEnd();
  else if (prepended) node.scrollTop = node.scrollHeight - fromEnd;
}

/** The end of the log where the answer is in sight then, or else where the answer begins. */
function showAnswer(node, answer) {
  const below = node.lastElementChild.getBoundingClientRect().bottom - answer.getBoundingClientRect().top;
  log.following = below < node.clientHeight;
  if (log.following) toEnd(); else answer.scrollIntoView({ block: "start" });
}

/** Shows a page more of what came before. */
async function older(context) {
  if (log.list.length < log.limit) return;
  log.limit += PAGE;
  await context.refresh();
}

/** Shows what is pinned, or everything again. */
export async function togglePins(context) {
  log.pinned = !log.pinned;
  log.text = "";
  $("pins").setAttribute("aria-pressed", String(log.pinned));
  await context.refresh();
}

export function followScroll(context) {
  const node = $("messages");
  node.addEventListener("scroll", () => {
    log.following = isAtEnd(node);
    if (node.scrollTop < 40 && log.list.length >= log.limit) older(context);
  });
  // Whoever is at the end stays there, whatever grows around the log or in it.
  new ResizeObserver(() => log.following && toEnd()).observe(node);
  node.addEventListener("load", () => log.following && toEnd(), true);
}
