// The review screen's panels (findings, keys): Escape closes the open one and the focus goes back to its head.

function closeOn(event) {
  if (event.key !== "Escape" || event.isComposing || document.querySelector('[data-ft-key="Escape"]')) return;
  const open = document.querySelector(".pl-findings[open], .pl-keys[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
  event.preventDefault();
}

document.addEventListener("keydown", closeOn);
