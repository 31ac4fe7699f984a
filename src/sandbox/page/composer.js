// Writing: a message, or a command with its options, completed as they are typed.

import { combobox } from "./combobox.js";
import { el, isStillIn } from "./dom.js";
import { amiss, optionField } from "./fields.js";
import { localised, say } from "./texts.js";

/** All commands with their subcommands, each with its words in the reader's language. */
function leaves(commands) {
  const below = (thing, path, words) => {
    const subs = (thing.options ?? []).filter((option) => option.type <= 2);
    if (subs.length) return subs.flatMap((sub) => below(sub, `${path} ${sub.name}`, `${words} ${localised(sub, "name")}`));
    return [{ path, words, command: thing }];
  };
  return commands.flatMap((command) => below(command, command.name, localised(command, "name")));
}

/** What was filled in last, by command: to be filled in again. */
const past = new Map();

/** What is being filled in below a place: the command's path, and how far it has come. */
const underWay = new WeakMap();

/** The form that is open in a place, if there is one, to be taken up by [`composer`]. */
export const formIn = (place) => { const form = place.querySelector(".form"); return form && underWay.get(form)(); };

/**
 * The line at the bottom. `act` knows the commands, says, completes and runs for the chosen person. A
 * form that was open goes on.
 */
export function composer(place, act, opened = null) {
  const invites = say(act.commands().length ? "write" : "writeOnly");
  const input = el("input", { id: "line", type: "text", placeholder: invites, "aria-label": invites, maxlength: 2000 });
  const fitting = (typed) => {
    if (!typed.startsWith("/")) return [];
    const wanted = typed.slice(1).trim().toLowerCase();
    const found = leaves(act.commands()).filter((one) => one.words.includes(wanted) || one.path.startsWith(wanted));
    found.sort((one, other) => other.words.startsWith(wanted) - one.words.startsWith(wanted));
    return found.map((one) => ({ name: "/" + one.words, note: localised(one.command, "description"), one }));
  };
  const back = () => { const stays = isStillIn(place); const line = composer(place, act); if (stays) line.focus(); };
  const list = combobox(input, { choices: async (typed) => fitting(typed), pick: (choice) => form(place, choice.one, act, back), first: true });
  const send = async (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    const meant = fitting(typed)[0];
    if (typed.startsWith("/") && meant) return form(place, meant.one, act, back);
    if (typed.startsWith("/")) return act.none(typed);
    if (!typed) return;
    // Whoever is quick writes the next line meanwhile; what was not said comes back.
    input.value = "";
    if (!(await act.say(typed)) && !input.value) input.value = typed;
  };
  place.replaceChildren(list, el("form", { class: "bar", onsubmit: send }, input, el("button", { class: "main" }, say("send"))));
  const one = opened && leaves(act.commands()).find((one) => one.path === opened.path);
  if (one) form(place, one, act, back, opened.filled);
  return input;
}

/** A command's options as a form, with what has been filled in already. */
function form(place, { path, words, command }, act, back, filled = null) {
  // Whoever has gone elsewhere meanwhile keeps what stands there.
  const done = () => (node.isConnected ? back() : act.forget());
  const options = command.options ?? [];
  const fields = new Map();
  const given = async () => {
    const read = await Promise.all(options.map(async (option) => [option.name, await fields.get(option.name).read()]));
    return Object.fromEntries(read.filter(([, value]) => value !== undefined));
  };
  // What is filled in while somebody still types: files are sent with the command, not before.
  const soFar = () => Object.fromEntries(options.map((option) => [option.name, fields.get(option.name)?.typed?.()]).filter(([, value]) => value !== undefined));
  const next = (name) => { const names = options.map((option) => option.name); fields.get(names[names.indexOf(name) + 1])?.control.focus(); };
  for (const option of options) {
    const complete = async (typed) => act.complete(path, { ...soFar(), [option.name]: typed }, option.name);
    fields.set(option.name, optionField(option, { complete, context: act.context, after: () => next(option.name) }));
  }
  const error = el("p", { class: "error", role: "alert" });
  let busy = false;
  /** Says what is wrong where it is: beside its field, or else above the buttons. */
  const refuse = (why, name) => {
    busy = false;
    const field = fields.get(name);
    if (field) { field.node.insertBefore(error, field.control); field.control.setAttribute("aria-invalid", "true"); if (isStillIn(node)) field.control.focus(); } else node.insertBefore(error, node.querySelector(".row"));
    error.textContent = why;
    error.scrollIntoView({ block: "nearest" });
  };
  const run = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    error.textContent = "";
    for (const field of fields.values()) field.control.removeAttribute("aria-invalid");
    const values = await given();
    const missing = options.find((option) => option.required && values[option.name] === undefined);
    if (missing) return refuse(`${localised(missing, "name")}: ${say("required")}`, missing.name);
    for (const option of options) { const why = amiss(option, values[option.name]); if (why) return refuse(why, option.name); }
    past.set(path, Object.fromEntries(options.map((option) => [option.name, { shown: fields.get(option.name).shown?.() ?? "", value: values[option.name] }])));
    const why = await act.run(path, values);
    busy = false;
    if (why) refuse(why); else done();
  };
  const write = (values) => { for (const [name, field] of fields) if (values?.[name]?.shown) field.write(values[name]); };
  const again = () => write(past.get(path));
  const node = el("form", { class: "form", novalidate: true, onsubmit: run, "aria-label": "/" + words, onkeydown: (event) => { if (event.key === "Escape" && !event.defaultPrevented) done(); } },
    el("h2", {}, "/" + words), el("div", { class: "why" }, localised(command, "description")), ...[...fields.values()].map((field) => field.node), error,
    el("div", { class: "row" }, el("button", { class: "main" }, say("send")), el("button", { type: "button", onclick: done }, say("close")),
      past.has(path) && options.length ? el("button", { type: "button", class: "link", onclick: again }, say("again")) : null));
  // What is being sent is not to be sent again by whoever comes back to it.
  underWay.set(node, () => busy ? null : ({ path, filled: Object.fromEntries([...fields].map(([name, field]) => [name, { shown: field.shown?.() ?? "", value: field.typed?.() }])) }));
  write(filled);
  place.replaceChildren(node);
  // Who comes back to it has the focus elsewhere.
  if (!filled) (fields.get(options[0]?.name)?.control ?? node.querySelector("button")).focus();
}
