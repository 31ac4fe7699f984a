// A text field with a list of choices, by the ARIA pattern of a combobox.

import { el } from "./dom.js";
import { say } from "./texts.js";

let numbered = 0;
/** More than these nobody reads: typing finds the rest. */
const MOST_SHOWN = 60;

/**
 * Makes a combobox of an input. `choices` finds [{name, note}] for what is typed, `pick` takes one;
 * `first` marks the first at once, so that Enter takes it.
 */
export function combobox(input, { choices, pick, first = false }) {
  const id = `list-${++numbered}`;
  const list = el("ul", { id, role: "listbox", class: "list", "aria-label": say("suggestions"), hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", autocomplete: "off", autocapitalize: "off", spellcheck: "false" })) input.setAttribute(name, value);
  let at = -1;
  let shown = [];
  let asked = 0;
  const items = () => [...list.querySelectorAll("[role=option]")];
  const mark = (index) => {
    at = index;
    items().forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => { asked += 1; list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); };
  const choose = (index) => { const choice = shown[index]; close(); pick(choice); };
  const item = (choice, index) => el("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(index); } },
    el("span", {}, choice.name), choice.note ? el("small", {}, choice.note) : null);
  const open = async (typed) => {
    const mine = ++asked;
    const found = await choices(input.value);
    if (mine !== asked || !input.isConnected) return;
    shown = found.slice(0, MOST_SHOWN);
    const more = found.length - shown.length;
    list.replaceChildren(...shown.map(item), ...(more > 0 ? [el("li", { class: "more", role: "presentation" }, say("more").replace("{n}", more))] : []));
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!!shown.length));
    // Whoever only passes by has chosen nothing.
    mark(shown.length && first && typed ? 0 : -1);
  };
  input.addEventListener("input", () => open(true));
  input.addEventListener("focus", () => open(false));
  input.addEventListener("click", () => list.hidden && open(false));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); open(false); return; }
    if (list.hidden || !shown.length) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark((at + 1) % shown.length); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at > 0 ? at - 1 : shown.length - 1); }
    else if (event.key === "Home" && event.ctrlKey) { event.preventDefault(); mark(0); }
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) { event.preventDefault(); choose(at); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
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
