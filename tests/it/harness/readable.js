// Finds texts with less contrast than 4.5 to 1 (3 to 1 where they are large) and controls without a
// name: WCAG 2.1, 1.4.3 and 4.1.2. Returns what it finds.
const rgb = (color) => { const c = document.createElement("canvas").getContext("2d"); c.fillStyle = "#000"; c.fillStyle = color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
const light = (part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
const behind = (node) => { for (let at = node; at; at = at.parentElement) { const color = rgb(getComputedStyle(at).backgroundColor); if (getComputedStyle(at).backgroundColor !== "rgba(0, 0, 0, 0)" && color[3] === 255) return color; } return rgb(getComputedStyle(document.body).backgroundColor); };
const faults = [];
for (const node of document.querySelectorAll("body *")) {
  const style = getComputedStyle(node);
  if (!node.checkVisibility() || node.closest(":disabled, [aria-disabled=true]") || !node.getClientRects().length) continue;
  const text = [...node.childNodes].filter((one) => one.nodeType === 3 && one.textContent.trim()).map((one) => one.textContent).join(" ");
  if (text && !/^[^\p{L}\p{N}]*$/u.test(text)) {
    const [one, other] = [luminance(rgb(style.color)), luminance(behind(node))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) faults.push(`${text.slice(0, 40)}: ${contrast.toFixed(2)}`);
  }
  if (node.matches("button, input, select, textarea, a[href], summary")) {
    const name = node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent || node.title;
    if (!name?.trim()) faults.push("no name: " + node.outerHTML.slice(0, 80));
  }
}
return faults;
