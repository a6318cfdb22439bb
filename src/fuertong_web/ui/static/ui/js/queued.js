// Keys pressed while an answer of the server is on its way (快速按键): kept in their order and acted on after it.
// One answer settles several elements, each with its event: only the first of the request last sent counts.

const MOST = 40;

export function queued(run) {
  const waiting = [];
  let sent = null;
  const next = (event) => {
    if (event.detail.xhr !== sent) return;
    sent = null;
    while (!sent && waiting.length) run(waiting.shift());
  };
  document.addEventListener("htmx:beforeRequest", (event) => { sent = event.detail.xhr; });
  document.addEventListener("htmx:afterSettle", next);
  document.addEventListener("htmx:afterRequest", (event) => { if (!event.detail.successful) next(event); });
  return (key) => {
    if (!sent) return run(key);
    if (waiting.length < MOST) waiting.push(key);
    return true;
  };
}
