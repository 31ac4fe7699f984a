// Discord's Markdown as DOM nodes. Text becomes text nodes and nothing else, so that nothing in a
// message can run.

import { language } from "./texts.js";

/** An element with children; strings become text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function stamp(seconds, style, { now, zone }) {
  const at = new Date(seconds * 1000);
  const format = (options) => new Intl.DateTimeFormat(language(), { ...options, timeZone: zone() }).format(at);
  if (style === "R") {
    const away = seconds - now() / 1000;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS.at(-1);
    return new Intl.RelativeTimeFormat(language(), { numeric: "always" }).format(Math.round(away / size), unit);
  }
  const styles = {
    t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
    F: { dateStyle: "full", timeStyle: "short" },
  };
  return format(styles[style] ?? { dateStyle: "long", timeStyle: "short" });
}

const INLINE = [
  [/^\\([^A-Za-z0-9\s])/, (m) => m[1]],
  [/^`([^`]+)`/, (m) => el("code", {}, m[1])],
  [/^<@!?(\d+)>/, (m, context) => context.mention(m[1])],
  [/^<#(\d+)>/, (m, context) => el("span", { class: "mention" }, "#" + context.channel(m[1]))],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m, context) => el("span", { title: new Date(m[1] * 1000).toISOString() }, stamp(Number(m[1]), m[2] ?? "f", context))],
  [/^\*\*(.+?)\*\*(?!\*)/s, (m, context) => el("strong", {}, ...inline(m[1], context))],
  [/^__(.+?)__/s, (m, context) => el("u", {}, ...inline(m[1], context))],
  [/^~~(.+?)~~/s, (m, context) => el("s", {}, ...inline(m[1], context))],
  [/^\*(?!\s)(.+?)\*/s, (m, context) => el("em", {}, ...inline(m[1], context))],
  [/^https?:\/\/[^\s<>"]+/, (m) => el("a", { href: m[0], rel: "noopener noreferrer", target: "_blank" }, m[0])],
];

export function inline(text, context) {
  const nodes = [];
  let plain = "";
  while (text) {
    let hit = null;
    for (const [pattern, make] of INLINE) {
      const match = pattern.exec(text);
      if (match) { hit = [match[0].length, make(match, context)]; break; }
    }
    if (hit && typeof hit[1] === "string") { plain += hit[1]; text = text.slice(hit[0]); continue; }
    if (hit) {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(hit[1]);
      text = text.slice(hit[0]);
    } else { plain += text[0]; text = text.slice(1); }
  }
  if (plain) nodes.push(plain);
  return nodes;
}

/** A message's text as blocks. `context` knows names and the time. */
export function markdown(text, context) {
  const blocks = el("div", { class: "text" });
  const lines = text.split("\n");
  while (lines.length) {
    const line = lines.shift();
    let match;
    if (line.startsWith("```")) {
      const code = [line.slice(3).replace(/```$/, "")];
      if (!line.slice(3).endsWith("```")) {
        while (lines.length) { const next = lines.shift(); if (next.endsWith("```")) { code.push(next.slice(0, -3)); break; } code.push(next); }
      }
      blocks.append(el("pre", {}, code.filter((part, index) => part || index).join("\n")));
    } else if ((match = /^(#{1,3}) (.+)/.exec(line))) {
      blocks.append(el("h" + (match[1].length + 2), {}, ...inline(match[2], context)));
    } else if (/^[-*] /.test(line)) {
      const list = el("ul", {});
      for (let item = line; item !== undefined; item = /^[-*] /.test(lines[0] ?? "") ? lines.shift() : undefined) list.append(el("li", {}, ...inline(item.slice(2), context)));
      blocks.append(list);
    } else if (/^> /.test(line)) {
      blocks.append(el("blockquote", {}, ...inline(line.slice(2), context)));
    } else if (line) {
      blocks.append(el("p", {}, ...inline(line, context)));
    }
  }
  return blocks;
}
