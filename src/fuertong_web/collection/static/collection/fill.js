// The filling table: after each autosave the row's state and the sum above the table follow.
// Hooks: data-fc-word="<cell>" in the row, data-fc-sum above the table.

document.addEventListener("ft:saved", ({ detail }) => {
  const word = document.querySelector(`[data-fc-word="${detail.cell}"]`);
  if (word && detail.answer.word) word.textContent = detail.answer.word;
  const sum = document.querySelector("[data-fc-sum]");
  if (!sum) return;
  const words = Array.from(document.querySelectorAll("[data-fc-word]"), (one) => one.textContent.trim());
  const number = (wanted) => words.filter((one) => one === wanted).length;
  const parts = ["已填", "已认证", "缺数", "本年不调查", "由上级反馈", "未填", "请改正", "请说明", "已退回"].filter(number).map((one) => `${number(one)}项${one}`);
  sum.textContent = `共${words.length}项，${parts.join("，")}。`;
});
