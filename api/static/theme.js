/* Light or dark, before anything is drawn: as chosen in this browser, otherwise as the system has it. */
(function () {
  "use strict";
  var KEY = "yifa-theme", system = window.matchMedia("(prefers-color-scheme: dark)");
  function chosen() {
    try { return window.localStorage.getItem(KEY) || "system"; } catch (error) { return "system"; }
  }
  function show() {
    var now = chosen();
    document.documentElement.setAttribute("data-bs-theme", now === "dark" || (now === "system" && system.matches) ? "dark" : "light");
  }
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", function () {
    var box = document.querySelector("[data-theme-choice]");
    if (!box) { return; }
    box.hidden = false;
    box.querySelector("select").value = chosen();
    box.querySelector("select").addEventListener("change", function (event) {
      try { window.localStorage.setItem(KEY, event.target.value); } catch (error) { return; }
      show();
    });
  });
  window.addEventListener("storage", show);
})();
