// The word beside the button (保存状态): whether everything is kept, and since when.

function ago(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${Math.max(seconds, 1)} 秒前` : `${Math.round(seconds / 60)} 分钟前`;
}

export function showState(box, { trouble, waiting, savedAt }) {
  box.dataset.tone = trouble ? "bad" : "";
  if (trouble && !waiting) box.textContent = `${trouble}；可以继续填写，先留在本机，恢复后自动保存`;
  else if (trouble) box.textContent = `${trouble}；${waiting}格尚未保存，已留在本机`;
  else if (waiting) box.textContent = "正在保存…";
  else if (savedAt) box.textContent = `已保存 ${ago(Date.now() - savedAt)}`;
}
