// Light, dark or as the system is: what a reader chose last. It runs before anything is painted, so that nothing flashes.
(() => {
  const names = { auto: words["theme.auto"], light: words["theme.light"], dark: words["theme.dark"] };
  const themes = Object.keys(names);
  const root = document.documentElement;
  // Where nothing can be kept, such as in a private window, the choice holds for the page alone.
  const kept = (theme) => {
    try {
      if (theme) localStorage.setItem("headwater.theme", theme);
      return localStorage.getItem("headwater.theme");
    } catch {
      return theme;
    }
  };
  let chosen = themes.includes(kept()) ? kept() : "auto";
  const show = () => (chosen === "auto" ? delete root.dataset.theme : (root.dataset.theme = chosen));
  show();
  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    const name = () => {
      button.title = `${words["theme"]}: ${names[chosen]}`;
      button.setAttribute("aria-label", button.title);
      button.textContent = "◐☀☾"[themes.indexOf(chosen)];
    };
    button.type = "button";
    button.className = "theme";
    button.addEventListener("click", () => {
      chosen = themes[(themes.indexOf(chosen) + 1) % themes.length];
      kept(chosen);
      show();
      name();
    });
    name();
    document.querySelector(".site-header").append(button);
  });
})();
