// Keys pressed while an answer of the server is on its way (快速按键): kept in their order and acted on after it.

const MOST = 40;

export function queued(run) {
  const waiting = [];
  let busy = false;
  const next = () => {
    busy = false;
    while (!busy && waiting.length) run(waiting.shift());
  };
  document.addEventListener("htmx:beforeRequest", () => { busy = true; });
  document.addEventListener("htmx:afterSettle", next);
  document.addEventListener("htmx:afterRequest", (event) => { if (!event.detail.successful) next(); });
  return (key) => {
    if (!busy) return run(key);
    if (waiting.length < MOST) waiting.push(key);
    return true;
  };
}
