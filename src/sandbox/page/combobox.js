// A text field with a list of choices, by the ARIA pattern of a combobox.

import { el } from "./dom.js";
import { say } from "./texts.js";

let numbered = 0;
let pressing = false;
addEventListener("pointerdown", () => { pressing = true; }, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { pressing = false; }, true);
/** More than these nobody reads: typing finds the rest. */
const MOST_SHOWN = 60;

/**
 * Makes a combobox of an input. `choices` finds [{name, note}] for what is typed, `pick` takes one, and
 * is told whether by a key;
 * `first` marks the first at once, so that Enter takes it.
 */
export function combobox(input, { choices, pick, first = false }) {
  const id = `list-${++numbered}`;
  // A list that can be scrolled would be a stop for Tab, and be gone once one has come to it.
  const list = el("ul", { id, role: "listbox", class: "list", tabindex: -1, "aria-label": say("suggestions"), hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", autocomplete: "off", autocapitalize: "off", spellcheck: "false" })) input.setAttribute(name, value);
  let at = -1;
  let shown = [];
  let asked = 0;
  /** Keys that were pressed while choices are asked for. */
  let held = null;
  const items = () => [...list.querySelectorAll("[role=option]")];
  const mark = (index) => {
    at = index;
    items().forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => { asked += 1; held = null; list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); };
  const choose = (index, byKey) => { const choice = shown[index]; close(); pick(choice, byKey); };
  const item = (choice, index) => el("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(index, false); } },
    el("span", {}, choice.name), choice.note ? el("small", {}, choice.note) : null);
  const open = async (typed) => {
    const mine = ++asked;
    const keys = (held = []);
    mark(-1);
    const found = await choices(input.value).catch(() => []);
    if (mine !== asked) return;
    held = null;
    if (!input.isConnected) return;
    shown = found.slice(0, MOST_SHOWN);
    const more = found.length - shown.length;
    list.replaceChildren(...shown.map(item), ...(more > 0 ? [el("li", { class: "more", role: "presentation" }, say("more").replace("{n}", more))] : []));
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!!shown.length));
    // Whoever only passes by has chosen nothing.
    mark(shown.length && first && typed ? 0 : -1);
    for (const key of keys) if (document.activeElement === input && !press(key) && key === "Enter") input.form?.requestSubmit();
  };
  /** Does what a key means to the list; false where it means nothing to it. */
  const press = (key) => {
    if (list.hidden || !shown.length) return false;
    if (key === "ArrowDown") mark((at + 1) % shown.length);
    else if (key === "ArrowUp") mark(at > 0 ? at - 1 : shown.length - 1);
    else if (key === "Enter" && at >= 0) choose(at, true);
    // Tab goes on by itself, unless the choice has led on already.
    else if (key === "Tab" && at >= 0) { choose(at, true); return document.activeElement !== input; }
    else if (key === "Escape") close();
    else return false;
    return true;
  };
  input.addEventListener("input", () => open(true));
  input.addEventListener("focus", () => open(false));
  input.addEventListener("click", () => list.hidden && open(false));
  // What is being pressed must not move away under the finger because a list above it closes.
  input.addEventListener("blur", () => (pressing ? addEventListener("pointerup", () => setTimeout(close), { once: true }) : close()));
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    // What is shown belongs to what was typed before: these keys mean what is typed now.
    if (held && (["ArrowDown", "ArrowUp", "Enter"].includes(key) || (key === "Tab" && held.length))) { event.preventDefault(); held.push(key); return; }
    if (key === "ArrowDown" && list.hidden) { event.preventDefault(); open(false); return; }
    if (key === "Home" && event.ctrlKey && !list.hidden && shown.length) { event.preventDefault(); mark(0); return; }
    if (press(key)) event.preventDefault();
  });
  return list;
}

/** Those of a list whose names hold what is typed, those that begin with it first. */
export function matching(list, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return list;
  const found = list.filter((one) => one.name.toLowerCase().includes(wanted));
  const begins = (one) => (one.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.sort((one, other) => begins(one) - begins(other));
}
