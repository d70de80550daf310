-- What pandoc runs for `headwater.bibliography.citing`: citations and bibliographies of many pages.
--
-- It reads from standard input, as JSON:
--   locale, styles: the CSL of each as a data: address, items: CSL JSON of each as text, its id " 1", " 2", ...
--   pages: of each `style` and `items`, as numbers; `texts`, citations as written; `keys`, citekey -> number.
--   A page without texts lists all its items.
-- It writes `pieces`, lines of HTML, and of each page, as numbers of pieces: `citations`, of each text;
-- `notes`; `works`, {number of the item, number of the piece} in the style's order. What pandoc cannot format is
-- left out; a text that cites nothing is an empty piece.

local given = pandoc.json.decode(io.read('a'), false)
local no_wrapping = pandoc.WriterOptions{wrap_text = 'none'}
-- Nothing but citations and emphasis: no raw HTML, no mathematics, no code that runs.
local SYNTAX = 'markdown_strict-raw_html+citations+smart'

local references = {}
do
  local ok, all = pcall(pandoc.read, '[' .. table.concat(given.items, ',') .. ']', 'csljson')
  if ok then
    for number, reference in ipairs(all.meta.references or {}) do references[number] = reference end
  else
    -- One that is no CSL JSON must not take the others along.
    for number, item in ipairs(given.items) do
      local fine, one = pcall(pandoc.read, '[' .. item .. ']', 'csljson')
      if fine then references[number] = one.meta.references[1] end
    end
  end
end

-- Leaves words, emphasis and links to the web.
local simplify = {
  Span = function(span)
    if span.classes:includes('csl-left-margin') then return span.content .. {pandoc.Space()} end
    if span.classes:includes('csl-indent') or span.classes:includes('csl-block') then
      return pandoc.Inlines{pandoc.Space()} .. span.content
    end
    return span.content
  end,
  Link = function(link)
    if link.target:match('^https?://') or link.target:match('^#cited%-%d+$') then
      return pandoc.Link(link.content, link.target)
    end
    return link.content
  end,
  Cite = function(cite) return cite.content end,
  Underline = function(inline) return inline.content end,
  Strikeout = function(inline) return inline.content end,
  Image = function(image) return image.caption end,
  Code = function(code) return pandoc.Str(code.text) end,
  Math = function(math) return pandoc.Str(math.text) end,
  RawInline = function(raw) return pandoc.Str(raw.text) end,
  LineBreak = function() return pandoc.Space() end,
}

local pieces = pandoc.List()

-- Keeps blocks to be written later, and gives the number of that piece.
local function piece(blocks)
  local inlines = pandoc.utils.blocks_to_inlines(blocks, {pandoc.Space()}):walk(simplify)
  -- An empty line would be dropped.
  inlines:insert(1, pandoc.Str('|'))
  pieces:insert(pandoc.Plain(inlines))
  return #pieces
end

-- All pieces as HTML, one line each. To write them one by one takes five times as long.
local function written()
  local lines = pandoc.List()
  local function write(blocks) return pandoc.write(pandoc.Pandoc(blocks), 'html', no_wrapping) end
  for line in (write(pieces) .. '\n'):gmatch('(.-)\n') do lines:insert(line:sub(2)) end
  if #lines == #pieces then return lines end
  return pieces:map(function(block) return write{block}:sub(2) end)
end

local function processed(page, blocks, items)
  local listed = {}
  for _, number in ipairs(items) do listed[#listed + 1] = references[number] end
  local meta = {csl = given.styles[page.style], lang = given.locale, references = listed}
  if #blocks == 0 then
    meta.nocite = pandoc.Inlines{pandoc.Cite({}, {pandoc.Citation('*', 'NormalCitation')})}
  end
  return pcall(pandoc.utils.citeproc, pandoc.Pandoc(blocks, meta))
end

-- The works of a processed document, and the blocks before them.
local function taken_apart(document)
  local works, texts = pandoc.List(), pandoc.List()
  for _, block in ipairs(document.blocks) do
    if block.t == 'Div' and block.identifier == 'refs' then
      for _, entry in ipairs(block.content) do
        works[#works + 1] = {tonumber(entry.identifier:match('(%d+)$')), piece(entry.content)}
      end
    else
      texts[#texts + 1] = block
    end
  end
  return works, texts
end

-- All items listed; of those with which pandoc fails, none. Halving finds few among many soonest.
local function listing(page, items, works)
  local fine, document = processed(page, {}, items)
  if fine then
    for _, work in ipairs((taken_apart(document))) do works[#works + 1] = work end
  elseif #items > 1 then
    local middle = #items // 2
    listing(page, table.move(items, 1, middle, 1, {}), works)
    listing(page, table.move(items, middle + 1, #items, 1, {}), works)
  elseif not processed(page, {}, {}) then
    error(tostring(document), 0) -- then it is the style
  end
  return works
end

-- A citation as written -> Plain, with the item's id in the place of each citekey that has one.
local function read(text, keys)
  local cites = false
  local inlines = pandoc.utils.blocks_to_inlines(pandoc.read(text, SYNTAX).blocks):walk{
    Cite = function(cite)
      cites = true
      for _, citation in ipairs(cite.citations) do
        local number = keys[citation.id] -- JSON's numbers come as floats
        if number and references[number] then citation.id = ' ' .. math.tointeger(number) end
      end
      return cite
    end
  }
  return pandoc.Plain(cites and inlines or {})
end

local function cited(page)
  local blocks = {}
  for number, text in ipairs(page.texts) do blocks[number] = read(text, page.keys) end
  local fine, document = processed(page, blocks, page.items)
  if not fine then
    -- Those that fail alone are as good as missing.
    local sound = {}
    for _, item in ipairs(page.items) do
      if #listing(page, {item}, {}) > 0 then sound[#sound + 1] = item else references[item] = nil end
    end
    if #sound == #page.items then error(tostring(document), 0) end
    page.items = sound
    return cited(page)
  end
  local works, texts = taken_apart(document)
  local notes, citations = pandoc.List(), pandoc.List()
  local number_notes = {
    Note = function(note)
      notes[#notes + 1] = piece(note.content)
      return pandoc.Superscript{pandoc.Link(tostring(#notes), '#cited-' .. #notes)}
    end
  }
  for number, text in ipairs(texts) do citations[number] = piece{text:walk(number_notes)} end
  return {citations = citations, notes = notes, works = works}
end

local answers = pandoc.List() -- an empty table would be an object in JSON
for number, page in ipairs(given.pages) do
  if #page.texts > 0 then
    answers[number] = cited(page)
  else
    answers[number] = {citations = pandoc.List(), notes = pandoc.List(), works = listing(page, page.items, pandoc.List())}
  end
end
io.write(pandoc.json.encode{pieces = written(), pages = answers})
