// What was typed in an open form and not yet saved (未保存的内容) outlives a closed window or a killed browser.
// Forms: data-pl-typed="<item> <act>"; kept in localStorage under the page's address until saved or cancelled.

const root = document.querySelector("[data-pl-review]");
const PREFIX = root ? `ft-typed:${root.dataset.plReview}:` : "";
const SKIPPED = ["csrfmiddlewaretoken", "at", "do", "seen", "other"];

const nameOf = (form) => PREFIX + form.dataset.plTyped;
const inputs = (form) => Array.from(form.elements).filter((one) => one.name && !SKIPPED.includes(one.name) && one.type !== "submit");
const valueOf = (input) => (input.type === "checkbox" ? input.checked : input.value);

function keep(form) {
  const values = {};
  for (const input of inputs(form)) values[input.name] = valueOf(input);
  try { localStorage.setItem(nameOf(form), JSON.stringify(values)); } catch (error) { /* storage full or refused */ }
}

function drop(name) {
  try { localStorage.removeItem(name); } catch (error) { /* nothing was kept */ }
}

function stored(name) {
  try { return JSON.parse(localStorage.getItem(name) || "null"); } catch (error) { return null; }
}

function restore(form) {
  const values = stored(nameOf(form));
  if (!values || form.dataset.plRestored) return;
  form.dataset.plRestored = "yes";
  let differs = false;
  for (const input of inputs(form)) {
    if (!(input.name in values) || valueOf(input) === values[input.name]) continue;
    differs = true;
    if (input.type === "checkbox") input.checked = values[input.name];
    else input.value = values[input.name];
  }
  if (differs) note(form, "已找回您上次没有保存的内容，请看过后保存；不要的话按“取消”。");
}

function note(place, text, link) {
  const box = document.createElement("p");
  box.className = "ft-note ft-note-info pl-found";
  box.setAttribute("role", "status");
  box.append(text);
  if (link) box.append(link);
  place.prepend(box);
}

// A form left open when the window was closed: offered again, in one line above the panes.
function offer() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const open = Array.from(document.querySelectorAll("[data-pl-typed]")).map(nameOf);
  const left = names.find((name) => !open.includes(name));
  if (!left) return;
  const [item, act] = left.slice(PREFIX.length).split(" ");
  const link = document.createElement("a");
  link.href = `${root.dataset.plReview}?${new URLSearchParams({ at: item, do: act })}#${item}`;
  link.textContent = "接着改";
  note(root.parentElement, "上次有一处改动没有保存。", link);
}

if (root) {
  let last = null;
  const look = () => document.querySelectorAll("[data-pl-typed]").forEach(restore);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-pl-typed]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    last = event.target.dataset.plTyped ? event.target : null;
    if (last) drop(nameOf(last));
  });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest('[data-ft-key="Escape"]');
    const form = cancel && cancel.closest("[data-pl-typed]");
    if (form) drop(nameOf(form));
  });
  document.addEventListener("htmx:sendError", () => { if (last && last.isConnected) keep(last); });
  document.addEventListener("htmx:afterSettle", look);
  look();
  try { offer(); } catch (error) { /* no storage here */ }
}
