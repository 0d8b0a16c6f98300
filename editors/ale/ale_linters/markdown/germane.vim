" germane for ALE (https://github.com/dense-analysis/ale), by its language server.
" Copy the folder `ale_linters` into a folder of the 'runtimepath', such as ~/.vim.

call ale#linter#Define('markdown', {
\   'name': 'germane',
\   'lsp': 'stdio',
\   'executable': {b -> get(g:, 'ale_germane_executable', 'germane')},
\   'command': '%e lsp',
\   'project_root': {b -> fnamemodify(bufname(b), ':p:h')},
\})
