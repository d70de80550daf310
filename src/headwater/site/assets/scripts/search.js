// On every page `/` leads to the search; the page that is not there offers to look for what was wanted. The search
// page itself has a script of its own, of the files `search-…`.
(() => {
  const form = document.querySelector("main form.finder");
  const box = form && form.elements.q;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.isContentEditable || event.target.closest("input, textarea, select")) return;
    const place = box || document.querySelector('[role="search"] [name="q"], a.search');
    if (!place) return;
    event.preventDefault();
    if (place.href) location.href = place.href;
    else {
      place.focus();
      place.select();
    }
  });
  if (!form || form.querySelector(".facets")) return;

  // The page that is not there: its address says what was looked for.
  try {
    const path = decodeURIComponent(location.pathname).slice(new URL(root).pathname.length);
    box.value = path.replace(/\.html?$|[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  } catch {
    // An address that is no text.
  }
})();
