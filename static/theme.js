// The theme: follows the system until the reader chooses, and remembers the choice.
// It runs before the first paint, and marks the page as one with scripts; whatever is wrong with the store, the page shows.
(() => {
  const KEY = "downhill.theme";
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const read = () => {
    try {
      const stored = localStorage.getItem(KEY);
      return stored in NEXT ? stored : "system";
    } catch {
      return "system";
    }
  };
  let theme = read();

  const show = () => {
    const root = document.documentElement;
    if (theme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
    const button = document.getElementById("theme");
    if (button) {
      button.hidden = false;
      button.textContent = button.dataset[theme];
    }
    document.dispatchEvent(new Event("downhill:theme"));
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#theme")) return;
    theme = NEXT[theme];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage is off: the choice holds until the page is left.
    }
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("downhill:page", show);
  document.documentElement.classList.add("script");
  show();
})();
