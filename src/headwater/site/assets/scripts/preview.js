// Shows what a link to a note leads to, while it is pointed at, has the focus by key, or was pressed for long.
(() => {
  const box = document.createElement("div");
  Object.assign(box, { id: "preview", role: "tooltip", hidden: true });
  document.querySelector("main").append(box);
  // The link that is shown, or is going to be, or was and has been sent away.
  let link = null;
  // Where a finger is or was last: what begins a long press may be a tap, or scroll the page.
  let touch = null;
  let opening, closing;

  const hide = () => {
    clearTimeout(opening);
    if (box.hidden) return;
    box.hidden = true;
    link.removeAttribute("aria-describedby");
  };
  const stay = () => (closing = clearTimeout(closing));
  const close = () => {
    stay();
    hide();
    link = null;
  };
  const leave = () => {
    if (link && !touch && !link.matches(":focus-visible")) closing ||= setTimeout(close, 250);
  };

  const place = (href) => {
    const to = new URL(href, location).href.replace(/[?#].*/s, "");
    if (!to.startsWith(root)) return "";
    try {
      return decodeURIComponent(to.slice(root.length)).replace(/(^|\/)index\.html$/, "$1");
    } catch {
      return "";
    }
  };
  // CRC-32, by which the site has put previews into files.
  const sum = (text) => {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320);
    }
    return ~crc >>> 0;
  };
  const find = async (to) => {
    if (!to.endsWith("/") || to === place(location)) return null;
    const files = await headwater.load("previews/files");
    const some = files && (await headwater.load(`previews/${(sum(to) % files).toString(16)}`));
    return some && Object.hasOwn(some, to) ? some[to] : null;
  };

  const show = ([kind, ...lines]) => {
    box.className = `preview kind-${kind}`;
    const names = ["kind", "called", "said", "known"];
    box.innerHTML = lines.map((html, at) => html && `<p class="${names[at]}">${html}</p>`).join("");
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    box.style.left = box.style.top = 0;
    const at = link.getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const above = at.bottom + own.height + 14 > clientHeight && at.top > own.height + 14;
    const left = Math.max(8, Math.min(at.left, clientWidth - own.width - 8));
    box.style.left = `${left - own.left}px`;
    box.style.top = `${(above ? at.top - own.height - 6 : at.bottom + 6) - own.top}px`;
  };
  const want = (one, wait) => {
    stay();
    if (one === link) return;
    close();
    link = one;
    const found = find(place(one.href.baseVal ?? one.href));
    opening = setTimeout(async () => {
      const given = await found;
      if (link !== one) return;
      if (given) show(given);
      else link = null;
    }, wait);
  };

  const linkAt = (target) => target.closest("main a[href]");
  const on = (names, react) => {
    for (const name of names.split(" ")) document.addEventListener(name, react, true);
  };
  on("pointerover", ({ target, pointerType, buttons }) => {
    if (pointerType === "touch" || buttons) return;
    const one = linkAt(target);
    if (one) want(one, 350);
    else if (box.contains(target)) stay();
    else leave();
  });
  on("focusin", ({ target }) => {
    if (linkAt(target) === target && target.matches(":focus-visible")) want(target, 350);
  });
  on("focusout", ({ target }) => {
    if (target === link) close();
  });
  on("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    hide();
    event.stopPropagation();
  });
  on("pointerdown", (event) => {
    if (box.contains(event.target)) return;
    close();
    touch = event.pointerType === "touch" ? event : null;
    const one = linkAt(event.target);
    if (touch && one) want(one, 400);
  });
  on("pointermove pointerup pointercancel", ({ type, clientX, clientY }) => {
    const near = type === "pointermove" && Math.hypot(clientX - touch?.clientX, clientY - touch?.clientY) < 10;
    if (touch && box.hidden && !near) close();
  });
  // What else a long press does would hide the preview, or follow the link.
  on("contextmenu click", (event) => {
    if (touch && link && linkAt(event.target) === link && (event.type !== "click" || !box.hidden)) event.preventDefault();
  });
})();
