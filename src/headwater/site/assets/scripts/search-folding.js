// Folds words as `headwater.site.search.folding` does.
const MARKS = /[\u0300-\u036f]/g;
const GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(" ");
const RESPELLED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ", "∆": "δ" };
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
const unspaced = (word) => word.search(UNSPACED) >= 0;
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/(^|[^A-Za-z0-9])([A-Z]{2,})s(?![A-Za-z0-9])/g, "$1$2-s")
    .toLowerCase()
    .replace(/[ßæœøłđðþıς∆\u00ad\u200b-\u200d\u2060\ufeff]/g, (sign) => RESPELLED[sign] || "")
    .replace(MARKS, "")
    .replace(/[α-ω]+/g, (run) => (run.length > 2 ? run : `-${[...run].map((letter) => GREEK[letter.charCodeAt() - 945]).join("-")}-`))
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]/gu, (sign) => ("-'’‐‒–".includes(sign) ? "-" : " "));
const cut = (word) => [...word].slice(0, 32).join("");
// The terms that stand for a word: single letters and pairs of scripts without spaces.
const termsOf = (word, asked) => {
  if (!unspaced(word)) return [cut(word)];
  const found = word.split(UNSPACED).filter(Boolean).map(cut);
  for (const run of word.match(UNSPACED)) {
    const letters = [...run];
    if (!asked || !letters[1]) found.push(...letters);
    letters.forEach((letter, at) => at && found.push(letters[at - 1] + letter));
  }
  return found;
};
// What a piece of text can be found by, for every word in it: its parts together, or the whole.
const waysOf = (text, asked) =>
  fold(text).split(" ").filter((word) => /[^-]/.test(word)).map((whole) => {
    const parts = whole.split("-").filter(Boolean);
    const joined = [parts.join("")];
    const ways = parts[1] ? [parts.filter((part) => part !== "s"), joined] : [joined];
    return ways.map((way) => way.flatMap((word) => termsOf(word, asked)));
  });
