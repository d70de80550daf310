// Lets readers take citations along: of all sources that a page lists, and of the page itself. Every page can be
// read, and every source can be taken along from its own page, without this script.
(() => {
  const FORMS = { txt: words["cite.copy"], bib: "BibTeX", ris: "RIS", json: "CSL JSON" };
  const TYPES = {
    txt: "text/plain",
    bib: "application/x-bibtex",
    ris: "application/x-research-info-systems",
    json: "application/vnd.citationstyles.csl+json",
  };

  const save = (name, suffix, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: TYPES[suffix] }));
    link.download = `${name}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard without https: a selection still copies.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  // Buttons that copy a citation as text or save it in another form, and a line that says what came of it.
  const toolbar = (label, name, give) => {
    const bar = document.createElement("p");
    bar.className = "take";
    bar.append(`${label} `);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    for (const [suffix, form] of Object.entries(FORMS)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = form;
      button.addEventListener("click", async () => {
        try {
          const text = await give(suffix);
          if (suffix === "txt") await copy(text);
          else save(name, suffix, text);
          said.textContent = words[suffix === "txt" ? "cite.copied" : "cite.saved"];
        } catch {
          said.textContent = words["cite.lost"];
        }
      });
      bar.append(button, " ");
    }
    bar.append(said);
    return bar;
  };

  const file = async (name, suffix) => {
    const answer = await fetch(`${root}cite/${encodeURIComponent(name)}.${suffix}`);
    if (answer.status === 404) return "";
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  };

  const joined = (suffix, texts) => {
    const given = texts.filter(Boolean);
    if (suffix === "json") return `${JSON.stringify(given.flatMap((text) => JSON.parse(text)), null, 2)}\n`;
    return given.join(suffix === "txt" ? "" : "\n");
  };

  for (const table of document.querySelectorAll('table[data-table$="original-sources"]')) {
    // With what is folded away of a very long table.
    const part = table.closest(".table-scroll");
    const whole = part.nextElementSibling?.matches("details.more") ? [part, part.nextElementSibling] : [part];
    const rows = whole.flatMap((one) => [...one.querySelectorAll("tbody tr")]);
    // The bibliography has files of all its sources.
    if (document.querySelector(".narrow, .orders") || !rows.length) continue;
    const give = async (suffix) => {
      const texts = await Promise.all(
        rows.map(async (row) => {
          const name = row.dataset.file || row.dataset.note;
          const text = await file(name, suffix);
          return text || (suffix === "txt" ? `${row.querySelector(".citation").textContent}\n` : "");
        }),
      );
      return joined(suffix, texts);
    };
    const label = words[rows.length === 1 ? "cite.one" : "cite.other"].replace("{n}", rows.length);
    whole.at(-1).after(toolbar(label, "sources", give));
  }

  // What TeX would read as something else.
  const tex = (text) =>
    text.replace(/[\\{}$&#^_%~]/g, (sign) =>
      sign === "\\" ? "\\textbackslash{}" : sign === "^" ? "\\textasciicircum{}" : sign === "~" ? "\\textasciitilde{}" : `\\${sign}`,
    );
  const day = (item, sign) =>
    (item.issued ? item.issued["date-parts"][0] : []).map((part) => String(part).padStart(2, "0")).join(sign);
  const author = (item, literal, part) => {
    const [name] = item.author || [];
    return name && (name.literal ? literal(name.literal) : `${part(name.family)}, ${part(name.given)}`);
  };
  const written = {
    json: (item) => `${JSON.stringify([item], null, 2)}\n`,
    bib: (item) => {
      const fields = { title: `{${tex(item.title)}}`, date: day(item, "-") };
      fields.author = author(item, (name) => `{${tex(name)}}`, tex);
      Object.assign(fields, { organization: tex(item["container-title"] || ""), url: item.URL });
      const lines = Object.entries(fields).filter(([, value]) => value);
      return `@online{${item.id},\n${lines.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
    },
    ris: (item) => {
      const plain = (name) => name;
      const tags = [["TY", "ELEC"], ["ID", item.id], ["TI", item.title], ["AU", author(item, plain, plain)]];
      tags.push(["T2", item["container-title"]], ["DA", day(item, "/")], ["PY", day(item, "/").slice(0, 4)]);
      tags.push(["LA", item.language], ["UR", item.URL]);
      const lines = tags.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\r\n`);
      return `${lines.join("")}ER  - \r\n`;
    },
  };

  for (const details of document.querySelectorAll("details.cite-note[data-item]")) {
    const item = JSON.parse(details.dataset.item);
    item.URL ||= location.href.split("#")[0];
    const text = details.querySelector(".citation").textContent;
    const give = async (suffix) => (suffix === "txt" ? text : written[suffix](item));
    details.append(toolbar(words["cite.as"], item.id, give));
  }
})();
