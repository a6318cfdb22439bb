// Conflict (冲突) of one cell: says who changed it to what, and lets the person take one of the two.

const choice = (textContent, onclick) => Object.assign(document.createElement("button"), { type: "button", className: "btn btn-plain btn-sm", textContent, onclick });

// answer: {message, by, mine, theirs}; taken(raw) is called once with the text the person takes.
export function askWhich(answer, taken) {
  const box = Object.assign(document.createElement("div"), { className: "ft-conflict" });
  box.setAttribute("role", "alert");
  const textContent = answer.message || `${answer.by || "另一位同事"}刚改过这一格：对方填“${answer.theirs}”，您填“${answer.mine}”。请选用其一。`;
  const end = (raw) => () => {
    box.remove();
    taken(raw);
  };
  box.append(Object.assign(document.createElement("p"), { textContent }), choice("用我的", end(answer.mine)), choice("用对方的", end(answer.theirs)));
  return box;
}
