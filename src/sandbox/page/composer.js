// Writing: a message, or a command with its options, completed as they are typed.

import { el } from "./markdown.js";
import { localised, say } from "./texts.js";

let numbered = 0;

/** A text field with a list of choices below it, by the pattern of an ARIA combobox. */
function combobox(input, { choices, pick, above }) {
  const id = `list-${++numbered}`;
  const list = el("ul", { id, role: "listbox", class: "list", "aria-label": say("suggestions"), hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", autocomplete: "off" })) input.setAttribute(name, value);
  let at = -1;
  let shown = [];
  let asked = 0;
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === at));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); };
  const choose = (index) => { const choice = shown[index]; close(); pick(choice); };
  const open = async () => {
    const mine = ++asked;
    const found = await choices(input.value);
    if (mine !== asked || !input.isConnected) return;
    shown = found;
    list.replaceChildren(...found.map((choice, index) => el("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); choose(index); } }, choice.name, choice.note ? el("small", {}, choice.note) : null)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!!found.length));
    mark(found.length && above ? 0 : -1);
  };
  input.addEventListener("input", open);
  input.addEventListener("focus", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || !shown.length) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark((at + 1) % shown.length); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark((at + shown.length - 1) % shown.length); }
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) { event.preventDefault(); choose(at); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  return list;
}

/** All commands with their subcommands, each with its words in the reader's language. */
function leaves(commands) {
  const below = (thing, path, words) => {
    const subs = (thing.options ?? []).filter((option) => option.type <= 2);
    if (subs.length) return subs.flatMap((sub) => below(sub, `${path} ${sub.name}`, `${words} ${localised(sub, "name")}`));
    return [{ path, words, command: thing }];
  };
  return commands.flatMap((command) => below(command, command.name, localised(command, "name")));
}

/** The line at the bottom. `act` says, completes and runs for the chosen person. */
export function composer(place, commands, act) {
  const all = leaves(commands);
  const input = el("input", { id: "line", type: "text", placeholder: say(all.length ? "write" : "writeOnly"), "aria-label": say(all.length ? "write" : "writeOnly"), maxlength: 2000 });
  const matching = (typed) => {
    if (!typed.startsWith("/")) return [];
    const wanted = typed.slice(1).trim().toLowerCase();
    return all.filter((one) => one.words.startsWith(wanted) || one.path.startsWith(wanted) || one.words.includes(wanted))
      .map((one) => ({ name: "/" + one.words, note: localised(one.command, "description"), one }));
  };
  const list = combobox(input, { choices: async (typed) => matching(typed), pick: (choice) => form(place, choice.one, act, () => composer(place, commands, act).focus()), above: true });
  const send = async (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    const exact = matching(typed)[0];
    if (typed.startsWith("/") && exact) return form(place, exact.one, act, () => composer(place, commands, act).focus());
    if (typed.startsWith("/")) return act.none(typed);
    if (!typed) return;
    if (await act.say(typed)) input.value = "";
  };
  place.replaceChildren(list, el("form", { class: "bar", onsubmit: send }, input, el("button", { class: "main" }, say("send"))));
  return input;
}

const within = (option, typed) => /^-?\d+$/.test(typed.trim()) && Number(typed) >= (option.min_value ?? -Infinity) && Number(typed) <= (option.max_value ?? Infinity);

/** A command's options as a form. */
function form(place, { path, words, command }, act, done) {
  const options = command.options ?? [];
  const values = {};
  const inputs = new Map();
  const given = () => Object.fromEntries(options.map((option) => [option.name, values[option.name] ?? inputs.get(option.name).value]).filter(([, value]) => value !== ""));
  const fields = options.map((option) => {
    const id = `option-${option.name}`;
    const required = option.required === true;
    const input = el("input", { id, name: option.name, required, "aria-describedby": id + "-why", inputmode: option.type === 4 ? "numeric" : null, maxlength: option.max_length ?? 500 });
    inputs.set(option.name, input);
    input.addEventListener("input", () => delete values[option.name]);
    let list = null;
    const fixed = (option.choices ?? []).map((choice) => ({ name: localised(choice, "name"), value: choice.value }));
    if (option.autocomplete || fixed.length) {
      list = combobox(input, {
        choices: (typed) => option.autocomplete ? act.complete(path, { ...given(), [option.name]: typed }, option.name) : fixed.filter((choice) => choice.name.toLowerCase().includes(typed.toLowerCase())),
        pick: (choice) => { input.value = choice.name; values[option.name] = choice.value; next(option.name); },
      });
    }
    return el("div", { class: "field" },
      el("label", { for: id }, localised(option, "name"), required ? el("span", { class: "must", title: say("required"), "aria-hidden": "true" }, " *") : null),
      input, list, el("div", { class: "why", id: id + "-why" }, localised(option, "description")));
  });
  const next = (name) => { const names = options.map((option) => option.name); inputs.get(names[names.indexOf(name) + 1])?.focus(); };
  const error = el("p", { class: "error", role: "alert" });
  const run = async (event) => {
    event.preventDefault();
    const amiss = options.find((option) => option.type === 4 && inputs.get(option.name).value && !within(option, inputs.get(option.name).value));
    if (amiss) { error.textContent = `${localised(amiss, "name")}: ${say("wholeNumber")} ${amiss.min_value ?? "…"}–${amiss.max_value ?? "…"}`; inputs.get(amiss.name).focus(); return; }
    const why = await act.run(path, given());
    if (why) error.textContent = why; else done();
  };
  const cancel = el("button", { type: "button", onclick: done }, say("cancel"));
  const node = el("form", { class: "form", onsubmit: run, onkeydown: (event) => { if (event.key === "Escape" && !event.defaultPrevented) done(); } },
    el("h2", {}, "/" + words), el("div", { class: "why" }, localised(command, "description")), ...fields, error,
    el("div", { class: "row" }, el("button", { class: "main" }, say("send")), cancel));
  place.replaceChildren(node);
  (inputs.get(options[0]?.name) ?? node.querySelector("button")).focus();
}
