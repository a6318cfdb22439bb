// Two panes side by side (对照窗格): they scroll together by group, and end where the window ends.
// Groups: data-ft-group="<id>" in both panes; the one a person scrolls leads, the other follows.

const MIN_HEIGHT = 400;
const SCROLL_KEYS = ["PageDown", "PageUp", "Home", "End", " ", "ArrowDown", "ArrowUp"];
let leader = null;

// Scrolls only the pane, so the page itself never jumps; nobody leads while a chosen item is brought into view.
export function bring(element) {
  const pane = element.closest("[data-ft-source], [data-ft-items]");
  if (!pane) return;
  leader = null;
  const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  const room = Math.max(44, Math.min(frame.height / 3, frame.height - box.height - 8));
  if (box.top < frame.top + 40 || box.bottom > frame.bottom) pane.scrollTop += box.top - frame.top - room;
}

// Top of each group within the pane, in the order of the text.
function tops(pane) {
  const found = new Map();
  const start = pane.getBoundingClientRect().top - pane.scrollTop;
  for (const element of pane.querySelectorAll("[data-ft-group]")) {
    if (!found.has(element.dataset.ftGroup)) found.set(element.dataset.ftGroup, element.getBoundingClientRect().top - start);
  }
  return found;
}

function align(from, to) {
  const theirs = tops(to);
  const marks = [[0, 0]];
  for (const [id, top] of tops(from)) if (theirs.has(id)) marks.push([top, theirs.get(id)]);
  marks.push([from.scrollHeight, to.scrollHeight]);
  let at = 0;
  while (at < marks.length - 2 && marks[at + 1][0] <= from.scrollTop) at += 1;
  const [top, mate] = marks[at], [end, mateEnd] = marks[at + 1];
  const share = end > top ? (from.scrollTop - top) / (end - top) : 0;
  to.scrollTop = mate + Math.min(1, Math.max(0, share)) * (mateEnd - mate);
}

export function together(one, other) {
  for (const [pane, mate] of [[one, other], [other, one]]) {
    let waiting = false;
    for (const name of ["wheel", "touchstart", "pointerdown"]) pane.addEventListener(name, () => { leader = pane; }, { passive: true });
    pane.addEventListener("keydown", (event) => { if (event.target === pane && SCROLL_KEYS.includes(event.key)) leader = pane; });
    pane.addEventListener("scroll", () => {
      if (leader !== pane || waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; if (leader === pane) align(pane, mate); });
    }, { passive: true });
  }
}

// The panes end where the window ends, whatever stands above them.
export function fit(root) {
  const top = root.getBoundingClientRect().top + window.scrollY;
  root.style.height = window.innerWidth < 768 ? "" : `${Math.max(MIN_HEIGHT, window.innerHeight - top - 16)}px`;
}
