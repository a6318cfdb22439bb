// Autosave (自动保存) of the grid: one POST a changed cell, in order; conflicts are shown, drafts survive a lost network.
// Form: data-ft-save-url. Row: data-ft-row="<cell>" data-ft-version. Under the cell: data-ft-says. Beside the button: data-ft-save-state.

import { askWhich } from "./conflict.js";
import { keepDraft, readDraft } from "./drafts.js";

const RETRY_MS = 10000;
const waiting = new Map();
const form = document.querySelector("form[data-ft-save-url]");
const draftKey = form && `ft-draft:${new URL(form.dataset.ftSaveUrl, location.href).pathname}`;
let busy = false;
let savedAt = 0;
let trouble = "";

const make = (name, fields) => Object.assign(document.createElement(name), fields);
const find = (cell, field) => form.querySelector(`[data-ft-cell="${cell}"][data-ft-field="${field}"]`);
const row = (cell) => form.querySelector(`[data-ft-row="${cell}"]`);
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

function keep() {
  if (!keepDraft(draftKey, [...waiting.values()])) trouble = "本机不能保存草稿，请勿关闭本页";
}

function ago(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${Math.max(seconds, 1)} 秒前` : `${Math.round(seconds / 60)} 分钟前`;
}

function state() {
  const box = form.querySelector("[data-ft-save-state]") || make("span");
  box.dataset.tone = trouble ? "bad" : "";
  if (trouble && !waiting.size) box.textContent = `${trouble}；可以继续填写，先留在本机，恢复后自动保存`;
  else if (trouble) box.textContent = `${trouble}；${waiting.size}格尚未保存，已留在本机`;
  else if (waiting.size) box.textContent = "正在保存…";
  else if (savedAt) box.textContent = `已保存 ${ago(Date.now() - savedAt)}`;
}

function says(cell, findings) {
  const box = form.querySelector(`[data-ft-says="${cell}"]`);
  if (!box) return;
  box.textContent = "";
  for (const { severity, message } of findings) {
    box.append(make("div", { className: `ft-says-${severity}`, textContent: message }));
  }
}

function saved(job, answer) {
  row(job.cell).dataset.ftVersion = answer.lock_version;
  const input = find(job.cell, job.field);
  const findings = answer.findings || [];
  input.dataset.ftState = findings.some((one) => one.severity === "error") ? "bad" : "saved";
  says(job.cell, findings);
  const computed = form.querySelector(`[data-ft-computed="${job.cell}"]`) || find(job.cell, "value");
  if (answer.computed !== undefined && computed) {
    if (computed.tagName === "INPUT") computed.placeholder = answer.computed || "";
    else computed.textContent = answer.computed || "";
  }
  for (const shown of form.querySelectorAll(`[data-ft-shown="${job.cell}"]`)) shown.textContent = answer.shown || "";
  savedAt = Date.now();
  document.dispatchEvent(new CustomEvent("ft:saved", { detail: { cell: job.cell, field: job.field, answer } }));
}

function conflict(job, answer) {
  says(job.cell, []);
  row(job.cell).dataset.ftVersion = answer.lock_version;
  const input = find(job.cell, job.field);
  const box = askWhich(answer, (raw) => {
    input.value = raw;
    input.dataset.ftState = "saved";
    if (raw === answer.mine) queue(input);
  });
  (form.querySelector(`[data-ft-says="${job.cell}"]`) || input.parentNode).append(box);
}

async function send(job) {
  const version = Number(row(job.cell).dataset.ftVersion);
  const body = JSON.stringify({ cell: job.cell, field: job.field, raw: job.raw, lock_version: version });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
  const answer = await fetch(form.dataset.ftSaveUrl, { method: "POST", headers, body, redirect: "manual" });
  const type = answer.headers.get("Content-Type") || "";
  const clash = answer.status === 409 ? await answer.json() : null;
  if (answer.ok) saved(job, await answer.json());
  else if (clash && clash.mine === clash.theirs) saved(job, clash);
  else if (clash) conflict(job, clash);
  else if (answer.status < 500 && type.includes("json")) {
    find(job.cell, job.field).dataset.ftState = "bad";
    says(job.cell, [{ severity: "error", message: (await answer.json()).message }]);
  } else throw new Error(answer.status >= 500 ? "服务器没有保存" : "登录已过期，请在新窗口重新登录");
}

async function work() {
  if (busy) return;
  busy = true;
  trouble = "";
  for (const [key, job] of waiting) {
    state();
    try {
      await send(job);
    } catch (error) {
      trouble = error instanceof TypeError ? "网络中断" : error.message;
      break;
    }
    if (waiting.get(key) === job) waiting.delete(key);
    keep();
  }
  busy = false;
  if (waiting.size && !trouble) work();
  state();
}

function queue(input) {
  const { ftCell: cell, ftField: field } = input.dataset;
  const job = { cell, field, raw: input.value, version: row(cell).dataset.ftVersion };
  input.dataset.ftState = "unsaved";
  waiting.set(`${job.cell}|${job.field}`, job);
  keep();
  work();
}

function restore() {
  const found = readDraft(draftKey).filter((job) => row(job.cell) && find(job.cell, job.field));
  for (const job of found) row(job.cell).dataset.ftVersion = job.version; // never over a colleague's later value
  for (const job of found) {
    const input = find(job.cell, job.field);
    input.value = job.raw;
    queue(input);
  }
  if (found.length) document.dispatchEvent(new CustomEvent("ft:say", { detail: { text: `找回上次没有保存的${found.length}格，正在保存。` } }));
}

// What was typed before this script had come over a slow line.
function early() {
  for (const input of form.querySelectorAll("input[data-ft-cell], textarea[data-ft-cell]")) {
    if (input !== document.activeElement && input.value !== input.defaultValue) queue(input);
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-ft-cell]")) queue(event.target);
  });
  window.addEventListener("online", work);
  window.addEventListener("offline", () => { trouble = "网络中断"; state(); });
  setInterval(() => { if (trouble && waiting.size) work(); }, RETRY_MS);
  setInterval(state, 1000);
  early();
  restore();
}
