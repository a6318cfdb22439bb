// A target the reader missed (补漏): select its words in the original text, then press A or the button beside them.

const root = document.querySelector("[data-pl-review]");
const source = root && root.querySelector("[data-ft-source]");
let button = null;

const say = (text) => document.dispatchEvent(new CustomEvent("ft:say", { detail: { text, tone: "warning" } }));

// The selected words and the goal in whose lines they stand; null when nothing of the text is selected.
function selected() {
  const chosen = document.getSelection();
  const words = String(chosen).replace(/\s+/g, "");
  if (words.length < 2 || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!source.contains(range.commonAncestorContainer)) return null;
  const start = range.startContainer;
  const line = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement).closest("[data-ft-group]");
  return { words, goal: line ? line.dataset.ftGroup : "", box: range.getBoundingClientRect() };
}

function add() {
  const found = selected();
  if (!found) return false;
  if (!found.goal) {
    say("选中的文字不在主要目标里。请在目标的文字中选择；如果漏读了整条目标，请在领域标题处点“加一条目标”。");
    return true;
  }
  const query = new URLSearchParams({ at: found.goal, do: "add", quote: found.words });
  location.assign(`${root.dataset.plReview}?${query}#${found.goal}`);
  return true;
}

function show() {
  const found = selected();
  if (!found) {
    if (button) button.hidden = true;
    return;
  }
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-plain btn-sm pl-add-words";
    button.textContent = "用选中的文字加一项（A）";
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", add);
    document.body.append(button);
  }
  button.hidden = false;
  button.style.left = `${Math.max(8, found.box.left)}px`;
  button.style.top = `${Math.min(window.innerHeight - 40, found.box.bottom + 6)}px`;
}

if (source) {
  document.addEventListener("selectionchange", show);
  source.addEventListener("scroll", show, { passive: true });
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || event.key.toUpperCase() !== "A" || event.target.closest("input, textarea, select") || !add()) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
