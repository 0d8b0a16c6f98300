#!/usr/bin/env bash
# Packs the extension, installs it into code-server (the folder CODE_SERVER, made by tests/editors/code-server) and drives it in a headless
# browser; see vscode.mjs. SCRATCH is a folder to work in, with the draft vscode.md; GERMANE the binary; PICTURE, perhaps, where a capture goes.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
work="$SCRATCH/vscode"
mkdir -p "$work/folder" "$work/data/User" "$work/modules"
cp "$SCRATCH/vscode.md" "$work/folder/draft.md"
CHROMIUM="$(command -v chromium || command -v google-chrome)" && export CHROMIUM
npm install --prefix "$work/modules" --silent --no-audit --no-fund --no-package-lock playwright-core >/dev/null

cp -r editors/vscode "$work/extension"
sed -i "s#../../docs/schemas#$root/docs/schemas#g" "$work/extension/package.json"
(cd "$work/extension" && npm install --silent --no-audit --no-fund --no-package-lock && npm run --silent package) >/dev/null 2>&1

# Not a function: what is started in the background is then the server itself, which has to end with this script.
server=(node "$CODE_SERVER/node_modules/code-server/out/node/entry.js" --user-data-dir "$work/data" --extensions-dir "$work/extensions" --config "$work/config.yaml")
"${server[@]}" --version | tail -1 | sed 's/^/code-server /'
"${server[@]}" --install-extension "$work/extension/germane.vsix" >/dev/null
printf '{ "germane.command": "%s", "workbench.startupEditor": "none" }\n' "$GERMANE" >"$work/data/User/settings.json"
port=18431
"${server[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check --disable-workspace-trust "$work/folder" >"$work/log" 2>&1 &
trap 'kill %1 && wait' EXIT
for _ in $(seq 60); do grep -q 'HTTP server listening' "$work/log" && break || sleep 1; done
MODULES="$work/modules" URL="http://127.0.0.1:$port/?folder=$work/folder" node tests/editors/vscode.mjs
