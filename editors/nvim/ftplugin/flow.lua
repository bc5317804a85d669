vim.bo.commentstring = "// %s"
vim.bo.comments = "://"
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2

-- Colours by tree-sitter where its parser is installed, else those of `syntax/flow.vim`.
if vim.treesitter and vim.treesitter.start and #vim.api.nvim_get_runtime_file("parser/flow.*", false) > 0 then
  pcall(vim.treesitter.start, 0, "flow")
end
