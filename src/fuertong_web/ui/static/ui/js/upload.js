// Upload boxes: drop files on the box, see their names and sizes, be told at once when one is too large or of a wrong kind.
// The input itself stays, so a form without JavaScript works the same.

const MB = 1024 * 1024;

function size(bytes) {
  return bytes >= MB ? `${(bytes / MB).toFixed(1)}MB` : `${Math.max(1, Math.round(bytes / 1024))}KB`;
}

function problem(file, input, limit) {
  if (file.size === 0) return `《${file.name}》是空文件，请重新选择。`;
  if (file.size > limit * MB) return `《${file.name}》有${size(file.size)}，超过${limit}MB，请压缩图片或拆分后再上传。`;
  const kinds = input.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter((kind) => kind.startsWith("."));
  const name = file.name.toLowerCase();
  if (kinds.length && !kinds.some((kind) => name.endsWith(kind))) return `《${file.name}》不是所需的文件类型（${kinds.join("、")}），请重新选择。`;
  return "";
}

function tell(box, input) {
  const says = box.querySelector("[data-ft-upload-says]");
  const files = Array.from(input.files);
  const limit = Number(box.dataset.ftLimitMb || 50);
  const bad = files.map((file) => problem(file, input, limit)).find((text) => text);
  says.classList.toggle("ft-bad", Boolean(bad));
  says.textContent = bad || files.map((file) => `${file.name}（${size(file.size)}）`).join("，");
  input.setCustomValidity(bad || "");
}

function start(box) {
  if (box.dataset.ftReady) return;
  box.dataset.ftReady = "1";
  box.classList.add("ft-upload-ready");
  const input = box.querySelector("input[type=file]");
  input.addEventListener("change", () => tell(box, input));
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.add("ft-upload-over");
    });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("ft-upload-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = event.dataTransfer.files;
    if (!files.length) return;
    if (files.length > 1 && !input.multiple) {
      const says = box.querySelector("[data-ft-upload-says]");
      says.classList.add("ft-bad");
      says.textContent = "一次只能上传一个文件，请重新拖放。";
      return;
    }
    input.files = files;
    tell(box, input);
  });
}

function startAll(root) {
  for (const box of root.querySelectorAll("[data-ft-upload]")) start(box);
}

// A file dropped beside the box must not replace the page.
for (const name of ["dragover", "drop"]) {
  window.addEventListener(name, (event) => {
    if (!event.target.closest || !event.target.closest("[data-ft-upload]")) event.preventDefault();
  });
}
document.addEventListener("htmx:load", (event) => startAll(event.target));
startAll(document);
