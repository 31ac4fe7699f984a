// Messages as a person sees them.

import { el } from "./dom.js";
import { selectControl } from "./fields.js";
import { inline, markdown } from "./markdown.js";
import { language, say } from "./texts.js";

const LOADING = 128;
const EPHEMERAL = 64;
const PINNED = 6;
const THREAD_CREATED = 18;
/** A button's weight by its style. */
const WEIGHT = { 1: "main", 3: "good", 4: "grave" };

const color = (number) => "#" + number.toString(16).padStart(6, "0");
/** A file's address on this very server; nothing else is loaded. */
const own = (url) => (/^https?:\/\/[^/]+(\/attachments\/.+)$/.exec(url) ?? [])[1];

function picture(url, alt) {
  const path = own(url);
  return path ? el("img", { src: path, alt: alt ?? "", loading: "lazy" }) : el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, alt || url);
}

function embed(data, context) {
  const fields = (data.fields ?? []).map((field) => el("div", { class: field.inline ? "inline" : null },
    el("dt", {}, ...inline(field.name, context)), el("dd", {}, markdown(field.value, context))));
  const title = data.title ? inline(data.title, context) : null;
  const stamp = data.timestamp ? new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: context.zone() }).format(new Date(data.timestamp)) : null;
  const foot = [data.footer?.text, stamp].filter(Boolean).join(" · ");
  const card = el("section", { class: "embed" },
    data.author?.name ? el("div", { class: "small" }, data.author.name) : null,
    title ? el("h2", {}, ...(/^https?:/.test(data.url ?? "") ? [el("a", { href: data.url, rel: "noopener noreferrer", target: "_blank" }, ...title)] : title)) : null,
    data.description ? markdown(data.description, context) : null,
    fields.length ? el("dl", {}, ...fields) : null,
    data.image?.url ? picture(data.image.url, data.title) : null,
    foot ? el("footer", {}, foot) : null);
  if (data.color) card.style.borderLeftColor = color(data.color);
  return card;
}

function button(part, message, context) {
  const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
  if (part.style === 5) return el("a", { class: "button", href: /^https?:/.test(part.url) ? part.url : null, rel: "noopener noreferrer", target: "_blank" }, label || part.url);
  const press = (event) => context.press(message, part.custom_id, event.currentTarget);
  return el("button", { class: WEIGHT[part.style], disabled: part.disabled, "data-custom-id": part.custom_id, onclick: press }, label);
}

function select(part, message, context) {
  const label = part.placeholder || say("choose");
  const several = (part.max_values ?? 1) > 1;
  const send = (node) => { const values = made.read(); if (values.length || several) { context.press(message, part.custom_id, node, values); made.clear?.(); } };
  const made = selectControl(part, context, { label, taken: () => send(made.control) });
  made.control.dataset.customId = part.custom_id;
  return several ? el("div", {}, made.control, el("button", { disabled: part.disabled, onclick: (event) => send(event.currentTarget) }, say("send"))) : made.control;
}

/** A component, with those in it. */
function component(part, message, context) {
  const inner = () => (part.components ?? []).map((one) => component(one, message, context));
  switch (part.type) {
    case 1: return el("div", { class: "row" }, ...inner());
    case 2: return button(part, message, context);
    case 9: return el("div", { class: "section" }, el("div", {}, ...inner()), component(part.accessory, message, context));
    case 10: return markdown(part.content, context);
    case 11: return picture(part.media.url, part.description);
    case 12: return el("div", { class: "row" }, ...part.items.map((item) => picture(item.media.url, item.description)));
    case 13: return picture(part.file.url, part.file.url);
    case 14: return el("hr");
    case 17: { const box = el("section", { class: "embed" }, ...inner()); if (part.accent_color) box.style.borderLeftColor = color(part.accent_color); return box; }
    default: return select(part, message, context);
  }
}

function attachment(file) {
  const size = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(file.size / 1024) + " kB";
  const shown = /^image\/(png|jpeg|gif|webp)/.test(file.content_type ?? "");
  return shown ? el("p", {}, el("img", { src: own(file.url), alt: file.description ?? file.filename, loading: "lazy" }))
    : el("p", { class: "file" }, "📎 ", el("a", { href: own(file.url), download: file.filename }, file.filename), el("span", { class: "note" }, " " + size));
}

/** Who was pinged, and who is named and was not: what nobody else shows. */
function pings(data, context) {
  const told = (key, list) => {
    const names = list.map((id) => context.name(id));
    if (names.length <= 3) return el("div", { class: "note " + key }, say(key) + " " + names.join("; "));
    return el("details", { class: "note " + key }, el("summary", {}, say(key + "Many").replace("{n}", names.length)), names.join("; "));
  };
  const lines = [];
  if (data.mention_everyone) lines.push(el("div", { class: "note pinged" }, say("pinged") + " " + say("everyone")));
  if (data.pinged.length) lines.push(told("pinged", data.pinged));
  if (data.unheard.length) lines.push(told("unheard", data.unheard));
  return lines;
}

/** What Discord itself says. */
function system(data, context, time) {
  const text = data.type === PINNED ? say("pinnedOne") : `${say("openedThread")} ${data.content}`;
  return el("article", { class: "system", "data-id": data.id }, el("span", { class: "note" }, (data.type === PINNED ? "📌 " : "↳ ") + `${context.name(data.author.id)} ${text} · ${time}`));
}

/** One message. */
export function message(data, context) {
  const time = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: context.zone() }).format(new Date(data.timestamp));
  if (data.type === PINNED || data.type === THREAD_CREATED) return system(data, context, time);
  const pingsMe = data.pinged.includes(context.me()) || (data.mention_everyone && data.author.id !== context.me());
  const isPrivate = (data.flags & EPHEMERAL) !== 0;
  const replied = data.referenced_message;
  return el("article", { class: [pingsMe ? "pings-me" : "", isPrivate ? "private" : ""].join(" ").trim() || null, "data-id": data.id },
    replied ? el("div", { class: "note" }, "↩ " + replied.author.username + ": " + replied.content.slice(0, 80)) : null,
    el("div", { class: "by" }, el("strong", {}, data.author.username), data.author.bot ? el("span", { class: "tag" }, say("bot")) : null,
      data.answers && data.answers !== context.me() ? el("span", { class: "note" }, "→ " + context.name(data.answers)) : null,
      el("time", { datetime: data.timestamp }, time), data.edited_timestamp ? el("span", { class: "note" }, say("edited")) : null,
      data.pinned ? el("span", { class: "note", title: say("isPinned") }, "📌") : null),
    pingsMe ? el("div", { class: "note ping" }, "🔔 " + say("pingedYou")) : null,
    data.flags & LOADING ? el("p", { class: "note" }, say("thinking")) : null,
    data.content ? markdown(data.content, context) : null,
    ...data.attachments.map(attachment),
    ...data.embeds.map((one) => embed(one, context)),
    ...data.components.map((one) => component(one, data, context)),
    ...pings(data, context),
    isPrivate ? el("div", { class: "note" }, "👁 " + say("onlyYou")) : null);
}
