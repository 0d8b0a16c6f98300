#!/usr/bin/env bash
# Drives real editors, as far as they are installed: opens a draft, and looks at what the editor made of germane's answer.
#   tests/editors.sh [PROGRAM]...     vim, nvim, emacs, flycheck, eglot, kak, ale, efm, nvim-lint, vscode; without any, all of them
# GERMANE names the binary, NVIM_LINT the sources of nvim-lint, CODE_SERVER what tests/editors/code-server made. Editors that are not there are
# said and skipped; NEED=1 makes that a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
GERMANE="${GERMANE:-$PWD/target/release/germane}"
[ -x "$GERMANE" ] || { echo "no germane at $GERMANE; build it, or name it in GERMANE"; exit 2; }
SCRATCH="$(mktemp -d)"
trap 'rm -rf "$SCRATCH"' EXIT
export GERMANE SCRATCH
PATH="$(dirname "$GERMANE"):$PATH"

ALL="vim nvim emacs flycheck eglot kak ale efm nvim-lint vscode"
for editor in $ALL; do
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

flycheck_check() {
  timeout 60 emacs --batch -q -l tests/editors/flycheck.el </dev/null 2>&1 | grep -v '^Wrote\|^$'
}

eglot_check() {
  timeout 60 emacs --batch -q -l tests/editors/eglot.el </dev/null 2>&1 | grep -v '^Wrote\|^$'
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

ale_check() {
  ale="${ALE:-/usr/share/vim-ale}"
  echo "ALE $(dpkg-query -W -f '${Version}' vim-ale 2>/dev/null) in $(vim --version | head -1)"
  cat >"$SCRATCH/ale.vim" <<VIMRC
set nocompatible runtimepath^=$ale,$PWD/editors/ale
filetype plugin on
let g:ale_linters = { 'markdown': ['germane'] }
let g:ale_linters_explicit = 1
VIMRC
  timeout 60 vim -Nu "$SCRATCH/ale.vim" -es -c "runtime plugin/ale.vim" -c "edit $SCRATCH/ale.md" -c 'set filetype=markdown' -c 'ALELint' \
    -c 'for turn in range(100) | sleep 100m | if !empty(getloclist(0)) | break | endif | endfor' \
    -c "call writefile(map(getloclist(0), {_, one -> one.lnum.':'.one.col.' '.one.type.' '.one.text}), '$SCRATCH/ale.out')" \
    -c 'qa!' </dev/null || true
  grep '^3:3 ' "$SCRATCH/ale.out"
}

efm_check() {
  efm-langserver -v 2>&1 | head -1
  timeout 60 python3 tests/editors/efm.py editors/efm/config.yaml "$SCRATCH/efm.md"
}

nvim-lint_check() {
  nvim --version | head -1
  timeout 60 nvim --headless -u NONE -c 'luafile tests/editors/nvim-lint.lua' </dev/null >"$SCRATCH/nvim-lint.out" 2>&1
  grep '3 3 2 cliche-opener' "$SCRATCH/nvim-lint.out"
}

vscode_check() {
  timeout 600 tests/editors/vscode.sh
}

# The program behind a name, and the plugin that is to be there too.
declare -A program=([ale]=vim [efm]=efm-langserver [nvim-lint]=nvim [vscode]=node [flycheck]=emacs [eglot]=emacs)
declare -A plugin=([ale]="${ALE:-/usr/share/vim-ale}" [nvim-lint]="${NVIM_LINT:-}" [vscode]="${CODE_SERVER:-}")
status=0
for editor in "${@:-$ALL}"; do
  for one in $editor; do
    if ! command -v "${program[$one]:-$one}" >/dev/null || { [ -v "plugin[$one]" ] && [ ! -d "${plugin[$one]}" ]; }; then
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
