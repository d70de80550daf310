// The map: its legend chooses which kinds are shown, and what is pointed at is said below it.
(() => {
const map = document.querySelector(".garden-sheet"), said = document.querySelector(".garden-said");
if (!map) return;
document.querySelectorAll(".garden-legend li").forEach((item) => {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  box.onchange = () => map.querySelectorAll(`.k${item.dataset.kind}`).forEach((dots) => {
    dots.style.display = box.checked ? "" : "none";
  });
  item.firstElementChild.prepend(box);
});
const say = (event) => { said.textContent = event.target.closest("a")?.textContent ?? ""; };
map.addEventListener("pointerover", say);
map.addEventListener("focusin", say);
})();
