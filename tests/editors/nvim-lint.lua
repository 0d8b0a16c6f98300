-- Opens a draft in Neovim with nvim-lint (its sources are named by NVIM_LINT), and prints what came of it.
vim.opt.rtp:prepend(os.getenv("NVIM_LINT"))
local lint = require('lint')
lint.linters.germane = dofile('editors/nvim-lint/germane.lua')
lint.linters_by_ft = { markdown = { 'germane' } }
vim.cmd('edit ' .. os.getenv('SCRATCH') .. '/nvim-lint.md')
vim.bo.filetype = 'markdown'
lint.try_lint()
vim.wait(8000, function() return #vim.diagnostic.get(0) > 0 end)
for _, d in ipairs(vim.diagnostic.get(0)) do print(d.lnum+1, d.col+1, d.severity, d.code, d.message) end
vim.cmd('qa!')
