// What is larger than the window: it scrolls by itself, and here it is also dragged and zoomed.
(() => {
document.querySelectorAll("[data-panzoom]").forEach((box) => {
  const sheet = box.firstElementChild, width = sheet.clientWidth, height = sheet.clientHeight;
  // What has no width of its own, as a canvas on a phone, is read as it is.
  if (getComputedStyle(sheet).position === "static") return;
  const all = () => Math.min(1, box.clientWidth / width, box.clientHeight / height);
  let scale = 1, apart = 0;
  // What lies at a point of the box stays where it is.
  const zoom = (wanted, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
    const before = scale;
    scale = Math.min(4, Math.max(Math.min(0.2, all()), wanted));
    const left = box.scrollLeft + x, top = box.scrollTop + y, ratio = scale / before;
    sheet.style.transform = `scale(${scale})`;
    sheet.style.margin = `0 ${width * (scale - 1)}px ${height * (scale - 1)}px 0`;
    box.scrollTo(left * ratio - x, top * ratio - y);
  };
  const nearer = () => zoom(scale * 1.25);
  const steps = { "+": nearer, "=": nearer, "-": () => zoom(scale / 1.25), "0": () => zoom(all()) };
  const make = (name) => document.createElement(name), tools = make("div");
  tools.className = "panzoom-tools";
  [["+", "+", words.zoomin], ["-", "−", words.zoomout], ["0", words.zoomall]].forEach(([key, sign, name = sign]) => {
    const button = make("button");
    button.textContent = sign;
    button.ariaLabel = name;
    button.onclick = steps[key];
    tools.append(button);
  });
  box.before(tools);
  const at = (point, frame = box.getBoundingClientRect()) => [point.clientX - frame.x, point.clientY - frame.y];
  box.onkeydown = (event) => {
    if (event.target === box && !event.ctrlKey && !event.metaKey) steps[event.key]?.();
  };
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(scale * Math.exp(-event.deltaY / 300), ...at(event));
  }, { passive: false });
  box.onpointerdown = (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("a, .canvas-node")) return;
    event.preventDefault();
    const left = box.scrollLeft + event.clientX, top = box.scrollTop + event.clientY;
    box.onpointermove = (now) => box.scrollTo(left - now.clientX, top - now.clientY);
    addEventListener("pointerup", () => { box.onpointermove = null; }, { once: true });
  };
  // Two fingers, about the first of them; one finger scrolls, as everywhere.
  const move = (event) => {
    const [one, two] = event.touches;
    if (!two) return;
    event.preventDefault();
    const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    if (event.type === "touchmove") zoom(scale * now / apart, ...at(one));
    apart = now;
  };
  box.addEventListener("touchstart", move);
  box.addEventListener("touchmove", move, { passive: false });
  // What is legible comes before what fits: the more so where little does.
  zoom(Math.max(all(), Math.min(1, box.clientWidth / width), box.clientWidth < 700 ? 0.8 : 0.55), 0, 0);
});
})();
