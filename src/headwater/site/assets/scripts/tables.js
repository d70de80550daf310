// Lets readers sort tables, and filter long ones. What is folded away of a very long table belongs to it: that part
// holds what the first has no room for, in whatever order readers choose.
(() => {
  let language = [];
  try {
    language = Intl.getCanonicalLocales(document.documentElement.lang);
  } catch {
    // What the configuration names is no language: then that of the browser.
  }
  const { compare } = new Intl.Collator(language, { numeric: true });
  const said = (text, ...facts) => text.replace(/\{\w+\}/g, () => facts.shift().toLocaleString(language));
  const make = (name, facts) => Object.assign(document.createElement(name), facts);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const prepare = (table) => {
    const part = table.closest(".table-scroll");
    const rest = part.nextElementSibling?.matches("details.more") ? part.nextElementSibling : null;
    const bodies = [table, rest?.querySelector("table")].filter(Boolean).map((one) => one.tBodies[0]);
    const rows = bodies.flatMap((body) => [...body.rows]);
    const room = rest ? bodies[0].rows.length : rows.length;
    const heads = [...table.tHead.rows[0].cells];
    let sorted = rows;
    let fits = Boolean;

    // What is gone from a table must not give it, or its columns, another size.
    const settle = () => {
      part.style.minHeight = `${Math.min(part.offsetHeight, innerHeight)}px`;
      if (table.style.tableLayout || getComputedStyle(table).display !== "table") return;
      const widths = heads.map((head) => (100 * head.offsetWidth) / table.offsetWidth);
      heads.forEach((head, index) => (head.style.width = `${widths[index]}%`));
      table.style.tableLayout = "fixed";
    };

    const lay = () => {
      settle();
      const fitting = sorted.filter(fits);
      bodies[0].replaceChildren(...fitting.slice(0, room));
      if (rest) {
        bodies[1].replaceChildren(...fitting.slice(room));
        rest.hidden = fitting.length <= room;
        rest.firstElementChild.textContent = said(words["more"], fitting.length - room);
      }
      return fitting.length;
    };

    const sort = (column) => {
      const was = heads[column].getAttribute("aria-sort");
      for (const head of heads) head.removeAttribute("aria-sort");
      sorted = rows;
      if (was !== "descending") {
        const sign = was ? -1 : 1;
        heads[column].setAttribute("aria-sort", was ? "descending" : "ascending");
        const keyed = rows.map((row) => [row.cells[column].textContent.trim(), row]);
        sorted = keyed.sort(([one], [other]) => sign * compare(one, other)).map(([, row]) => row);
      }
      lay();
    };

    const addFilter = () => {
      const bar = make("p", { className: "filter" });
      const label = make("label", { textContent: words["filter"] });
      const field = make("input", { type: "search", ariaLabel: `${words["filter"]}: ${heads[0].textContent.trim()}` });
      const count = make("span", { role: "status" });
      label.append(field);
      bar.append(label, count);
      part.before(bar);
      let texts;
      const filter = () => {
        texts ||= new Map(rows.map((row) => [row, plain(row.textContent)]));
        const wanted = plain(field.value).split(/\s+/);
        fits = (row) => wanted.every((word) => texts.get(row).includes(word));
        const found = lay();
        count.textContent = wanted.join("") && said(words["filtered"], found, rows.length);
      };
      field.addEventListener("input", filter);
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !field.value) return;
        event.preventDefault();
        field.value = "";
        filter();
      });
    };

    heads.forEach((head, column) => {
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
    if (rows.length > 12) addFilter();
  };

  for (const table of document.querySelectorAll("table.notes[data-table]")) {
    if (table.tBodies[0].rows.length > 3) prepare(table);
  }
})();
