// One thing to fill in: an option of a command, an input of a modal, a select of a message. Each
// is told apart by what it wants, and gives its value as the sandbox takes it.

import { combobox, matching } from "./combobox.js";
import { el, upload } from "./dom.js";
import { localised, say } from "./texts.js";

let numbered = 0;

/** A field with its label. `read` gives its value: undefined where nothing is filled in. */
function labelled(label, { control, extra = [], required, why, read, write = () => {} }) {
  const id = control.id || `field-${++numbered}`;
  control.id = id;
  const about = why ? el("div", { class: "why", id: id + "-why" }, why) : null;
  if (about) control.setAttribute("aria-describedby", about.id);
  if (required) control.setAttribute("aria-required", "true");
  const must = required ? el("span", { class: "must", title: say("required"), "aria-hidden": "true" }, " *") : el("span", { class: "may" }, " " + say("optional"));
  const node = el("div", { class: "field" }, el("label", { for: id }, label, must), control, ...extra, about);
  return { node, control, read, write, label, required };
}

/** Chosen from a list by typing. `choices` finds [{name, value}]. */
function chosen(label, { id, required, why, choices, length, after = () => {} }) {
  const input = el("input", { id, maxlength: length ?? 500 });
  let value;
  const list = combobox(input, { choices, pick: (choice) => { input.value = choice.name; value = choice.value; after(); } });
  input.addEventListener("input", () => { value = undefined; });
  // Whoever types a choice in full has chosen it.
  const read = async () => {
    if (value === undefined && input.value) value = (await choices(input.value)).find((one) => one.name.toLowerCase() === input.value.trim().toLowerCase())?.value;
    return value ?? (input.value === "" ? undefined : input.value);
  };
  const write = (past) => { input.value = past.shown; value = past.value; };
  return { ...labelled(label, { control: input, extra: [list], required, why, read, write }), shown: () => input.value, typed: () => value ?? (input.value || undefined) };
}

const names = (list) => async (typed) => matching([...list], typed);

/** A field for a command's option. `context` knows people, channels and roles. */
export function optionField(option, { complete, context, after }) {
  const label = localised(option, "name");
  const common = { id: `option-${option.name}`, required: option.required === true, why: localised(option, "description"), after };
  const fixed = (option.choices ?? []).map((choice) => ({ name: localised(choice, "name"), value: choice.value }));
  if (option.autocomplete) return chosen(label, { ...common, choices: complete, length: option.max_length });
  if (fixed.length) return chosen(label, { ...common, choices: names(fixed) });
  if (option.type === 5) return chosen(label, { ...common, choices: names([{ name: say("yes"), value: true }, { name: say("no"), value: false }]) });
  if (option.type === 6) return chosen(label, { ...common, choices: names(context.people()) });
  if (option.type === 7) return chosen(label, { ...common, choices: names(context.channels()) });
  if (option.type === 8) return chosen(label, { ...common, choices: names(context.roles()) });
  if (option.type === 9) return chosen(label, { ...common, choices: names([...context.people(), ...context.roles()]) });
  if (option.type === 11) {
    const control = el("input", { id: common.id, type: "file" });
    let kept;
    control.addEventListener("change", () => { kept = undefined; });
    const write = (past) => { control.files = past.shown; kept = undefined; };
    const read = async () => control.files[0] && (kept ??= await upload(control.files[0]));
    return { ...labelled(label, { control, ...common, read, write }), shown: () => (control.files.length ? control.files : "") };
  }
  const control = el("input", { id: common.id, name: option.name, inputmode: option.type === 4 ? "numeric" : option.type === 10 ? "decimal" : null, maxlength: option.max_length ?? 500 });
  const read = () => (control.value === "" ? undefined : control.value);
  return { ...labelled(label, { control, ...common, read, write: (past) => { control.value = past.shown; } }), shown: () => control.value, typed: read };
}

/** What is wrong with a number, in words; nothing where it is in order. */
export function amiss(option, value) {
  if (option.type !== 4 || value === undefined) return null;
  const whole = /^-?\d+$/.test(String(value).trim());
  const within = whole && Number(value) >= (option.min_value ?? -Infinity) && Number(value) <= (option.max_value ?? Infinity);
  return within ? null : `${localised(option, "name")}: ${say("wholeNumber")} ${option.min_value ?? "…"}–${option.max_value ?? "…"}`;
}

/** What can be chosen in a select, whatever its kind: [{name, note, value}]. */
function choicesOf(part, context) {
  if (part.type === 5) return context.people();
  if (part.type === 6) return context.roles();
  if (part.type === 7) return [...context.people(), ...context.roles()];
  if (part.type === 8) return context.channels();
  return (part.options ?? []).map((option) => ({ name: option.label, note: option.description, value: option.value, chosen: option.default }));
}

/** A select as a control; `read` gives the values. One is taken at once, several are ticked. */
export function selectControl(part, context, { label, taken = () => {} }) {
  const choices = choicesOf(part, context);
  const several = (part.max_values ?? 1) > 1;
  if (several) {
    const boxes = choices.slice(0, 25).map((choice) => el("label", {}, el("input", { type: "checkbox", value: choice.value, checked: choice.chosen, disabled: part.disabled }), " " + choice.name, choice.note ? el("small", {}, choice.note) : null));
    const control = el("fieldset", { class: "several", disabled: part.disabled }, el("legend", {}, label), ...boxes);
    return { control, read: () => [...control.querySelectorAll("input:checked")].map((box) => box.value) };
  }
  if (part.type === 3) {
    const options = choices.map((choice) => el("option", { value: choice.value, selected: choice.chosen }, choice.note ? `${choice.name} – ${choice.note}` : choice.name));
    const control = el("select", { disabled: part.disabled, "aria-label": label, onchange: () => taken() }, el("option", { value: "" }, part.placeholder ?? "…"), ...options);
    return { control, read: () => (control.value ? [control.value] : []), clear: () => { control.value = ""; } };
  }
  const input = el("input", { placeholder: part.placeholder ?? "…", "aria-label": label, disabled: part.disabled });
  let value;
  const list = combobox(input, { choices: names(choices), pick: (choice) => { input.value = choice.name; value = choice.value; taken(); } });
  return { control: el("span", { class: "entity" }, input, list), read: () => (value ? [value] : []), clear: () => { input.value = ""; value = undefined; } };
}

/** A field of a modal: a text input, or a select. */
export function modalField(part, label, description, context) {
  const required = part.required !== false;
  if (part.type !== 4) {
    const { control, read } = selectControl(part, context, { label });
    return { id: part.custom_id, ...labelled(label, { control, required, why: description, read }) };
  }
  const attributes = { name: part.custom_id, placeholder: part.placeholder, maxlength: part.max_length ?? 4000, minlength: part.min_length, required };
  const control = part.style === 2 ? el("textarea", { ...attributes, rows: 4 }) : el("input", attributes);
  control.value = part.value ?? "";
  return { id: part.custom_id, ...labelled(label, { control, required, why: description, read: () => control.value }) };
}
