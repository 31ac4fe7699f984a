// Where I am: channels with their threads, direct messages and what is coming up.

import { $, el } from "./dom.js";
import { language, say } from "./texts.js";

export const PUBLIC_THREAD = 11;
export const DM = 1;

const SIGN = { [PUBLIC_THREAD]: "↳", [DM]: "✉" };

/** A channel's name with its sign. */
export const titleOf = (channel, name) => `${SIGN[channel.type] ?? "#"} ${channel.type === DM ? name(channel.with) : channel.name}`;

function entry(channel, view, context) {
  const here = channel.id === view.channel;
  const unread = channel.unread && !here;
  const name = channel.type === DM ? context.name(channel.with) : channel.name;
  const news = channel.mentions ? el("span", { class: "badge", role: "img", "aria-label": `${channel.mentions} ${say("newFor")}` }, String(channel.mentions))
    : unread ? el("span", { class: "dot", role: "img", "aria-label": say("newFor") }) : null;
  return el("button", { class: `channel plain ${channel.type === PUBLIC_THREAD ? "thread" : ""} ${unread ? "unread" : ""}`, "aria-current": here ? "page" : null, onclick: () => context.go(channel.id), "data-channel": channel.id },
    el("span", { "aria-hidden": "true" }, SIGN[channel.type] ?? "#"), el("span", { class: "name" }, name), news);
}

function eventEntry(event, context) {
  const at = new Intl.DateTimeFormat(language(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: context.zone() }).format(new Date(event.scheduled_start_time));
  return el("div", { class: "event" }, el("strong", {}, event.name), el("div", { class: "note" }, `${at} · ${event.entity_metadata.location}`));
}

let shown = "";

export function showChannels(view, context) {
  const waiting = view.channels.reduce((sum, channel) => sum + channel.mentions, 0);
  const text = JSON.stringify([view.channels, view.channel, view.me, language(), view.state.structure]);
  if (text === shown) return;
  shown = text;
  const one = (channel) => entry(channel, view, context);
  const threads = (parent) => view.channels.filter((channel) => channel.type === PUBLIC_THREAD && channel.parent_id === parent).map(one);
  const groups = view.state.guilds.flatMap((guild) => {
    const own = view.channels.filter((channel) => channel.guild_id === guild.id && channel.type !== PUBLIC_THREAD);
    if (!own.length) return [];
    const events = guild.events.length ? [el("h2", {}, say("events")), ...guild.events.map((event) => eventEntry(event, context))] : [];
    return [el("h2", {}, guild.name), ...own.flatMap((channel) => [one(channel), ...threads(channel.id)]), ...events];
  });
  const direct = view.channels.filter((channel) => channel.type === DM);
  const bots = view.me ? view.state.users.filter((user) => user.bot && !direct.some((channel) => channel.with === user.id)) : [];
  const write = (bot) => el("button", { class: "channel plain", onclick: () => context.writeTo(bot.id), "data-write": bot.id },
    el("span", { "aria-hidden": "true" }, SIGN[DM]), el("span", { class: "name" }, `${say("writeTo")} ${bot.name}`));
  const empty = view.state.guilds.length ? [] : [el("p", { class: "empty" }, say("noGuild"))];
  $("menu").replaceChildren("☰", ...(waiting ? [el("span", { class: "badge" }, String(waiting))] : []));
  $("menu").setAttribute("aria-label", say("menu") + (waiting ? `, ${waiting} ${say("newFor")}` : ""));
  const focused = document.activeElement?.dataset?.channel;
  $("channels").replaceChildren(...empty, ...groups, ...(direct.length + bots.length ? [el("h2", {}, say("direct")), ...direct.map(one), ...bots.map(write)] : []));
  if (focused) document.querySelector(`[data-channel="${focused}"]`)?.focus();
}
