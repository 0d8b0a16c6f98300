-- germane for nvim-lint (https://github.com/mfussenegger/nvim-lint). In init.lua:
--   require('lint').linters.germane = dofile('PATH/editors/nvim-lint/germane.lua')
--   require('lint').linters_by_ft = { markdown = { 'germane' }, text = { 'germane' } }
local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  info = vim.diagnostic.severity.INFO,
}

return {
  cmd = 'germane',
  stdin = true,
  args = {
    'check', '-', '--format', 'unix', '--fail-on', 'never', '--stdin-filename',
    function() return vim.api.nvim_buf_get_name(0) end,
  },
  stream = 'stdout',
  ignore_exitcode = true,
  parser = require('lint.parser').from_pattern(
    '^.+:(%d+):(%d+): (%a+): (.+) %[([%w-]+)%]$',
    { 'lnum', 'col', 'severity', 'message', 'code' },
    severities,
    { source = 'germane' }
  ),
}
