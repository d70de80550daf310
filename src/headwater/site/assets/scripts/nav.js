// Fills in how many notes of each kind there are, and marks the overview that is open.
(() => {
  for (const link of document.querySelectorAll("[data-count]")) {
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = counts[link.dataset.count] ?? "";
    link.append(" ", count);
    if (link.pathname === location.pathname) {
      link.setAttribute("aria-current", "page");
      // Not the page, which may be at the heading that its address names.
      const list = link.closest("ul");
      list.scrollLeft = link.offsetLeft - list.offsetLeft - 40;
    }
  }
})();
