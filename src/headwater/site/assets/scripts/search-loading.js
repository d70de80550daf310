// Loads the shards of the index: `headwater.site.search.places` says which.
const load = async (key) => {
  const found = await headwater.load(`assets/search/${key}`);
  if (found === null) throw new Error(key);
  return found;
};

let site;
const spread = (runs) => runs.flatMap((value, at) => (at % 2 ? [] : Array(runs[at + 1]).fill(value)));
const begin = async () => {
  if (site) return;
  const found = await load("m");
  site = { ...found, kinds: spread(found.kinds), years: spread(found.years) };
};
const numbers = (text) => {
  const half = site.signs.length >> 1;
  const found = [];
  let last = 0;
  let step = 0;
  for (const sign of text) {
    const value = site.signs.indexOf(sign);
    step = step * half + (value % half);
    if (value < half) {
      found.push((last += step));
      step = 0;
    }
  }
  return found;
};
const codes = (letters) => letters.map((letter) => (letter ? letter.codePointAt() : 0));
// The shards with the words that begin like a term.
const near = async (term, broadly) => {
  const [first, second, third] = codes([...term, 0, 0, 0].slice(0, 3));
  const base = (first * 37 + second) * 4;
  const steps = broadly || term.length === 2 ? [0, 1, 2, 3] : [(third >> 1) & 3];
  const found = await Promise.all([...new Set(steps.map((step) => (base + step) % site.shards))].map((at) => load(`t${at}`)));
  return found.flatMap((shard) => shard.split(",").map((entry) => entry.split(" ")));
};
