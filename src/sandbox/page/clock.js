// What time it is, and setting it forward.

import { $, call, toast } from "./dom.js";
import { awaitingAnswer } from "./log.js";
import { language, say } from "./texts.js";

const clock = { shown: Date.now(), since: performance.now(), next: null, simulated: false, zone: undefined, busy: false };

export const now = () => (clock.simulated ? clock.shown + performance.now() - clock.since : Date.now());
export const zone = () => clock.zone;

const narrow = () => matchMedia("(max-width: 760px)").matches;
const format = (at) => new Intl.DateTimeFormat(language(), { weekday: "short", day: "numeric", month: "short", year: narrow() ? undefined : "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.zone }).format(at);

export function take(reading) {
  Object.assign(clock, { shown: Date.parse(reading.now), since: performance.now(), next: reading.next_event, simulated: reading.simulated, zone: reading.zone ?? undefined });
  $("clock").hidden = !reading.simulated;
  show();
}

export function show() {
  $("now").textContent = format(now());
  $("now").dateTime = new Date(now()).toISOString();
  mark();
  $("next").textContent = clock.next ? `${say(narrow() ? "nextShort" : "next")}: ${format(Date.parse(clock.next))}` : say("nothingNext");
}

/** The buttons wait, and keep the focus of whoever uses them without a mouse. */
function mark() {
  for (const button of $("clock").querySelectorAll("button")) button.setAttribute("aria-disabled", String(clock.busy || (button.id === "next" && !clock.next)));
}

/** Sets the clock; returns when all that became due has been done. */
async function set(body, context) {
  if (clock.busy) return;
  clock.busy = true;
  mark();
  try { await awaitingAnswer(async () => take(await call("POST", "/sandbox/clock", body)), context, true); }
  catch (error) { toast(error.message); }
  finally {
    clock.busy = false;
    show();
  }
  await context.refresh();
}

export function start(context) {
  $("next").addEventListener("click", () => clock.next && set({ to: clock.next }, context));
  for (const button of document.querySelectorAll("[data-advance]")) button.addEventListener("click", () => set({ advance_s: Number(button.dataset.advance) }, context));
  setInterval(() => clock.simulated && tick(), 1000);
}

/** How long a reading counts, in milliseconds: what comes next is known only when a message that has come is noted as sent, and nothing tells of that. */
const FRESH = 2000;

async function tick() {
  show();
  if (clock.busy || document.hidden || performance.now() - clock.since < FRESH) return;
  // Only one at a time asks.
  clock.since += FRESH;
  clock.shown += FRESH;
  try {
    const reading = await call("GET", "/sandbox/clock");
    if (!clock.busy) take(reading);
  } catch { /* Whoever waits for changes tells that the server is away. */ }
}
