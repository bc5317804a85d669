-- Flow for Neovim 0.11 and later: `vim.lsp.enable("flow")` starts the language server for `*.flow` files.
-- Earlier versions start it with `vim.lsp.start`; see the page "Editors" of the book.

--- The folder that the server looks for specifications in: the nearest one with settings or a package, else the repository, else the
--- folder of the file, so that test files beside it count. The home folder is none, since all of it would be read.
local function root_of(buffer)
  local home = vim.fs.normalize("~")
  local root = vim.fs.root(buffer, { "flow.toml", "Cargo.toml", ".git" })
  local file = vim.api.nvim_buf_get_name(buffer)
  if (not root or vim.fs.normalize(root) == home) and file ~= "" and not file:match("^%a[%w+.-]+://") then
    root = vim.fs.dirname(file)
  end
  return root and vim.fs.normalize(root) ~= home and root or nil
end

return {
  cmd = { "flow", "lsp" },
  filetypes = { "flow" },
  root_dir = function(buffer, use)
    use(root_of(buffer))
  end,
  settings = {},
}
