// Autosave (自动保存) of the grid: what was typed since the last time as one POST, in order, each cell with its own answer.
// Form: data-ft-save-url. Row: data-ft-row="<cell>" data-ft-version. Under the cell: data-ft-says. Beside the button: data-ft-save-state.

import { clashed, find, forget, known, refused, row, saved, says } from "./answers.js";
import { keepDraft, readDraft } from "./drafts.js";
import { holdUntilSaved } from "./leaving.js";
import { post } from "./posting.js";
import { showState } from "./savestate.js";

const RETRY_MS = 10000;
const GAP_MS = 2000; // somebody who types cell after cell sends what gathered in between
const MOST = 50;
const waiting = new Map();
const form = document.querySelector("form[data-ft-save-url]");
const draftKey = form && `ft-draft:${new URL(form.dataset.ftSaveUrl, location.href).pathname}`;
let most = MOST;
let running = null;
let timer = 0;
let sentAt = 0;
let savedAt = 0;
let trouble = "";

const key = (job) => `${job.cell}|${job.field}`;

function keep() {
  const jobs = Array.from(waiting.values(), (job) => ({ ...job, version: row(form, job.cell).dataset.ftVersion }));
  if (!keepDraft(draftKey, jobs)) trouble = "本机不能保存草稿，请勿关闭本页";
}

function state() {
  const box = form.querySelector("[data-ft-save-state]");
  if (box) showState(box, { trouble, waiting: waiting.size, savedAt });
}

function take(jobs, { answers, beside }) {
  jobs.forEach((job, number) => {
    const answer = answers[number];
    const newer = waiting.get(key(job)) !== job;
    if (!newer) waiting.delete(key(job));
    const settled = answer.outcome === "saved" || answer.mine === answer.theirs;
    if (answer.outcome === "refused") refused(form, job, answer.message);
    else if (settled) saved(form, job, answer, newer);
    else clashed(form, job, answer, newer, queue);
    if (settled) savedAt = Date.now();
  });
  for (const [cell, answer] of Object.entries(beside || {})) {
    says(form, cell, answer.findings);
    document.dispatchEvent(new CustomEvent("ft:saved", { detail: { cell, answer } }));
  }
}

async function run() {
  trouble = "";
  for (let all = [...waiting.values()]; all.length; all = all.length > most ? [...waiting.values()] : []) {
    state();
    const jobs = all.slice(0, most);
    try {
      take(jobs, await post(form, jobs));
      if (!waiting.size) most = MOST;
    } catch (error) {
      trouble = error.said ? error.message : "网络中断";
      all = [];
      if (error.broken) alone(jobs[0]);
    }
    keep();
  }
  sentAt = Date.now();
}

// The server failed over these cells: from now on one by one, the first one last, so that one cell holds up no other.
function alone(first) {
  most = 1;
  if (waiting.get(key(first)) !== first) return;
  waiting.delete(key(first));
  waiting.set(key(first), first);
}

function work() {
  if (!running) running = run().then(() => {
    running = null;
    state();
    if (waiting.size && !trouble) soon();
  });
  return running;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(work, Math.max(sentAt + GAP_MS - Date.now(), 0));
}

async function flush() {
  while (waiting.size && !trouble) await work();
}

function queue(input) {
  const { ftCell: cell, ftField: field } = input.dataset;
  forget(form, cell, field);
  input.dataset.ftState = "unsaved";
  const job = { cell, field, raw: input.value, was: known(input) };
  waiting.set(key(job), job);
  keep();
  soon();
  state();
}

function restore(draft) {
  const all = draft.filter((job) => !waiting.has(key(job)) && row(form, job.cell) && find(form, job.cell, job.field));
  const found = all.filter((job) => find(form, job.cell, job.field).value !== job.raw); // the others arrived after all
  for (const job of found) row(form, job.cell).dataset.ftVersion = job.version; // never over a colleague's later value
  for (const job of found) {
    const input = find(form, job.cell, job.field);
    input.value = job.raw;
    input.dataset.ftKnown = job.was === undefined ? "\u0000" : job.was;
    queue(input);
  }
  if (found.length) document.dispatchEvent(new CustomEvent("ft:say", { detail: { text: `找回上次没有保存的${found.length}格，正在保存。` } }));
  else keep();
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
  document.addEventListener("ft:refused", ({ detail }) => refused(form, detail, detail.message));
  window.addEventListener("online", work);
  window.addEventListener("offline", () => { trouble = "网络中断"; state(); });
  window.addEventListener("pagehide", () => {
    if (waiting.size) post(form, [...waiting.values()].slice(0, MOST), true).catch(() => {});
  });
  holdUntilSaved(() => waiting.size > 0 && !trouble, flush);
  setInterval(() => { if (trouble && waiting.size) work(); }, RETRY_MS);
  setInterval(state, 1000);
  const earlier = readDraft(draftKey);
  early();
  restore(earlier);
}
