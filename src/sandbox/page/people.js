// Who I am: anybody, found by typing; those for whom something is new stand first.

import { combobox, matching } from "./combobox.js";
import { $ } from "./dom.js";
import { say } from "./texts.js";

/** Makes the field. `view` holds people, news and who I am; `become` makes me somebody else. */
export function startPeople(view, become) {
  const input = $("user");
  const people = () => view.state.users.filter((user) => !user.bot);
  const choices = async (typed) => {
    const me = people().find((user) => user.id === view.me);
    const listed = people().map((user) => ({ name: user.name, value: user.id, waiting: view.news[user.id] ?? 0, note: view.news[user.id] ? `🔔 ${view.news[user.id]} ${say("newFor")}` : "" }));
    const found = matching(listed, typed === me?.name ? "" : typed);
    // Whoever types their own name in full stays who they are.
    const own = (one) => one.value === view.me && typed === me?.name;
    return found.sort((one, other) => own(other) - own(one) || (other.waiting > 0) - (one.waiting > 0));
  };
  const list = combobox(input, { choices, pick: (choice) => { input.value = choice.name; become(choice.value); input.blur(); }, first: true });
  $("people").append(list);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => showMe(view));
}

/** Shows my name, unless somebody is typing another. */
export function showMe(view) {
  const me = view.state.users.find((user) => user.id === view.me);
  if (document.activeElement !== $("user")) $("user").value = me?.name ?? "";
  const others = Object.entries(view.news).filter(([user]) => user !== view.me).length;
  $("waiting").textContent = others ? `🔔 ${others}` : "";
  $("waiting").title = others ? say("othersWait").replace("{n}", others) : "";
}
