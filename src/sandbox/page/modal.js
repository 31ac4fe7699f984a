// A modal that a bot has opened: a dialog to fill in.

import { el } from "./dom.js";
import { modalField } from "./fields.js";
import { markdown } from "./markdown.js";
import { say } from "./texts.js";

/** Shows a modal. `submit` sends what was filled in, and says what is wrong with it or nothing. */
export function openModal(modal, context, submit) {
  const fields = [];
  const parts = modal.components.flatMap((part) => {
    if (part.type === 10) return [markdown(part.content, context)];
    const inner = part.type === 18 ? [[part.component, part.label, part.description]] : part.components.map((one) => [one, one.label, null]);
    return inner.map(([one, label, description]) => { const field = modalField(one, label, description, context); fields.push(field); return field.node; });
  });
  const error = el("p", { class: "error", role: "alert" });
  let busy = false;
  const close = () => { dialog.close(); dialog.remove(); };
  const send = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const filled = await Promise.all(fields.map(async (field) => [field.id, await field.read()]));
    const missing = fields.find((field, index) => field.required && !filled[index][1].length);
    if (missing) { busy = false; error.textContent = `${missing.label}: ${say("required")}`; return; }
    const why = await submit(Object.fromEntries(filled)).catch((problem) => problem.message);
    busy = false;
    if (why) error.textContent = why; else close();
  };
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title", onclose: () => dialog.remove() },
    el("form", { class: "form", onsubmit: send }, el("h2", { id: "modal-title" }, modal.title), ...parts, error,
      el("div", { class: "row" }, el("button", { class: "main" }, say("send")), el("button", { type: "button", onclick: close }, say("cancel")))));
  document.body.append(dialog);
  dialog.showModal();
}
