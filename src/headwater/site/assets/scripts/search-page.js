// The search page: form, facets, results, address, keyboard.
const form = document.querySelector("main form.finder");
const box = form.elements.q;
const facets = form.querySelector(".facets");
const list = document.querySelector("ol.results");
const status = document.querySelector("p.found");
const lang = document.documentElement.lang;
const said = (number, key) => words[key || (number === 1 ? "search.one" : "search.other")].replace("{n}", number.toLocaleString(lang));
const FACETS = ["kind", "tag", "year"];
const chosen = () => FACETS.map((name) => [name, form.elements[name].value]);
let tags;
const has = (name, value, number) =>
  name === "tag" ? tags && tags.get(value) && tags.get(value).has(number) : String(site[`${name}s`][number]) === value;
const fitting = (best, but) =>
  chosen().filter(([name, value]) => value && name !== but).reduce((left, [name, value]) => left.filter((number) => has(name, value, number)), best);
const ORDERS = {
  kind: (a, b) => site.kinds.indexOf(a[0]) - site.kinds.indexOf(b[0]),
  tag: (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
  year: (a, b) => b[0] - a[0],
};
const MOST_TAGS = 99;
// The values of a facet, each with how many documents have it.
const count = (name, best) => {
  const counts = new Map();
  if (name === "tag") {
    const among = new Set(best);
    for (const [tag, held] of tags || []) counts.set(tag, [...held].filter((number) => among.has(number)).length);
  } else {
    for (const number of best) counts.set(site[`${name}s`][number], 1 + (counts.get(site[`${name}s`][number]) || 0));
  }
  return [...counts].filter(([value, size]) => value && size).sort(ORDERS[name]).slice(0, MOST_TAGS);
};
const fill = (best) => {
  for (const name of FACETS) {
    const select = form.elements[name];
    const value = select.value;
    const found = count(name, fitting(best, name));
    if (value && !found.some(([other]) => String(other) === value)) found.push([value, 0]);
    select.length = 1;
    for (const [other, size] of found) select.add(new Option(`${(name === "kind" && site.names[other]) || other} (${size.toLocaleString(lang)})`, other));
    select.value = value;
  }
  facets.hidden = false;
};

let latest = 0;
const PAGE = 10;
const MOST_BLOCKS = 12;
const clear = () => {
  list.replaceChildren();
  document.querySelectorAll("main .more").forEach((button) => button.remove());
};
// What some more results are drawn of. Whole phrases are looked for document by document, and not in all at once.
const some = async (asked, best, from) => {
  const items = [];
  const blocks = new Set();
  while (from < best.length && items.length < PAGE && blocks.size < MOST_BLOCKS) {
    const number = best[from++];
    if (asked.phrases.length) {
      blocks.add(Math.floor(number / site.block));
      if (!(await says(number, asked.phrases))) continue;
    }
    items.push(result(number, asked.hits));
  }
  return [await Promise.all(items), from];
};
const tell = (asked, found, shown, left) => {
  const none = !shown && !left;
  if (none) return words["search.none"];
  if (asked.phrases.length) return said(shown, left && "search.far");
  return said(found.best.length, found.all ? "" : "search.some");
};
const show = async (run, asked, found, from) => {
  const [items, next] = await some(asked, found.best, from);
  if (run !== latest) return;
  if (!from) clear();
  list.append(...items);
  const left = next < found.best.length;
  status.textContent = tell(asked, found, list.children.length, left);
  if (!left) return;
  const more = made("button", "more", words["search.more"]);
  more.type = "button";
  more.onclick = async () => {
    const shown = list.children.length;
    more.remove();
    await show(run, asked, found, next);
    const first = list.children[shown];
    if (first) first.querySelector("a").focus();
  };
  list.after(more);
};
const search = async () => {
  const run = ++latest;
  const given = [["q", box.value.trim()], ...chosen()].filter(([, value]) => value);
  const query = given.length ? `?${new URLSearchParams(given)}` : "";
  history.replaceState(null, "", location.pathname + query);
  try {
    await begin();
    if (form.elements.tag.value) await loadTags();
    const asked = ask(box.value);
    const found = await find(asked);
    if (run !== latest) return;
    fill(found.best);
    if (!query) {
      clear();
      status.textContent = "";
      return;
    }
    await show(run, asked, { ...found, best: fitting(found.best) }, 0);
    // Tags are many, and only now is there time for them.
    if (!tags) setTimeout(() => run === latest && loadTags().then(() => fill(found.best), () => {}), 900);
  } catch {
    if (run === latest) status.textContent = words["search.broken"];
  }
};
const loadTags = async () => {
  const found = await load("g");
  tags = tags || new Map(Object.entries(found).map(([tag, text]) => [tag, new Set(numbers(text))]));
};

const read = () => {
  const params = new URLSearchParams(location.search);
  box.value = params.get("q") || "";
  for (const name of FACETS) {
    const value = params.get(name) || "";
    const select = form.elements[name];
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value;
  }
  search();
};
let timer;
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 70);
});
facets.addEventListener("change", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", location.href);
  search();
});
window.addEventListener("popstate", read);
document.querySelector("main").addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== box) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = event.key === "Escape" && at >= 0 ? box : step && (at + step < 0 ? box : links[at + step]);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
read();
