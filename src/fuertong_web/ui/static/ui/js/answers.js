// Answers (答复) of autosave at their cells: findings under the row, the computed number, both values of a conflict.
// Row: data-ft-row="<cell>" data-ft-version. Under the cell: data-ft-says. An input remembers what the server has: data-ft-known.

import { askWhich } from "./conflict.js";

const make = (name, fields) => Object.assign(document.createElement(name), fields);

export const find = (form, cell, field) => form.querySelector(`[data-ft-cell="${cell}"][data-ft-field="${field}"]`);
export const row = (form, cell) => form.querySelector(`[data-ft-row="${cell}"]`);

// The text the server had in this field when it was last heard of.
export function known(input) {
  if (input.dataset.ftKnown !== undefined) return input.dataset.ftKnown;
  if (input.tagName !== "SELECT") return input.defaultValue;
  const chosen = Array.from(input.options).find((one) => one.defaultSelected);
  return chosen ? chosen.value : "";
}

// What is said about the whole row; what waits for one field's answer stays.
export function says(form, cell, findings) {
  const box = form.querySelector(`[data-ft-says="${cell}"]`);
  if (!box) return;
  for (const old of Array.from(box.childNodes)) {
    if (!old.dataset || !old.dataset.ftOf) old.remove();
  }
  for (const { severity, message } of findings) {
    box.append(make("div", { className: `ft-says-${severity}`, textContent: message }));
  }
}

export function forget(form, cell, field) {
  const box = form.querySelector(`[data-ft-says="${cell}"]`);
  const old = box && box.querySelector(`[data-ft-of="${field}"]`);
  if (old) old.remove();
}

// Something about one field alone; it stays until the field changes.
export function saysOf(form, cell, field, element) {
  forget(form, cell, field);
  element.dataset.ftOf = field;
  (form.querySelector(`[data-ft-says="${cell}"]`) || find(form, cell, field).parentNode).append(element);
}

export function refused(form, { cell, field }, message) {
  find(form, cell, field).dataset.ftState = "bad";
  saysOf(form, cell, field, make("div", { className: "ft-says-error", textContent: message }));
}

// `newer`: typed over again meanwhile, so the input keeps its mark.
export function saved(form, { cell, field, raw }, answer, newer) {
  row(form, cell).dataset.ftVersion = answer.lock_version;
  const input = find(form, cell, field);
  input.dataset.ftKnown = raw;
  const findings = answer.findings || [];
  if (!newer) input.dataset.ftState = findings.some((one) => one.severity === "error") ? "bad" : "saved";
  says(form, cell, findings);
  const computed = form.querySelector(`[data-ft-computed="${cell}"]`) || find(form, cell, "value");
  if (answer.computed !== undefined && computed) {
    if (computed.tagName === "INPUT") computed.placeholder = answer.computed || "";
    else computed.textContent = answer.computed || "";
  }
  for (const shown of form.querySelectorAll(`[data-ft-shown="${cell}"]`)) shown.textContent = answer.shown || "";
  document.dispatchEvent(new CustomEvent("ft:saved", { detail: { cell, field, answer } }));
}

// again(input) sends the input once more, over the version that is stored now.
export function clashed(form, { cell, field, was }, answer, newer, again) {
  if (newer) return; // what was typed since meets the same conflict
  row(form, cell).dataset.ftVersion = answer.lock_version;
  const input = find(form, cell, field);
  input.dataset.ftKnown = answer.theirs;
  if (answer.theirs === was) {
    again(input); // somebody changed another field of this row
    return;
  }
  input.dataset.ftState = "bad";
  saysOf(form, cell, field, askWhich(answer, (raw) => {
    input.value = raw;
    input.dataset.ftState = "saved";
    if (raw === answer.mine) again(input);
  }));
}
