// The frame: drop-downs close on a click outside or Escape, the phone's menu opens, short messages appear.
// Other modules ask for a message with: document.dispatchEvent(new CustomEvent("ft:say", {detail: {text, tone}})).

const MESSAGE_MS = 5000;

function closeDrops(except) {
  for (const drop of document.querySelectorAll("details[data-ft-drop][open]")) {
    if (drop !== except) drop.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeDrops(event.target.closest("details[data-ft-drop]"));
  if (event.target.closest("[data-ft-menu-toggle]")) document.body.classList.toggle("ft-menu-open");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeDrops(null);
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    const search = document.querySelector(".ft-search input");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

document.addEventListener("ft:say", (event) => {
  const box = document.querySelector("[data-ft-toasts]");
  if (!box) return;
  const note = document.createElement("div");
  note.className = `ft-note ft-note-${event.detail.tone || "info"}`;
  note.textContent = event.detail.text;
  box.append(note);
  setTimeout(() => note.remove(), MESSAGE_MS);
});

// A select or checkbox marked data-ft-submit sends its form at once; without JavaScript the button does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-ft-submit]")) event.target.form.requestSubmit ? event.target.form.requestSubmit() : event.target.form.submit();
});

// An htmx request that failed must be said, never swallowed.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, () => {
    const detail = { text: "这一步没有完成，请检查网络后重试；已保存的数据不受影响。", tone: "error" };
    document.dispatchEvent(new CustomEvent("ft:say", { detail }));
  });
}
