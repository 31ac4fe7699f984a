// The messages of the channel that is shown: the newest first of all, older ones as one scrolls.

import { $, call, el } from "./dom.js";
import { message } from "./messages.js";
import { say } from "./texts.js";

const PAGE = 50;
const drawn = new Map();
const log = { channel: null, limit: PAGE, pinned: false, list: [], text: "" };

/** Draws what is new or changed and leaves the rest standing, so that nothing moves under a finger. */
function keep(node, list, context) {
  const hour = Math.floor(context.now() / 3600000);
  const nodes = list.map((one) => {
    const text = [JSON.stringify(one), context.locale(), context.me(), hour].join();
    if (drawn.get(one.id)?.text !== text) drawn.set(one.id, { text, node: message(one, context) });
    return drawn.get(one.id).node;
  });
  for (const id of drawn.keys()) if (!list.some((one) => one.id === id)) drawn.delete(id);
  if (!nodes.length) nodes.push(el("p", { class: "empty" }, say(log.pinned ? "noPins" : "empty")));
  if (list.length >= log.limit) nodes.unshift(el("p", { class: "older" }, el("button", { class: "link", onclick: () => older(context) }, say("older"))));
  nodes.forEach((one, index) => { if (node.children[index] !== one) node.insertBefore(one, node.children[index] ?? null); });
  while (node.children.length > nodes.length) node.lastElementChild.remove();
}

/** Reads and draws the channel anew. */
export async function showMessages(channel, context) {
  const node = $("messages");
  if (!channel) { node.replaceChildren(el("p", { class: "empty" }, say("empty"))); log.channel = null; return; }
  const key = channel.id + context.me();
  const fresh = log.channel !== key;
  if (fresh) Object.assign(log, { channel: key, limit: PAGE, pinned: false, text: "" });
  const path = `/sandbox/channels/${channel.id}/messages?as=${context.me()}&limit=${log.limit}` + (log.pinned ? "&pinned=true" : "");
  const list = await call("GET", path);
  if (log.channel !== key) return;
  const text = JSON.stringify(list) + context.locale() + Math.floor(context.now() / 3600000) + log.pinned;
  if (text === log.text) return;
  log.text = text;
  const atEnd = fresh || node.scrollHeight - node.scrollTop - node.clientHeight < 80;
  const fromEnd = node.scrollHeight - node.scrollTop;
  const prepended = log.list.length && list.length && list[0].id !== log.list[0].id && list.some((one) => one.id === log.list[0].id);
  keep(node, list, context);
  log.list = list;
  if (atEnd) node.scrollTop = node.scrollHeight;
  else if (prepended) node.scrollTop = node.scrollHeight - fromEnd;
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

export const showsPins = () => log.pinned;

export function followScroll(context) {
  $("messages").addEventListener("scroll", () => { if ($("messages").scrollTop < 40 && log.list.length >= log.limit) older(context); });
}
