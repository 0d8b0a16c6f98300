-- germane in Neovim's own LSP client. Put it into `lua/` and say `require('germane').setup()`.
local M = {}

--- Attaches to a buffer. `vim.lsp.start` came with Neovim 0.8; before it the two steps are taken by hand.
function M.attach(buffer)
  local config = {
    name = 'germane',
    cmd = { vim.g.germane_command or 'germane', 'lsp' },
    root_dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h'),
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  M.client = M.client or vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(buffer, M.client)
  return M.client
end

function M.setup()
  vim.api.nvim_create_autocmd('FileType', {
    pattern = { 'markdown', 'text', 'yaml' },
    callback = function(event)
      M.attach(event.buf)
    end,
  })
end

return M
