-- Drives `flow lsp` in a headless Neovim: FLOW=path/to/flow nvim --headless -u NONE -c "source nvim.lua".
-- The configuration is the one of `nvim/lsp/flow.lua`, which `vim.lsp.enable` reads; Neovim before 0.11 has none, so the server is started here.

local here = vim.fn.expand("<sfile>:p:h")
local function fail(message)
  io.stderr:write("neovim: " .. message .. "\n")
  vim.cmd("cquit 1")
end
local function check(condition, message)
  if not condition then fail(message) end
end
local function wait(what, condition)
  check(vim.wait(15000, condition, 50), "timeout: " .. what)
end

local ok, message = pcall(function()
  -- Before 0.8, filetypes in Lua are an option.
  vim.g.do_filetype_lua = 1
  vim.opt.runtimepath:prepend(here .. "/../nvim")
  dofile(here .. "/../nvim/ftdetect/flow.lua")
  vim.cmd("filetype plugin on")
  vim.cmd("syntax on")
  local program = os.getenv("FLOW") or "flow"
  if vim.lsp.enable then
    vim.lsp.config("flow", { cmd = { program, "lsp" } })
    vim.lsp.enable("flow")
  end
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  vim.fn.writefile(vim.fn.readfile(here .. "/order.flow"), folder .. "/order.flow")
  vim.cmd("edit " .. folder .. "/order.flow")
  check(vim.bo.filetype == "flow", "the type of the file is '" .. vim.bo.filetype .. "'")
  check(vim.bo.shiftwidth == 2, "the settings of the type are not applied")
  check(vim.bo.commentstring == "// %s", "no comments")

  local client
  if vim.lsp.enable then
    wait("the server", function()
      client = vim.lsp.get_clients({ bufnr = 0, name = "flow" })[1]
      return client ~= nil and client.initialized
    end)
  else
    local config = dofile(here .. "/../nvim/lsp/flow.lua")
    config.cmd[1] = program
    config.name = "flow"
    config.root_dir = folder
    local id = vim.lsp.start_client(config)
    check(id, "the server does not start")
    vim.lsp.buf_attach_client(0, id)
    client = vim.lsp.get_client_by_id(id)
  end

  if vim.lsp.enable then
    check(client.root_dir == vim.fs.normalize(folder), "the root is " .. tostring(client.root_dir))
  end

  -- The colour of the text at a place of a line, without that of the server.
  local function color(line, text, offset)
    local column = vim.fn.getline(line):find(text, 1, true)
    check(column, text .. " is not in line " .. line)
    return vim.fn.synIDattr(vim.fn.synID(line, column + (offset or 0), 1), "name")
  end
  local function colored(line, text, wanted, offset)
    local found = color(line, text, offset)
    check(found == wanted, "'" .. text .. "' has the colour '" .. found .. "'")
  end
  colored(1, "machine", "flowHeader")
  colored(1, "@order", "flowActor")
  colored(2, "starts in", "flowStepWord")
  colored(3, "buy", "flowTitle")
  colored(4, "on>", "flowHandlerWord")
  colored(4, ":checkout", "flowEvent")
  colored(4, "from", "flowHandlerWord")
  colored(5, "$total", "flowVariable")
  colored(5, "number", "flowType")
  colored(5, "becomes", "flowVerb")
  colored(5, "12", "flowNumber")
  colored(7, "moves to", "flowVerb")
  colored(7, "#waiting", "flowState")
  colored(12, "order", "")
  -- A line that is no line of the language, with a text that does not end, leaves the next one alone.
  local bad = { '    emit "never ends {$', "    on on :: from from @", "    letter from the bank" }
  vim.fn.append(8, bad)
  colored(9, "emit", "flowEmitWord")
  colored(10, "@", "", 0)
  colored(11, "from", "")
  colored(12, "emit", "flowEmitWord")
  colored(12, "@customer", "flowActor")
  vim.cmd("9,11delete")

  wait("a finding", function() return #vim.diagnostic.get(0) > 0 end)
  local finding = vim.diagnostic.get(0)[1]
  check(finding.message:find("#payed", 1, true), "the finding is '" .. finding.message .. "'")
  check(finding.lnum == 11, "it is in line " .. finding.lnum)

  if vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = 0 })
    wait("a hint", function()
      return vim.inspect(vim.lsp.inlay_hint.get({ bufnr = 0 })):find("in #waiting", 1, true) ~= nil
    end)
  end

  local function ask(method, line, column, more)
    local params = vim.tbl_extend("force", {
      textDocument = vim.lsp.util.make_text_document_params(),
      position = { line = line, character = column },
    }, more or {})
    local name, answer = "textDocument/" .. method, nil
    if vim.lsp.enable then
      answer = client:request_sync(name, params, 10000, 0)
    else
      answer = client.request_sync(name, params, 10000, 0)
    end
    check(answer and not answer.err, method .. " fails: " .. vim.inspect(answer))
    return answer.result
  end
  check(vim.inspect(ask("hover", 4, 8).contents):find("number"), "the hover lacks the type")
  local edit = ask("rename", 4, 8, { newName = "sum" })
  vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
  local lines = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  check(lines:find("with total: $sum", 1, true), "the rename gives\n" .. lines)

  -- The text is repaired, and the finding goes.
  vim.cmd("%s/#payed/#paid/")
  wait("no finding", function() return #vim.diagnostic.get(0) == 0 end)
  vim.lsp.stop_client(client.id)
end)
if not ok then fail(tostring(message)) end
print("neovim: all passed\n")
vim.cmd("qall!")
