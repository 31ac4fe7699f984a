// The strip that leads a newcomer through: the next step, and all of them with those taken ticked.

import { $, call, el, isStillIn, toast } from "./dom.js";
import { inline } from "./markdown.js";
import { language, say } from "./texts.js";

const guide = { text: "", open: false };

const isHidden = () => localStorage.guideHidden === "yes";

export async function showGuide(context, connected) {
  const { steps, now, links } = await call("GET", `/sandbox/guide?locale=${language()}&as=${context.me() ?? ""}`);
  const text = JSON.stringify([steps, now, links, language(), isHidden(), connected]);
  if (text === guide.text) return;
  guide.text = text;
  const strip = $("guide");
  strip.hidden = steps.length ? isHidden() : connected;
  $("show-guide").hidden = !steps.length || !isHidden();
  if (strip.hidden) return;
  if (!steps.length) { strip.replaceChildren(el("p", {}, say("noBot").replace("{address}", location.origin))); return; }
  const next = steps.findIndex((step) => !step.done);
  const again = el("button", { class: "link", onclick: () => restart(context) }, say("restart"));
  const head = now ? [el("strong", {}, say("step").replace("{n}", next + 1).replace("{of}", steps.length)), " ", ...inline(now, context)] : [el("strong", {}, "✔ " + say("allDone")), " ", again];
  const items = steps.map((step, index) => el("li", { class: step.done ? "done" : index === next ? "next" : null, "aria-current": index === next ? "step" : null },
    el("span", { class: "tick", role: "img", "aria-label": say(step.done ? "isDone" : "isNotDone") }, step.done ? "✔" : "○"), " ", el("span", {}, ...inline(step.text, context))));
  const details = el("details", { open: guide.open, ontoggle: () => { guide.open = details.open; } }, el("summary", {}, say("allSteps")), el("ol", {}, ...items));
  const others = links.map((link) => el("a", { href: link.address, target: "_blank", rel: "noreferrer" }, link.text + " ↗"));
  // Drawn anew, it gives the focus back to what stands in the same place.
  const places = "#step, summary, .link, a, button";
  const at = [...strip.querySelectorAll(places)].indexOf(document.activeElement);
  strip.replaceChildren(el("p", { id: "step", role: "status", tabindex: -1 }, ...head), details, ...others, el("button", { class: "plain", "aria-label": say("hideGuide"), title: say("hideGuide"), onclick: () => hide("yes", context) }, "×"));
  if (at >= 0) (strip.querySelectorAll(places)[at] ?? $("step")).focus();
}

/** The button that was pressed is gone then: the focus goes to what has come in its place. */
async function hide(value, context) {
  localStorage.guideHidden = value;
  await context.refresh();
  if (isStillIn($("guide"), $("show-guide"))) (value === "yes" ? $("show-guide") : $("step"))?.focus();
}

async function restart(context) {
  try { await call("POST", "/sandbox/guide/restart"); } catch (error) { toast(error.message); return; }
  await context.refresh();
  if (isStillIn($("guide"))) $("step")?.focus();
}

export function start(context) {
  $("show-guide").addEventListener("click", () => hide("no", context));
}
