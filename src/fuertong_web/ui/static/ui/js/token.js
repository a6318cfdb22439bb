// The token every POST carries (防伪标记). The cookie's is asked first: signing in again in another window changes it.

export function token() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  if (cookie) return cookie[1];
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}
