// A blocking script in the head, before any style: no white flash. The saved choice, else what the system prefers.
(function () {
  var system = matchMedia("(prefers-color-scheme: light)");
  function choice() { return localStorage.getItem("theme") || "system"; }
  function apply() {
    var chosen = choice();
    document.documentElement.dataset.theme = chosen === "system" ? (system.matches ? "light" : "dark") : chosen;
    document.documentElement.dataset.themeChoice = chosen;
  }
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-choose-theme]");
    if (button) {
      localStorage.setItem("theme", button.dataset.chooseTheme);
      apply();
    }
  });
})();
