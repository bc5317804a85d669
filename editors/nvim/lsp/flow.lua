-- Flow for Neovim 0.11 and later: `vim.lsp.enable("flow")` starts the language server for `*.flow` files.
-- Earlier versions start it with `vim.lsp.start`; see the README.
return {
  cmd = { "flow", "lsp" },
  filetypes = { "flow" },
  -- The nearest folder with settings, else the repository, else the folder of the file.
  root_markers = { "flow.toml", "Cargo.toml", ".git" },
  settings = {},
}
