// Discord's Markdown as elements. Text becomes text and nothing else, so that nothing in a message
// can run.

import { el } from "./dom.js";
import { language } from "./texts.js";

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function stamp(seconds, style, { now, zone }) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return null;
  const format = (options) => new Intl.DateTimeFormat(language(), { ...options, timeZone: zone() }).format(at);
  const full = format({ dateStyle: "full", timeStyle: "short" });
  const shown = () => {
    if (style === "R") {
      const away = seconds - now() / 1000;
      const [unit, size] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS.at(-1);
      return new Intl.RelativeTimeFormat(language(), { numeric: "always" }).format(Math.round(away / size), unit);
    }
    const styles = { t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" } };
    return style === "F" ? full : format(styles[style] ?? { dateStyle: "long", timeStyle: "short" });
  };
  return el("time", { title: full, datetime: at.toISOString() }, shown());
}

const link = (href, ...text) => el("a", { href, rel: "noopener noreferrer", target: "_blank" }, ...text);
const marked = (tag) => (m, context) => el(tag, {}, ...inline(m[1], context));

const INLINE = [
  [/^\\([^A-Za-z0-9\s])/, (m) => m[1]],
  [/^``(.+?)``/s, (m) => el("code", {}, m[1])],
  [/^`([^`]+)`/, (m) => el("code", {}, m[1])],
  [/^<@!?(\d+)>/, (m, context) => context.mention(m[1])],
  [/^<@&(\d+)>/, (m, context) => context.role(m[1])],
  [/^<#(\d+)>/, (m, context) => el("span", { class: "mention" }, "#" + context.channel(m[1]))],
  [/^<\/([^:>]+):\d+>/, (m) => el("span", { class: "mention" }, "/" + m[1])],
  [/^<a?(:\w+:)\d+>/, (m) => m[1]],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, (m, context) => stamp(Number(m[1]), m[2] ?? "f", context) ?? m[0]],
  [/^@(?:everyone|here)\b/, (m) => el("span", { class: "mention" }, m[0])],
  [/^\*\*\*(.+?)\*\*\*/s, (m, context) => el("strong", {}, el("em", {}, ...inline(m[1], context)))],
  [/^\*\*(.+?)\*\*(?!\*)/s, marked("strong")],
  [/^__(.+?)__(?!_)/s, marked("u")],
  [/^~~(.+?)~~/s, marked("s")],
  [/^\|\|(.+?)\|\|/s, (m, context) => el("details", { class: "spoiler" }, el("summary", {}, "…"), ...inline(m[1], context))],
  // Within a pair of stars no space stands beside either.
  [/^\*(?=\S)((?:\*\*|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)/, marked("em")],
  [/^_(?![\s_])(.+?)_(?!\w)/s, marked("em")],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s<>")]+)>?\)/, (m, context) => link(m[2], ...inline(m[1], context))],
  [/^<(https?:\/\/[^\s<>"]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/, (m) => link(m[0], m[0])],
];

/** Characters at which something may begin; between them there is only text. */
const BEGINS = /[\\`<*_~|@[h]/g;

export function inline(text, context) {
  const nodes = [];
  let plain = "";
  while (text) {
    let hit = null;
    for (const [pattern, make] of INLINE) {
      // Within a word an underscore is a letter.
      if (text[0] === "_" && /\w$/.test(plain)) break;
      const match = pattern.exec(text);
      if (match) { hit = [match[0].length, make(match, context)]; break; }
    }
    if (!hit) {
      BEGINS.lastIndex = 1;
      const next = BEGINS.exec(text)?.index ?? text.length;
      plain += text.slice(0, next);
      text = text.slice(next);
      continue;
    }
    text = text.slice(hit[0]);
    if (typeof hit[1] === "string") { plain += hit[1]; continue; }
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(hit[1]);
  }
  if (plain) nodes.push(plain);
  return nodes;
}

/** A list item: how deep it stands, whether it is numbered, and its text. */
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)/;

function list(lines, context) {
  const [, indent, number] = ITEM.exec(lines[0]);
  const node = number ? el("ol", { start: number }) : el("ul");
  while (lines.length) {
    const match = ITEM.exec(lines[0]);
    if (!match || match[1].length < indent.length || !match[2] !== !number) break;
    if (match[1].length > indent.length) { (node.lastElementChild ?? node).append(list(lines, context)); continue; }
    lines.shift();
    node.append(el("li", {}, ...inline(match[3], context)));
  }
  return node;
}

function code(lines, opening) {
  const within = [];
  let line = opening;
  for (;;) {
    const end = line.indexOf("```");
    if (end >= 0) { within.push(line.slice(0, end)); const rest = line.slice(end + 3); if (rest) lines.unshift(rest); break; }
    within.push(line);
    if (!lines.length) break;
    line = lines.shift();
  }
  if (within.length > 1 && /^\w*$/.test(within[0])) within.shift();
  return el("pre", {}, el("code", {}, within.join("\n").replace(/\n$/, "")));
}

/** A message's text as blocks. `context` knows names and the time. */
export function markdown(text, context) {
  const blocks = el("div", { class: "text" });
  const lines = text.split("\n");
  while (lines.length) {
    if (ITEM.test(lines[0])) { blocks.append(list(lines, context)); continue; }
    const line = lines.shift();
    let match;
    if (line.startsWith("```")) blocks.append(code(lines, line.slice(3)));
    else if ((match = /^(#{1,3}) +(.+)/.exec(line))) blocks.append(el("h" + (match[1].length + 1), {}, ...inline(match[2], context)));
    else if ((match = /^-# +(.+)/.exec(line))) blocks.append(el("p", { class: "small" }, ...inline(match[1], context)));
    else if (line.startsWith(">>> ")) blocks.append(el("blockquote", {}, markdown([line.slice(4), ...lines.splice(0)].join("\n"), context)));
    else if (line.startsWith("> ")) {
      const quoted = [line.slice(2)];
      while (lines[0]?.startsWith("> ")) quoted.push(lines.shift().slice(2));
      blocks.append(el("blockquote", {}, markdown(quoted.join("\n"), context)));
    } else if (line) blocks.append(el("p", {}, ...inline(line, context)));
  }
  return blocks;
}
