// Where the site is read from a folder, without a server, a link to a folder would show what lies in it.
(() => {
  if (location.protocol !== "file:") return;
  const complete = (event) => {
    const link = event.target.closest("a[href]");
    const to = link && new URL(link.getAttribute("href"), location);
    if (to?.protocol !== "file:" || !to.pathname.endsWith("/")) return;
    to.pathname += "index.html";
    link.setAttribute("href", to);
  };
  for (const about of ["click", "auxclick", "contextmenu"]) addEventListener(about, complete, true);
})();
