// Who I am: anybody, found by typing; those for whom something is new stand first.

import { combobox, matching } from "./combobox.js";
import { $, el } from "./dom.js";
import { say } from "./texts.js";

/** Makes the field. `view` holds people, news and who I am; `become` makes me somebody else. */
export function startPeople(view, become) {
  const input = $("user");
  const people = () => view.state.users.filter((user) => !user.bot);
  const own = () => people().find((user) => user.id === view.me)?.name;
  const choices = async (typed) => {
    const listed = people().map((user) => ({ name: user.name, value: user.id, waiting: view.news[user.id] ?? 0, note: view.news[user.id] ? `🔔 ${view.news[user.id]} ${say("newFor")}` : "" }));
    const found = matching(listed, typed === own() ? "" : typed);
    // Whoever types their own name in full stays who they are.
    const isOwn = (one) => one.value === view.me && typed === own();
    return found.sort((one, other) => isOwn(other) - isOwn(one) || (other.waiting > 0) - (one.waiting > 0));
  };
  const list = combobox(input, { choices, pick: (choice, byKey) => {
    input.value = choice.name;
    become(choice.value);
    // A finger has done with it, and the keyboard of a telephone goes away; keys go on from here.
    if (byKey) input.select(); else input.blur();
  }, first: true });
  $("people").append(list);
  // Whoever comes here wants to be somebody else: what they type replaces the name. A press would
  // place the cursor in it, once all that listens has had its turn.
  const selectOwn = () => input.value === own() && input.select();
  input.addEventListener("focus", selectOwn);
  // Whoever thinks better of it is who they were.
  input.addEventListener("keydown", (event) => { if (event.key === "Escape") { input.value = own() ?? ""; input.select(); } });
  input.addEventListener("mousedown", (event) => { if (input.value === own()) { event.preventDefault(); input.focus(); selectOwn(); } });
  input.addEventListener("blur", () => showMe(view));
}

/** Shows my name, unless somebody is typing another. */
export function showMe(view) {
  const me = view.state.users.find((user) => user.id === view.me);
  if (document.activeElement !== $("user")) $("user").value = me?.name ?? "";
  const others = Object.entries(view.news).filter(([user]) => user !== view.me).length;
  const told = others ? say(others === 1 ? "otherWaits" : "othersWait").replace("{n}", others) : "";
  $("waiting").replaceChildren(...(others ? [el("span", { class: "sign", "aria-hidden": "true" }, `👥 ${others}`), el("span", { class: "words" }, told)] : []));
  $("waiting").title = told;
}
