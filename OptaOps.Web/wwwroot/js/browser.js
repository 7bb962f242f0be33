// What only the browser knows.
export function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Without TLS on the LAN the clipboard object is missing.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Tells a list whether it is scrolled away from its top.
export function watchScroll(list) {
  let away = false;
  const look = () => {
    const now = window.scrollY > 40;
    if (now !== away) {
      away = now;
      list.invokeMethodAsync("Scrolled", away);
    }
  };
  window.addEventListener("scroll", look, { passive: true });
  look();
  return {
    top: () => window.scrollTo({ top: 0 }),
    stop: () => window.removeEventListener("scroll", look),
  };
}
