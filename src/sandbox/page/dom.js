// Elements and requests: what everything else on the page is made with.

/** An element with children; strings become text and nothing else, so that no message can run. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const $ = (id) => document.getElementById(id);

/** Whether the focus is in one of these, or nowhere: what had it was drawn anew. Whoever has gone on is not called back by what comes late. */
export const isStillIn = (...nodes) => document.activeElement === document.body || nodes.some((node) => node?.contains(document.activeElement));

/** Asks the sandbox; what it refuses is thrown with its own words. */
export async function call(method, path, body) {
  const response = await fetch(path, { method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** Keeps a file, so that it can be named by its id; returns that. */
export async function upload(file) {
  const response = await fetch("/sandbox/files?name=" + encodeURIComponent(file.name), { method: "POST", headers: { "content-type": file.type || "application/octet-stream" }, body: file });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer.id;
}

export function toast(text) {
  $("toast").textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").textContent = ""; }, 6000);
}
