import { initialize } from "/api/scalar/scalar.aspnetcore.js";

// Only the document and a way to try it: no account, no telemetry, no tool that calls outside.
initialize("%2Fapi%2Fscalar%2F", false, {
  withDefaultFonts: false, telemetry: false, agent: { disabled: true }, mcp: { disabled: true }, _integration: "dotnet",
  showDeveloperTools: "never", hideClientButton: true, hideDarkModeToggle: true,
  forceDarkModeState: document.documentElement.dataset.theme === "light" ? "light" : "dark",
  sources: [{ title: "v1", url: "/openapi/v1.json" }],
}, "");
