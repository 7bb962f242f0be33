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
