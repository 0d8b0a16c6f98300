-- Drives Neovim's own LSP client: open, edit, hover, code action. Prints one line a check; any failure ends with status 1.
local function fail(what)
  io.stdout:write('FAIL ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function say(what)
  io.stdout:write(what .. '\n')
end

package.path = vim.fn.getcwd() .. '/editors/nvim/?.lua;' .. package.path
vim.g.germane_command = vim.env.GERMANE
require('germane').setup()
vim.cmd('filetype on')
vim.cmd('edit ' .. vim.env.SCRATCH .. '/nvim.md')
vim.cmd('setfiletype markdown')

local function rules()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    found[one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code) or '?'] = one
  end
  return found
end

local function wait(what, test)
  if not vim.wait(5000, test, 10) then
    fail(what .. ': ' .. vim.inspect(vim.tbl_keys(rules())))
  end
end

wait('no diagnostics after opening', function() return rules()['cliche-opener'] ~= nil end)
local at = rules()['cliche-opener']
say(string.format('open: %d diagnostics, cliche-opener at %d:%d', #vim.diagnostic.get(0), at.lnum + 1, at.col + 1))

local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(), position = { line = at.lnum, character = at.col + 2 },
}, 2000)
local text = hover and vim.tbl_values(hover)[1].result.contents.value or ''
if not text:find('**cliche-opener**', 1, true) then fail('hover: ' .. text) end
say('hover: ' .. text:match('[^\n]+'))

local range = { start = { line = 0, character = 0 }, ['end'] = { line = 20, character = 0 } }
local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(), range = range, context = { diagnostics = {}, only = { 'source.fixAll' } },
}, 2000)
local action = vim.tbl_values(answer)[1].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
wait('the fix changed nothing', function() return rules()['doubled-word'] == nil end)
say('code action: ' .. action.title .. ', doubled-word is gone')

vim.api.nvim_buf_set_lines(0, at.lnum, at.lnum + 1, false, { 'Your July notice says that ships wait 19 hours at Pier 7.' })
wait('diagnostics stay after the edit', function() return rules()['cliche-opener'] == nil end)
say('edit: cliche-opener is gone')
vim.cmd('qall!')
