// Excel's clipboard (剪贴板): a copied block as lines of cells, and a text put into an input or a list.

// Tabs and line ends; cells holding either are quoted, quotes inside doubled.
export function block(text) {
  const found = [[]];
  const pattern = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|$)/gy;
  let match = pattern.exec(text);
  while (match && pattern.lastIndex <= text.length) {
    const cell = match[1];
    found[found.length - 1].push(cell.startsWith('"') && cell.length > 1 ? cell.slice(1, -1).replace(/""/g, '"') : cell.trim());
    if (!match[2]) break;
    if (match[2] !== "\t") found.push([]);
    match = pattern.exec(text);
  }
  while (found.length > 1 && found[found.length - 1].every((cell) => cell === "")) found.pop();
  return found;
}

// Whether the first line of a pasted block is its heading: words only, over lines with figures.
export function hasHeading([first, ...rest]) {
  const figure = (cell) => /[0-9０-９]/.test(cell);
  return first.some((cell) => cell !== "") && !first.some(figure) && rest.some((line) => line.some(figure));
}

// False when a list has no such choice.
export function put(input, text) {
  if (input.tagName === "SELECT") {
    const option = Array.from(input.options).find((one) => one.text === text || one.value === text);
    if (!option) return false;
    input.value = option.value;
  } else {
    input.value = text;
  }
  return true;
}
