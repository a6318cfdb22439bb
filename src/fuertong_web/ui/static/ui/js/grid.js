// The grid (填报表): moving with arrows, Enter and Tab as in Excel, pasting a block, undo and redo.
// Hooks: inputs carry data-ft-cell and data-ft-field inside a table row; every change is announced as a "change" event.

import { block, hasHeading, put } from "./clipboard.js";

const done = [];
const undone = [];
let before = "";

const isCell = (element) => element && element.matches && element.matches("[data-ft-cell]");
const isOpen = (input) => !input.disabled && !input.readOnly;

function rowCells(row) {
  return Array.from(row.querySelectorAll("[data-ft-cell]"));
}

function rows(input) {
  return Array.from(input.closest("table").querySelectorAll("tr")).filter((row) => row.querySelector("[data-ft-cell]"));
}

function place(input) {
  const all = rows(input);
  const row = input.closest("tr");
  return { all, y: all.indexOf(row), x: rowCells(row).indexOf(input) };
}

function goTo(input) {
  if (!input) return;
  input.focus();
  if (input.select) input.select();
}

function move(input, dx, dy) {
  const { all, y, x } = place(input);
  const row = all[y + dy];
  if (!row) input.blur(); // at the edge the entry is taken all the same
  goTo(row ? rowCells(row)[x + dx] : input);
}

function atEdge(input, right) {
  if (input.selectionStart === undefined || input.selectionStart === null) return true;
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (whole) return true;
  return input.selectionStart === input.selectionEnd && input.selectionStart === (right ? input.value.length : 0);
}

const announce = (input) => input.dispatchEvent(new Event("change", { bubbles: true }));
const say = (text, tone) => document.dispatchEvent(new CustomEvent("ft:say", { detail: { text, tone } }));

// Why a pasted text did not go into its cell, said under that cell.
function refuse(target, raw) {
  const { ftCell: cell, ftField: field } = target.dataset;
  const why = isOpen(target) ? "不在本栏的选项内，没有粘入，请从列表中选择。" : "没有粘入：这一格不用填。";
  document.dispatchEvent(new CustomEvent("ft:refused", { detail: { cell, field, message: `粘贴的“${raw}”${why}` } }));
}

function paste(input, text) {
  const { all, y, x } = place(input);
  const changes = [];
  const lines = block(text);
  const refused = [];
  let lost = 0;
  let cleared = 0;
  lines.forEach((line, dy) => line.forEach((raw, dx) => {
    const target = all[y + dy] && rowCells(all[y + dy])[x + dx];
    const old = target && target.value;
    if (!target || !isOpen(target) || !put(target, raw)) {
      lost += raw === "" ? 0 : 1;
      if (target && raw !== "" && raw !== old) refused.push([target, raw]);
    } else if (old !== target.value) {
      changes.push({ input: target, from: old, to: target.value });
      cleared += target.value === "" ? 1 : 0;
    }
  }));
  if (changes.length) {
    done.push(changes);
    undone.length = 0;
  }
  changes.forEach((change) => announce(change.input));
  refused.forEach(([target, raw]) => refuse(target, raw));
  before = input.value;
  const blank = cleared ? `，其中${cleared}格清为空白` : "";
  const rest = lost ? `；有${lost}格超出可填范围或不在选项内，没有粘入，请核对位置` : "";
  const heading = hasHeading(lines) ? "；第一行像是表头，如是请撤销，不带表头重新复制粘贴" : "";
  say(`已粘贴${changes.length}格${blank}，可按Ctrl+Z撤销${rest}${heading}。`, lost || heading ? "warning" : "info");
}

function step(from, onto, key) {
  const changes = from.pop();
  if (!changes) return;
  for (const change of changes) {
    change.input.value = change[key];
    announce(change.input);
  }
  onto.push(changes);
  goTo(changes[0].input);
  before = changes[0].input.value;
}

function note(input) {
  if (input.value === before) return;
  done.push([{ input, from: before, to: input.value }]);
  undone.length = 0;
  before = input.value;
}

document.addEventListener("focusin", (event) => {
  if (!isCell(event.target)) return;
  before = event.target.value;
  if (event.target.select) event.target.select();
});

document.addEventListener("change", (event) => {
  if (event.isTrusted && isCell(event.target)) note(event.target);
});

document.addEventListener("paste", (event) => {
  const text = isCell(event.target) ? event.clipboardData.getData("text/plain") : "";
  if (!/[\t\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
  event.preventDefault();
  paste(event.target, text);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!isCell(input) || event.isComposing) return;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  const untouched = input.value === before;
  if (command && key === "z" && !event.shiftKey && untouched) step(done, undone, "from");
  else if (command && (key === "y" || (key === "z" && event.shiftKey))) step(undone, done, "to");
  else if (command || event.altKey) return;
  else if (key === "escape") input.value = before;
  else if (key === "enter") move(input, 0, event.shiftKey ? -1 : 1);
  else if (input.tagName === "SELECT") return;
  else if (key === "arrowdown") move(input, 0, 1);
  else if (key === "arrowup") move(input, 0, -1);
  else if (key === "arrowright" && atEdge(input, true)) move(input, 1, 0);
  else if (key === "arrowleft" && atEdge(input, false)) move(input, -1, 0);
  else return;
  event.preventDefault();
});
