// The strip that leads a newcomer through: the next step, and all of them with those taken ticked.

import { $, call, el } from "./dom.js";
import { inline } from "./markdown.js";
import { language, say } from "./texts.js";

const guide = { text: "", open: false };

const isHidden = () => localStorage.guideHidden === "yes";

export async function showGuide(context, connected) {
  const { steps } = await call("GET", "/sandbox/guide?locale=" + language());
  const text = JSON.stringify([steps, language(), isHidden(), connected]);
  if (text === guide.text) return;
  guide.text = text;
  const strip = $("guide");
  strip.hidden = steps.length ? isHidden() : connected;
  $("show-guide").hidden = !steps.length || !isHidden();
  if (strip.hidden) return;
  if (!steps.length) { strip.replaceChildren(el("p", {}, say("noBot").replace("{address}", location.origin))); return; }
  const done = steps.filter((step) => step.done).length;
  const next = steps[done];
  const head = next ? [el("strong", {}, say("step").replace("{n}", done + 1).replace("{of}", steps.length)), " ", ...inline(next.text, context)] : [el("strong", {}, "✔ " + say("allDone"))];
  const items = steps.map((step, index) => el("li", { class: step.done ? "done" : index === done ? "next" : null, "aria-current": index === done ? "step" : null },
    el("span", { class: "tick", role: "img", "aria-label": say(step.done ? "isDone" : "isNotDone") }, step.done ? "✔" : "○"), " ", el("span", {}, ...inline(step.text, context))));
  const details = el("details", { open: guide.open, ontoggle: () => { guide.open = details.open; } }, el("summary", {}, say("allSteps")), el("ol", {}, ...items));
  strip.replaceChildren(el("p", { id: "step", role: "status" }, ...head), details, el("button", { class: "plain", "aria-label": say("hideGuide"), title: say("hideGuide"), onclick: () => hide("yes", context) }, "×"));
}

function hide(value, context) {
  localStorage.guideHidden = value;
  context.refresh();
}

export function start(context) {
  $("show-guide").addEventListener("click", () => hide("no", context));
}
