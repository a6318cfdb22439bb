// Reviewing a plan (规划核对): original text and reading side by side; the chosen item lights its words; keys act on it.
// Items: data-ft-item="<id>" (data-ft-doubt while in doubt, data-ft-done once confirmed), words: data-ft-span="<id>".
// Buttons inside an item: data-ft-key="Enter|E|S|U"; they are ordinary submit buttons, so everything works without JavaScript.

const root = document.querySelector("[data-ft-reading]");
const storeKey = `ft-reading:${location.pathname}`;
const MIN_HEIGHT = 400;
let current = null;

const items = () => Array.from(root.querySelectorAll("[data-ft-item]"));
const spans = (id) => Array.from(root.querySelectorAll("[data-ft-span]")).filter((span) => span.dataset.ftSpan.split(" ").includes(id));

// Scrolls only the pane, so the page itself never jumps.
function bring(element) {
  const pane = element.closest("[data-ft-source], [data-ft-items]");
  if (!pane) return;
  const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) pane.scrollTop += box.top - frame.top - frame.height / 3;
}

function light(id) {
  for (const lit of root.querySelectorAll(".ft-lit")) lit.classList.remove("ft-lit");
  const item = items().find((one) => one.dataset.ftItem === id);
  const words = spans(id);
  for (const element of item ? [item, ...words] : words) element.classList.add("ft-lit");
  if (words.length) bring(words[0]);
  if (item) bring(item);
  return item;
}

function choose(id) {
  current = light(id) || current;
  if (!current) return;
  current.focus({ preventScroll: true });
  try { sessionStorage.setItem(storeKey, id); } catch (error) { /* private window: only the place is lost */ }
}

function step(count) {
  const all = items();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(current) + count))];
  if (next) choose(next.dataset.ftItem);
}

function nextDoubt() {
  const all = items();
  const from = all.indexOf(current) + 1;
  const next = [...all.slice(from), ...all.slice(0, from)].find((item) => item.hasAttribute("data-ft-doubt") && !item.hasAttribute("data-ft-done"));
  if (next) choose(next.dataset.ftItem);
  else document.dispatchEvent(new CustomEvent("ft:say", { detail: { text: "没有待确认的内容了。", tone: "success" } }));
}

function press(key) {
  const own = current && current.querySelector(`[data-ft-key="${key}"]`);
  const button = own || root.querySelector(`[data-ft-page-key="${key}"]`) || document.querySelector(`[data-ft-page-key="${key}"]`);
  if (button) button.click();
  return Boolean(button);
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, summary")) return;
  if (event.target.closest("a, button") && event.key === "Enter") return;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (key === "N") nextDoubt();
  else if (key === "ArrowDown" && current) step(1);
  else if (key === "ArrowUp" && current) step(-1);
  else if (!(["Enter", "E", "S", "U"].includes(key) && press(key))) return;
  event.preventDefault();
}

// The panes move together: the item beside the topmost visible words comes into view.
function follow(pane) {
  let waiting = false;
  pane.addEventListener("wheel", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const top = pane.getBoundingClientRect().top;
      const first = Array.from(pane.querySelectorAll("[data-ft-span]")).find((span) => span.getBoundingClientRect().bottom > top);
      const item = first && items().find((one) => first.dataset.ftSpan.split(" ").includes(one.dataset.ftItem));
      if (item) bring(item);
    }, 120);
  }, { passive: true });
}

// htmx replaces the answered item; the one after it becomes the current one.
function afterSwap() {
  if (current && current.isConnected) return;
  const id = sessionStorage.getItem(storeKey);
  const same = items().find((item) => item.dataset.ftItem === id);
  current = same || null;
  if (same && same.hasAttribute("data-ft-done")) nextDoubt();
  else if (same) choose(id);
}

// The panes end where the window ends, whatever stands above them.
function fit() {
  const top = root.getBoundingClientRect().top + window.scrollY;
  root.style.height = window.innerWidth < 768 ? "" : `${Math.max(MIN_HEIGHT, window.innerHeight - top - 16)}px`;
}

if (root) {
  fit();
  window.addEventListener("resize", fit);
  document.addEventListener("htmx:afterSettle", fit);
  root.addEventListener("click", (event) => {
    const item = event.target.closest("[data-ft-item]");
    const span = event.target.closest("[data-ft-span]");
    if (item && !event.target.closest("a, button, input, select, textarea")) choose(item.dataset.ftItem);
    else if (span) choose(span.dataset.ftSpan.split(" ")[0]);
  });
  document.addEventListener("keydown", keys);
  document.addEventListener("htmx:afterSettle", afterSwap);
  const source = root.querySelector("[data-ft-source]");
  if (source) follow(source);
  const place = location.hash.slice(1) || sessionStorage.getItem(storeKey);
  if (place && items().some((item) => item.dataset.ftItem === place)) choose(place);
}
