// Copy buttons: data-ft-copy holds the text. Shown only here, because without JavaScript they do nothing.

const BACK_MS = 2000;

function copyOld(text) {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "visually-hidden";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

async function copy(text) {
  // navigator.clipboard is missing on plain http, which is usual inside an office network
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  return copyOld(text);
}

function show(root) {
  for (const button of root.querySelectorAll("[data-ft-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-ft-copy]");
  if (!button) return;
  const label = button.dataset.ftLabel || button.textContent;
  button.dataset.ftLabel = label;
  const done = await copy(button.dataset.ftCopy).catch(() => false);
  button.textContent = done ? "已复制" : "请手工选中复制";
  button.classList.toggle("ft-copied", done);
  setTimeout(() => {
    button.textContent = label;
    button.classList.remove("ft-copied");
  }, BACK_MS);
});

document.addEventListener("htmx:load", (event) => show(event.target));
show(document);
