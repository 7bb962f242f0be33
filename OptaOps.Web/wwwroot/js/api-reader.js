import { initialize } from "/api/scalar/scalar.aspnetcore.js";

initialize("%2Fapi%2Fscalar%2F", false, {
  withDefaultFonts: false, telemetry: false, agent: { disabled: true }, mcp: { disabled: true }, _integration: "dotnet",
  sources: [{ title: "v1", url: "/openapi/v1.json" }],
}, "");
