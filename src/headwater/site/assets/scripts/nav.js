// Fills in how many notes of each kind there are, and marks the overview that is open.
(() => {
  for (const link of document.querySelectorAll("[data-count]")) {
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = counts[link.dataset.count] ?? "";
    link.append(" ", count);
    if (link.pathname === location.pathname) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }
})();
