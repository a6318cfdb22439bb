// One POST of autosave (发送): the waiting cells with the lock versions of their rows, within thirty seconds.

import { row } from "./answers.js";
import { token } from "./token.js";

const PATIENCE_MS = 30000;
const SIGN_IN = "登录已过期，或换了登录人，请在新窗口用填报人的账号重新登录";

// An error whose words may be shown; `broken` when the server itself failed.
const said = (text, broken) => Object.assign(new Error(text), { said: true, broken });

export async function post(form, jobs, keepalive) {
  const cells = jobs.map(({ cell, field, raw }) => ({ cell, field, raw, lock_version: Number(row(form, cell).dataset.ftVersion) }));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const asked = { method: "POST", headers, body: JSON.stringify({ cells }), redirect: "manual", keepalive, signal: patience.signal };
    const answer = await fetch(form.dataset.ftSaveUrl, asked);
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.ok && json) return await answer.json();
    if (answer.status >= 500) throw said("服务器没有保存", true);
    if (answer.status === 404) throw said("服务器上找不到这份报表，请刷新页面");
    if (!json) throw said(SIGN_IN);
    const { message } = await answer.json();
    return { answers: jobs.map(() => ({ outcome: "refused", message })) };
  } finally {
    clearTimeout(clock);
  }
}
