// Leaving the page (离开): a link or a button waits a moment for what was typed, so that what opens next has it.

const PATIENCE_MS = 5000;

// unsaved(): whether something waits that can be saved now; flush() ends when nothing does.
export function holdUntilSaved(unsaved, flush) {
  const after = (event, act) => {
    event.preventDefault();
    event.stopPropagation();
    let gone = false;
    const go = () => {
      if (!gone) act();
      gone = true;
    };
    flush().then(go);
    setTimeout(go, PATIENCE_MS); // a bad line holds nobody; the draft stays on this computer
  };
  let passing = false;
  const pass = (act) => () => {
    passing = true;
    act();
    passing = false;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && plain && !passing && unsaved() && !link.getAttribute("href").startsWith("#")) after(event, pass(() => link.click()));
  }, true);
  document.addEventListener("submit", (event) => {
    if (passing || !unsaved()) return;
    const at = document.activeElement; // `submitter` is newer than Chromium 80
    const button = event.submitter || (at && at.form === event.target && at.type === "submit" ? at : null);
    after(event, pass(() => (button ? button.click() : HTMLFormElement.prototype.submit.call(event.target))));
  }, true);
}
