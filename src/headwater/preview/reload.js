// Reloads the page when what it shows has changed, and shows why the site could not be rebuilt.
// Only the preview adds this script to pages; the site that is written has none of it.
(() => {
  "use strict";

  const { mark: firstMark, url } = document.currentScript.dataset;
  const SCROLL = "headwater-scroll";
  let mark = firstMark;
  let source = null;
  let banner = null;

  const decoded = (path) => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  };

  const shown = () => {
    const parts = document.querySelectorAll("[src], link[rel~=stylesheet]");
    const addresses = Array.from(parts, (part) => new URL(part.src || part.href, location.href));
    return new Set([url, ...[location, ...addresses].map(({ pathname }) => decoded(pathname))]);
  };

  const reload = () => {
    disconnect();
    sessionStorage.setItem(SCROLL, JSON.stringify([location.href, scrollX, scrollY]));
    history.scrollRestoration = "manual";
    location.reload();
  };

  const restoreScroll = () => {
    const [href, left, top] = JSON.parse(sessionStorage.getItem(SCROLL) || "[]");
    sessionStorage.removeItem(SCROLL);
    if (href !== location.href) return;
    const scroll = () => scrollTo({ left, top, behavior: "instant" });
    scroll();
    // Again once images have their heights.
    addEventListener("load", () => {
      scroll();
      history.scrollRestoration = "auto";
    });
  };

  const hideProblem = () => {
    banner?.remove();
    banner = null;
  };

  const showProblem = ({ message, hint }) => {
    hideProblem();
    banner = document.createElement("div");
    banner.setAttribute("role", "alert");
    banner.textContent = hint ? `${message}\nhint: ${hint}` : message;
    // By script, as the policy forbids styles in the page.
    Object.assign(banner.style, {
      position: "fixed",
      inset: "auto 0 0 0",
      zIndex: "2147483647",
      padding: "0.75rem 1rem",
      font: "14px/1.4 ui-monospace, monospace",
      whiteSpace: "pre-wrap",
      color: "#fff",
      background: "#9b1c1c",
    });
    document.body.append(banner);
  };

  // How much is odd about the vault, beside the link to the page that tells it. To find out takes the server a
  // while, so it is asked once nothing has happened for some time; a number that may be old is not shown.
  const health = document.querySelector(".site-header a.health");
  const counts = document.createElement("span");
  const CALM = 2000;
  let asking = 0;

  const askForCounts = () => {
    clearTimeout(asking);
    counts.remove();
    if (!health) return;
    const asked = (asking = setTimeout(async () => {
      const answer = await fetch(health.href).catch(() => null);
      const page = answer?.ok ? await answer.text() : "";
      const told = new DOMParser().parseFromString(page, "text/html").querySelector("[data-worst]");
      if (asked !== asking || !told?.dataset.worst) return;
      counts.className = "count";
      counts.textContent = ` ${told.dataset.worst}`;
      health.append(counts);
    }, CALM));
  };

  const connect = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/.headwater/events?since=${mark}`);
    source.addEventListener("change", (event) => {
      mark = event.lastEventId;
      hideProblem();
      const urls = JSON.parse(event.data).urls;
      const here = shown();
      if (urls.some((changed) => changed === "*" || here.has(changed))) reload();
      else askForCounts();
    });
    source.addEventListener("problem", (event) => showProblem(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      // Some browsers give up where nobody listens, as while the preview is started again.
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      setTimeout(connect, 1000);
    });
  };

  const disconnect = () => {
    source?.close();
    source = null;
  };

  // Hidden pages hold no connection: browsers allow six to one host, and a page more would wait for ever.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
  askForCounts();
  restoreScroll();
})();
