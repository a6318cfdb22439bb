// The session (登录时限): says five minutes before it ends, prolongs it in one click, never loses what was typed
// (the grid keeps its own drafts). Body: data-ft-session-seconds, data-ft-ping-url (POST prolongs, 204).

import { token } from "./token.js";

const WARN_SECONDS = 300;
const TICK_MS = 15000;
const body = document.body;
const seconds = Number(body.dataset.ftSessionSeconds);
let ends = Date.now() + seconds * 1000;
let note = null;

function close() {
  if (note) note.remove();
  note = null;
}

function prolonged() {
  ends = Date.now() + seconds * 1000;
  close();
}

async function prolong() {
  const answer = await fetch(body.dataset.ftPingUrl, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "manual" }).catch(() => null);
  if (answer && answer.ok) prolonged();
  else say("没有连上服务器，请检查网络后再点一次“继续使用”。");
}

function say(text) {
  if (!note) {
    note = document.createElement("div");
    note.className = "ft-note ft-note-info";
    note.setAttribute("role", "alert");
    note.append(document.createElement("div"));
    if (body.dataset.ftPingUrl) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-primary btn-sm";
      button.textContent = "继续使用";
      button.addEventListener("click", prolong);
      note.append(button);
    }
    document.querySelector("[data-ft-toasts]").append(note);
  }
  note.firstChild.textContent = text;
}

function tick() {
  const left = Math.round((ends - Date.now()) / 1000);
  if (left <= 0) say("登录已到时限，请重新登录；填报表中未保存的内容已留在本机草稿里。");
  else if (left <= WARN_SECONDS) say(`为了安全，约${Math.ceil(left / 60)}分钟后将自动退出，请保存正在填写的内容，或点“继续使用”。`);
}

// Any answered request of this page prolonged the session on the server.
document.addEventListener("htmx:afterOnLoad", prolonged);
document.addEventListener("ft:saved", prolonged);
if (seconds > 0) {
  setInterval(tick, TICK_MS);
  tick();
}
