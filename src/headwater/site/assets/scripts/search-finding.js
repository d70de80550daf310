// Finds the documents that a query means, the best first.
// Edits from a word to the beginning of another, and to all of it; neighbours that changed places are one.
const edits = (word, other) => {
  let before = [];
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const differs = word[i - 1] === other[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + differs);
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return [Math.min(...row), row[other.length]];
};
const misspelt = async (term) => {
  const most = term.length < 8 ? 1 : 2;
  const [last, second] = codes([...[...term].reverse(), 0, 0].slice(0, 2));
  const ends = await load(`v${(last * 37 + second) % site.endings}`);
  const like = (await near(term, true)).map(([word]) => word);
  return [...new Set([...like, ...ends.split(",")])]
    .filter((word) => word.length >= term.length - most)
    .map((word) => [...edits(term, word), word])
    .filter(([begun, whole, word]) => (word[0] === term[0] ? begun : whole) <= most)
    .sort((a, b) => a[1] - b[1] || (a[2] < b[2] ? -1 : 1))
    .slice(0, 8)
    .map(([, , word]) => word);
};

// Document → weight, of what holds a term; the words that were found go into `hits`.
const holding = async (term, exactly, hits) => {
  const found = new Map();
  const add = ([word, ...fields], quality) => {
    hits.add(word);
    fields.forEach((field, at) => {
      for (const number of numbers(field)) {
        // A topic's own page goes before all that is said of the topic.
        const weight = (at === 0 && site.kinds[number] === "tag" ? 4 : 3 - at) * quality;
        found.set(number, Math.max(found.get(number) || 0, weight));
      }
    });
  };
  for (const entry of await near(term)) {
    if (entry[0] === term) add(entry, 1);
    else if (!exactly && term.length > 1 && entry[0].startsWith(term)) add(entry, 0.7);
  }
  if (!found.size && !exactly && term.length > 3) {
    for (const word of await misspelt(term)) {
      for (const entry of await near(word)) if (entry[0] === word) add(entry, 0.4);
    }
  }
  return found;
};
const together = async (way, exactly, hits) => {
  const all = await Promise.all(way.map((term) => holding(term, exactly, hits)));
  const [first, ...rest] = all;
  const found = new Map();
  for (const [number, weight] of first || []) {
    if (rest.every((other) => other.has(number))) found.set(number, Math.min(weight, ...rest.map((other) => other.get(number))));
  }
  return found;
};

const plain = (text) => ` ${fold(text).split(/[ -]+/).filter(Boolean).join(" ")} `;
const ask = (query) => {
  const asked = { words: [], phrases: [], hits: new Set() };
  for (const [, quoted, word] of query.replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const exactly = quoted !== undefined;
    asked.words.push(...waysOf(exactly ? quoted : word, true).map((ways) => ({ ways, exactly })));
    const phrase = plain(quoted || "");
    if (phrase.trim().includes(" ") || unspaced(phrase)) asked.phrases.push(unspaced(phrase) ? phrase.trim() : phrase);
  }
  return asked;
};
// The documents that hold all words, the best first; where none does, those that hold most of them.
const find = async ({ words: wants, hits }) => {
  if (!wants.length) return { best: [...Array(site.count).keys()], all: true };
  const scores = new Map();
  const counts = new Map();
  for (const { ways, exactly } of wants) {
    const found = new Map();
    for (const way of ways) {
      for (const [number, weight] of await together(way, exactly, hits)) found.set(number, Math.max(weight, found.get(number) || 0));
    }
    for (const [number, weight] of found) {
      scores.set(number, weight + (scores.get(number) || 0));
      counts.set(number, 1 + (counts.get(number) || 0));
    }
  }
  const most = Math.max(0, ...new Set(counts.values()));
  const best = [...scores.keys()].filter((number) => counts.get(number) === most);
  best.sort((a, b) => scores.get(b) - scores.get(a) || a - b);
  return { best, all: most === wants.length };
};

const one = async (sort, number) => (await load(`${sort}${Math.floor(number / site.block)}`))[number % site.block];
const says = async (number, phrases) => {
  const left = phrases.filter((phrase) => phrase);
  const title = plain((await one("d", number))[0]);
  if (left.every((phrase) => title.includes(phrase))) return true;
  const text = plain(await one("b", number));
  return left.every((phrase) => title.includes(phrase) || text.includes(phrase));
};
