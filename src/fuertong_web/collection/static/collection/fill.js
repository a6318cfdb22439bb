// The filling table: after each autosave the row's state and the sum above the table follow.
// Hooks: data-fc-word="<cell>" in the row, data-fc-sum above the table.

// What the sum says, and the states counted for it: a figure with a question is filled in all the same.
const SUMS = [
  ["已填", "已填", "请改正", "请说明", "已退回"], ["已认证（无数字）", "已认证"], ["缺数（已选原因）", "缺数"],
  ["事先注明（无需填报）", "本年不调查", "由上级反馈"], ["未填", "未填"], ["需改正", "请改正"], ["需说明", "请说明"], ["已退回", "已退回"],
];

document.addEventListener("ft:saved", ({ detail }) => {
  const word = document.querySelector(`[data-fc-word="${detail.cell}"]`);
  if (word && detail.answer.word) word.textContent = detail.answer.word;
  const sum = document.querySelector("[data-fc-sum]");
  if (!sum) return;
  const words = Array.from(document.querySelectorAll("[data-fc-word]"), (one) => one.textContent.trim());
  const number = (...wanted) => words.filter((one) => wanted.includes(one)).length;
  const parts = SUMS.filter(([, ...wanted]) => number(...wanted)).map(([said, ...wanted]) => `${number(...wanted)}项${said}`);
  sum.textContent = `共${words.length}项，${parts.join("，")}。`;
});

// A note is as tall as its text; the heights set by the server are a guess at the column's width.
const notes = () => document.querySelectorAll(".fc-row textarea");

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

document.addEventListener("input", ({ target }) => { if (target.matches(".fc-row textarea")) grow(target); });
document.addEventListener("change", ({ target }) => { if (target.matches(".fc-row textarea")) grow(target); });
window.addEventListener("resize", () => notes().forEach((box) => { if (box.value) grow(box); }));
notes().forEach((box) => { if (box.value) grow(box); });
