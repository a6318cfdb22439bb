// Reviewing a plan (规划核对): original text and reading side by side; the chosen item lights its words; keys act on it.
// Items: data-ft-item="<id>" (data-ft-doubt while in doubt, data-ft-done once confirmed), words: data-ft-span="<id> <id>".
// Keys press what bears data-ft-key (in the item or its group's head), data-ft-part-key (in the part, data-ft-part) or
// data-ft-page-key; an open form says whose it is by data-ft-form="<id>". These are ordinary links and submit buttons, so everything works without JavaScript.

import { queued } from "./queued.js";
import { bring, fit, together } from "./panes.js";

const root = document.querySelector("[data-ft-reading]");
const storeKey = `ft-reading:${location.pathname}`;
const OWN_KEYS = ["Enter", "E", "S", "M", "D", "A", "T"];
const PAGE_KEYS = ["U", "R", "?"];
let current = null;

const items = () => Array.from(root.querySelectorAll("[data-ft-item]"));
const words = (id) => {
  const own = Array.from(root.querySelectorAll("[data-ft-span]")).filter((span) => span.dataset.ftSpan.split(" ").includes(id));
  return own.length ? own : Array.from(root.querySelectorAll("[data-ft-source] [data-ft-group]")).filter((line) => line.dataset.ftGroup === id);
};
const waits = (item) => item.hasAttribute("data-ft-doubt") && !item.hasAttribute("data-ft-done");

function light(id) {
  for (const lit of root.querySelectorAll(".ft-lit")) lit.classList.remove("ft-lit");
  const item = items().find((one) => one.dataset.ftItem === id);
  const found = words(id);
  for (const element of item ? [item, ...found] : found) element.classList.add("ft-lit");
  if (found.length) bring(found[0]);
  if (item) bring(item);
  return item;
}

function choose(id) {
  current = light(id) || current;
  if (!current) return;
  const form = Array.from(root.querySelectorAll("[data-ft-form]")).find((one) => one.dataset.ftForm === id);
  const input = form && form.querySelector("input:not([type=hidden]), textarea, select, button");
  (input || current).focus({ preventScroll: true });
  try { sessionStorage.setItem(storeKey, id); } catch (error) { /* private window: only the place is lost */ }
}

function step(count) {
  const all = items();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(current) + count))];
  if (next) choose(next.dataset.ftItem);
}

function doubt(back) {
  const all = back ? items().reverse() : items();
  const from = all.indexOf(current) + 1;
  const next = [...all.slice(from), ...all.slice(0, from)].find(waits);
  if (next) choose(next.dataset.ftItem);
  else document.dispatchEvent(new CustomEvent("ft:say", { detail: { text: "没有待确认的内容了。", tone: "success" } }));
}

const group = () => current && current.closest("[data-ft-group]");

function press(key) {
  const head = group() && group().querySelector("[data-ft-item]");
  const part = current && current.closest("[data-ft-part]");
  const button = (current && OWN_KEYS.includes(key) && current.querySelector(`[data-ft-key="${key}"]`))
    || (head && ["A", "T"].includes(key) && head.querySelector(`[data-ft-key="${key}"]`))
    || (part && part.querySelector(`[data-ft-part-key="${key}"]`))
    || (key === "Escape" && root.querySelector('[data-ft-key="Escape"]'))
    || document.querySelector(`[data-ft-page-key="${key}"]`);
  if (button) button.click();
  return Boolean(button);
}

function inForm(event) {
  if (event.key === "Escape") return press("Escape");
  const form = event.target.closest("form");
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form || event.isComposing) return false;
  const send = form.querySelector("[type=submit]");
  if (send) send.click();
  return Boolean(send);
}

function keys(event) {
  if (event.target.closest("input, textarea, select")) {
    if (root.contains(event.target) && inForm(event)) event.preventDefault();
    return;
  }
  if (event.altKey || event.isComposing || event.target.closest("summary")) return;
  let key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.ctrlKey || event.metaKey) key = { Z: event.shiftKey ? "R" : "U", Y: "R" }[key];
  if (!key || (event.target.closest("a, button") && event.key === "Enter")) return;
  if ((event.repeat && key === "Enter") || act(key)) event.preventDefault();
}

// Does what a key says, or keeps it until the answer to the one before is there; false for a key without a meaning here.
let act = (key) => {
  if (key === "N") doubt(false);
  else if (key === "P") doubt(true);
  else if (key === "G" && group()) choose(group().querySelector("[data-ft-item]").dataset.ftItem);
  else if (key === "ArrowDown" && current) step(1);
  else if (key === "ArrowUp" && current) step(-1);
  else return [...OWN_KEYS, ...PAGE_KEYS, "B", "Escape"].includes(key) && press(key);
  return true;
};

// htmx replaces the answered item; the one after it becomes the current one.
function afterSwap() {
  if (current && current.isConnected) return;
  const id = sessionStorage.getItem(storeKey);
  const same = items().find((item) => item.dataset.ftItem === id);
  current = same || null;
  if (same && same.hasAttribute("data-ft-done") && items().some(waits)) doubt(false);
  else if (same) choose(id);
}

// Words shared by several items choose one after the other.
function chooseWords(span) {
  const ids = span.dataset.ftSpan.split(" ");
  const at = current ? ids.indexOf(current.dataset.ftItem) : -1;
  choose(ids[(at + 1) % ids.length]);
}

if (root) {
  const [source, list] = [root.querySelector("[data-ft-source]"), root.querySelector("[data-ft-items]")];
  fit(root);
  window.addEventListener("resize", () => fit(root));
  document.addEventListener("htmx:afterSettle", () => { fit(root); afterSwap(); });
  act = queued(act);
  root.addEventListener("click", (event) => {
    const item = event.target.closest("[data-ft-item]");
    const span = event.target.closest("[data-ft-span]");
    if (item && !event.target.closest("a, button, input, select, textarea, label, summary")) choose(item.dataset.ftItem);
    else if (span && !String(document.getSelection())) chooseWords(span);
  });
  document.addEventListener("keydown", keys);
  if (source && list) together(source, list);
  const stored = (() => { try { return sessionStorage.getItem(storeKey); } catch (error) { return null; } })();
  const lit = root.querySelector("[data-ft-item].ft-lit");
  const place = location.hash.slice(1) || stored || (lit && lit.dataset.ftItem);
  if (place && items().some((item) => item.dataset.ftItem === place)) choose(place);
}
