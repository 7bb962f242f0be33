// The dialog that says that the connection is lost. Plain HTML: without a circuit nothing else would be drawn.
(function () {
  var dialog = document.getElementById("components-reconnect-modal");
  if (!dialog) { return; }
  dialog.addEventListener("components-reconnect-state-changed", function (event) {
    var state = event.detail.state;
    if (state === "show") { dialog.showModal(); }
    if (state === "hide") { dialog.close(); }
    if (state === "failed") { document.addEventListener("visibilitychange", retryWhenVisible); }
    if (state === "rejected") { location.reload(); }
  });
  function retryWhenVisible() { if (document.visibilityState === "visible") { retry(); } }
  async function retry() {
    document.removeEventListener("visibilitychange", retryWhenVisible);
    try {
      if (!await Blazor.reconnect()) { location.reload(); }
    } catch (error) {
      document.addEventListener("visibilitychange", retryWhenVisible);
    }
  }
  document.getElementById("reconnect-now").addEventListener("click", retry);
  document.getElementById("reconnect-reload").addEventListener("click", function () { location.reload(); });
})();
