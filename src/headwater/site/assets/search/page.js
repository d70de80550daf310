// The search page: form, facets, results, address, keyboard.
const form = document.querySelector("main form.search");
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
const count = (name, best) => {
  const counts = new Map();
  if (name !== "tag") for (const number of best) counts.set(site[`${name}s`][number], 1 + (counts.get(site[`${name}s`][number]) || 0));
  const among = new Set(best);
  if (name === "tag") for (const [tag, held] of tags || []) counts.set(tag, [...held].filter((number) => among.has(number)).length);
  const found = [...counts].filter(([value, size]) => value && size);
  return name === "year" ? found.sort((a, b) => b[0] - a[0]) : name === "tag" ? found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 99) : found;
};
const fill = (best) => {
  for (const name of FACETS) {
    const select = form.elements[name];
    const value = select.value;
    const found = count(name, fitting(best, name));
    if (value && !found.some(([other]) => String(other) === value)) found.push([value, 0]);
    select.length = 1;
    for (const [other, size] of found) select.add(new Option(`${other} (${size.toLocaleString(lang)})`, other));
    select.value = value;
  }
  facets.hidden = false;
};

let latest = 0;
const PAGE = 10;
const MOST_TEXTS = 12;
// Shows some more results; of whole phrases it is found out document by document whether they stand there.
const show = async (run, asked, best, all, from, shown) => {
  const items = [];
  const blocks = new Set();
  while (from < best.length && items.length < PAGE && blocks.size < MOST_TEXTS) {
    const number = best[from++];
    if (asked.phrases.length) {
      blocks.add(Math.floor(number / site.block));
      if (!(await says(number, asked.phrases))) continue;
    }
    items.push(result(number, asked.hits));
  }
  const found = await Promise.all(items);
  if (run !== latest) return;
  const first = shown ? null : list.replaceChildren();
  list.append(...found);
  const sum = shown + found.length;
  const left = from < best.length;
  if (asked.phrases.length && left) status.textContent = said(sum, "search.far");
  else status.textContent = asked.phrases.length ? said(sum) : best.length ? said(best.length, all ? "" : "search.some") : words["search.none"];
  if (!sum && !left) status.textContent = words["search.none"];
  const more = made("button", "more", words["search.more"]);
  more.type = "button";
  more.onclick = async () => {
    more.remove();
    await show(run, asked, best, all, from, sum);
    if (found.length && list.children[sum]) list.children[sum].querySelector("a").focus();
  };
  document.querySelectorAll("main .more").forEach((button) => button.remove());
  if (left) list.after(more);
  return first;
};
const search = async () => {
  const run = ++latest;
  const asking = box.value.trim();
  const params = new URLSearchParams([["q", asking], ...chosen()].filter(([, value]) => value));
  const query = String(params);
  history.replaceState(null, "", location.pathname + (query && `?${query}`));
  try {
    await begin();
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      fill([...Array(site.count).keys()]);
      document.querySelectorAll("main .more").forEach((button) => button.remove());
      return;
    }
    if (form.elements.tag.value) await loadTags();
    const asked = ask(asking);
    const { best, all } = await find(asked);
    if (run !== latest) return;
    fill(best);
    await show(run, asked, fitting(best), all, 0, 0);
    if (!tags) setTimeout(() => run === latest && loadTags().then(() => fill(best)), 900);
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
