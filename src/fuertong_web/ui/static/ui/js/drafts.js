// What a form has not sent yet (草稿), kept in the browser under the form's own key until the server has it.

// False when the browser keeps nothing (private window, full disk).
export function keepDraft(key, jobs) {
  try {
    if (jobs.length) localStorage.setItem(key, JSON.stringify(jobs));
    else localStorage.removeItem(key); // nothing of a unit stays on a shared computer
    return true;
  } catch (error) {
    return false;
  }
}

export function readDraft(key) {
  try { return JSON.parse(localStorage.getItem(key) || "[]"); } catch (error) { return []; }
}
