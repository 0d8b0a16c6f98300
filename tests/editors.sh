#!/usr/bin/env bash
# Drives real editors, as far as they are installed: opens a draft, and looks at what the editor made of germane's answer.
#   tests/editors.sh [PROGRAM]...     vim, nvim, emacs, kak; without any, all of them
# GERMANE names the binary. Editors that are not there are said and skipped; NEED=1 makes that a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
GERMANE="${GERMANE:-$PWD/target/release/germane}"
[ -x "$GERMANE" ] || { echo "no germane at $GERMANE; build it, or name it in GERMANE"; exit 2; }
SCRATCH="$(mktemp -d)"
trap 'rm -rf "$SCRATCH"' EXIT
export GERMANE SCRATCH
PATH="$(dirname "$GERMANE"):$PATH"

for editor in vim nvim emacs kak; do
  printf 'Hi Ana,\n\nI hope this email finds you well.\n\nYour port has seven piers, and two of of them are closed at night.\n\nLee\n' >"$SCRATCH/$editor.md"
done

vim_check() {
  vim --version | head -1
  vim -Nu NONE -es -c 'set runtimepath^=editors/vim' -c "edit $SCRATCH/vim.md" -c 'compiler germane' -c 'silent! make' \
    -c "call writefile(map(getqflist(), {_, one -> bufname(one.bufnr).':'.one.lnum.':'.one.col.' '.one.type.' '.one.text}), '$SCRATCH/vim.out')" \
    -c 'qa!' </dev/null || true
  grep -c . "$SCRATCH/vim.out" | sed 's/^/:make, lines in the quickfix list: /'
  grep 'vim.md:3:3 [wW] .*cliche-opener' "$SCRATCH/vim.out"
}

nvim_check() {
  nvim --version | head -1
  timeout 60 nvim --headless -u NONE -c 'luafile tests/editors/nvim.lua' </dev/null
}

emacs_check() {
  emacs --version | head -1
  timeout 60 emacs --batch -Q -l tests/editors/emacs.el </dev/null 2>&1 | grep -v '^Wrote\|^$'
}

kak_check() {
  echo "Kakoune $(kak -version 2>&1 | awk '{print $2}')"
  timeout 60 kak -n -ui dummy -e "
    source /usr/share/kak/rc/detection/file.kak
    source /usr/share/kak/rc/tools/lint.kak
    source editors/kakoune/germane.kak
    edit $SCRATCH/kak.md
    set-option window filetype markdown
    lint-buffer
    nop %sh{ (sleep 3; printf 'edit -existing *lint-output*; write! $SCRATCH/kak.out; kill!' | kak -p \$kak_session) >/dev/null 2>&1 </dev/null & }
  " </dev/null >/dev/null 2>&1 || true
  grep 'cliche-opener' "$SCRATCH/kak.out"
}

status=0
for editor in "${@:-vim nvim emacs kak}"; do
  for one in $editor; do
    if ! command -v "$one" >/dev/null; then
      echo "$one: not installed"
      [ -z "${NEED:-}" ] || status=1
    elif out="$("${one}_check" 2>&1)"; then
      echo "$out" | sed "s/^/$one: /"
    else
      echo "$out" | sed "s/^/$one: /"
      echo "$one: FAILED"
      status=1
    fi
  done
done
exit $status
