#!/usr/bin/env bash
# What CI does: restore, format check, build with warnings as errors, every test. Ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# The whole suite takes four to ten minutes; a test that hangs must not hold CI until somebody looks.
patience=30m

step() { printf '\n== %s\n' "$1"; }
fail() { printf '\n%s\n' "$1" >&2; exit 1; }

if [ ! -x /usr/bin/chromium ]; then
  step "Installing chromium, which the browser tests need"
  command -v apt-get >/dev/null || fail "There is no /usr/bin/chromium and no apt-get to install it. Install chromium and start again."
  elevate=""
  [ "$(id -u)" = 0 ] || elevate="sudo"
  { $elevate apt-get update -qq && DEBIAN_FRONTEND=noninteractive $elevate apt-get install -y -qq chromium; } >/dev/null || fail "chromium could not be installed."
fi

step "Restore"
dotnet restore OptaOps.sln || fail "Restore failed."
step "Format"
dotnet format OptaOps.sln --no-restore --verify-no-changes || fail "The format is off. 'dotnet format' mends it."
step "Build"
dotnet build OptaOps.sln --no-restore --configuration Release -warnaserror || fail "The build failed."
step "Test"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The runner itself, since 'dotnet test' does not show which test is running for long.
timeout --kill-after=30 "$patience" dotnet artifacts/bin/OptaOps.Tests/release/OptaOps.Tests.dll -noColor -noLogo 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
[ "$code" -ne 124 ] && [ "$code" -ne 137 ] || fail "The tests were still running after $patience. The lines '[Long Running Test]' above name the one that hangs."

count() { sed -n "s/^ *OptaOps.Tests  Total: .*\b$1: *\([0-9][0-9]*\).*/\1/p; s/^ *OptaOps.Tests  $1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
total=$(count Total) errors=$(count Errors) failed=$(count Failed) skipped=$(count Skipped)
[ "${total:-0}" -gt 0 ] || fail "No test ran."
failed=$((failed + errors))
printf '\n%s passed, %s failed, %s skipped\n' $((total - failed - skipped)) "$failed" "$skipped"
[ "$code" -eq 0 ] && [ "$failed" -eq 0 ] || exit 1
