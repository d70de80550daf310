// Draws results, with what was found in them marked.
const PIECES = new RegExp(`${UNSPACED.source.slice(0, -1)}|\\s+|[^\\s${UNSPACED.source.slice(1, -2)}]+`, "gu");
const isHit = (piece, hits) =>
  unspaced(piece)
    ? [...hits].some((hit) => unspaced(hit) && hit.includes(fold(piece)))
    : waysOf(piece).flat(2).some((term) => hits.has(term));
const marked = (text, hits) => {
  const found = document.createDocumentFragment();
  for (const piece of text.match(PIECES) || []) {
    if (isHit(piece, hits)) {
      const [, before, word, after] = piece.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
      const mark = document.createElement("mark");
      mark.textContent = word;
      found.append(before, mark, after);
    } else found.append(piece);
  }
  return found;
};
const excerpt = (text, hits) => {
  const pieces = text.match(PIECES) || [];
  const at = pieces.findIndex((piece) => isHit(piece, hits));
  const from = Math.max(0, at - 16);
  return at < 0 ? "" : `${from ? "… " : ""}${pieces.slice(from, at + 32).join("").trim()}${at + 32 < pieces.length ? " …" : ""}`;
};
const made = (name, css, ...content) => {
  const element = document.createElement(name);
  element.className = css;
  element.append(...content);
  return element;
};
const result = async (number, hits) => {
  const [title, place, id, withheld] = await one("d", number);
  const link = made("a", "", marked(title, hits));
  link.href = root + place + (root.startsWith("file:") ? "index.html" : "");
  const kind = site.kinds[number];
  const facts = made("p", "meta", made("span", "kind", site.names[kind]));
  if (id !== title) facts.append(made("code", "id", marked(id, hits)));
  if (withheld) facts.append(made("span", "badge", words["search.withheld"]));
  const item = made("li", `kind-${kind.replace(/ /g, "-")}`, link, facts);
  if (hits.size && !link.querySelector("mark")) {
    const text = excerpt(await one("b", number), hits);
    if (text) item.append(made("p", "excerpt", marked(text, hits)));
  }
  return item;
};
