// Messages as a person sees them.

import { el, inline, markdown } from "./markdown.js";
import { language, say } from "./texts.js";

const LOADING = 128;
const EPHEMERAL = 64;
const WEIGHT = { 1: "main", 3: "good", 4: "grave" };

function embed(data, context) {
  const fields = (data.fields ?? []).flatMap((field) => [
    el("dt", {}, ...inline(field.name, context)),
    el("dd", {}, markdown(field.value, context)),
  ]);
  const card = el("section", { class: "embed" },
    data.title ? el("h2", {}, ...inline(data.title, context)) : null,
    data.description ? markdown(data.description, context) : null,
    fields.length ? el("dl", {}, ...fields) : null,
    data.footer ? el("footer", {}, data.footer.text) : null);
  if (data.color) card.style.borderLeftColor = "#" + data.color.toString(16).padStart(6, "0");
  return card;
}

function component(part, message, context) {
  if (part.type === 2 && part.style === 5) return el("a", { href: part.url, rel: "noopener noreferrer", target: "_blank" }, part.label ?? part.url);
  if (part.type === 2) {
    return el("button", { class: WEIGHT[part.style], disabled: part.disabled, onclick: (event) => context.press(message, part.custom_id, event.currentTarget) }, part.label ?? "");
  }
  const options = (part.options ?? []).map((option) => el("option", { value: option.value }, option.label));
  const pick = (event) => event.currentTarget.value && context.press(message, part.custom_id, event.currentTarget, [event.currentTarget.value]);
  return el("select", { disabled: part.disabled, "aria-label": part.placeholder ?? "", onchange: pick }, el("option", { value: "" }, part.placeholder ?? "…"), ...options);
}

/** One message. */
export function message(data, context) {
  const pingsMe = data.pinged.includes(context.me()) || data.mention_everyone;
  const isPrivate = (data.flags & EPHEMERAL) !== 0;
  const sent = new Date(data.timestamp);
  const time = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: context.zone() }).format(sent);
  const rows = data.components.map((row) => el("div", { class: "row" }, ...row.components.map((part) => component(part, data, context))));
  return el("article", { class: [pingsMe ? "pings-me" : "", isPrivate ? "private" : ""].join(" ").trim() || null, "data-id": data.id },
    el("div", { class: "by" }, el("strong", {}, data.author.username), data.author.bot ? el("span", { class: "tag" }, say("bot")) : null,
      el("time", { datetime: data.timestamp }, time), data.edited_timestamp ? el("span", { class: "note" }, say("edited")) : null),
    pingsMe ? el("div", { class: "note ping" }, "🔔 " + say("pinged")) : null,
    data.flags & LOADING ? el("p", { class: "note" }, say("thinking")) : null,
    data.content ? markdown(data.content, context) : null,
    ...data.embeds.map((one) => embed(one, context)),
    ...rows,
    isPrivate ? el("div", { class: "note" }, "👁 " + say("onlyYou")) : null);
}
