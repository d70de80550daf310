(() => {
// A map that is wider than the screen shows the page's own note first.
for (const map of document.querySelectorAll(".map")) {
  const own = map.querySelector(".here rect");
  if (!own) continue;
  const here = own.getBoundingClientRect();
  const seen = map.getBoundingClientRect();
  map.scrollLeft += here.left + here.width / 2 - seen.left - seen.width / 2;
}
})();
