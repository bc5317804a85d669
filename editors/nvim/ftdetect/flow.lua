-- `order.js.flow` and its like are type declarations of another language.
vim.filetype.add({
  pattern = {
    [".*%.flow"] = function(path)
      if not path:match("%.[mc]?jsx?%.flow$") and not path:match("%.json%.flow$") then
        return "flow"
      end
    end,
  },
})
