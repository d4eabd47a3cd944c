/* Small conveniences. Every page works without them. */
(function () {
  "use strict";

  // Repeated rows: show one blank row, add more by copying the pattern.
  function tidyRows(box) {
    var items = box.querySelectorAll("[data-row]");
    var keep = Number(box.dataset.filled) + 1;
    items.forEach(function (item, place) { if (place >= keep) { item.remove(); } });
    var button = box.querySelector("[data-add-row]");
    if (!button) { return; }
    button.type = "button";
    button.textContent = "再加一行";
    button.addEventListener("click", function () {
      var next = box.querySelectorAll("[data-row]").length;
      var copy = box.querySelector("template").content.cloneNode(true);
      copy.querySelectorAll("*").forEach(function (node) {
        ["id", "name", "for", "aria-describedby", "list"].forEach(function (attribute) {
          var value = node.getAttribute(attribute);
          if (value && value.indexOf("__n__") >= 0) { node.setAttribute(attribute, value.replace("__n__", next)); }
        });
      });
      copy.querySelector(".no").textContent = String(next + 1);
      box.querySelector("[data-rows-end]").before(copy);
      var added = box.querySelectorAll("[data-row]")[next];
      if (window.htmx) { window.htmx.process(added); }
      var first = added.querySelector("input, select, textarea");
      if (first) { first.focus(); }
    });
  }
  document.querySelectorAll("[data-rows]").forEach(tidyRows);

  // What opens over the page is closed by Escape, and one stands again where one opened it.
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && event.target.closest("details.menu[open], .list-bar details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // Warn before leaving a form that was begun.
  var begun = false;
  document.querySelectorAll("form[data-guard]").forEach(function (form) {
    form.addEventListener("input", function () { begun = true; });
    form.addEventListener("submit", function () { begun = false; });
  });
  window.addEventListener("beforeunload", function (event) { if (begun && !document.documentElement.hasAttribute("data-leaving")) { event.preventDefault(); } });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-all]").forEach(function (box) {
    box.hidden = false;
    box.querySelector("input").addEventListener("change", function (event) {
      document.querySelectorAll("input[name='" + box.dataset.all + "']").forEach(function (one) { one.checked = event.target.checked; });
    });
  });
  document.querySelectorAll("[data-fill]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var pair = JSON.parse(button.dataset.fill);
      Object.keys(pair).forEach(function (id) { document.getElementById(id).value = pair[id]; });
    });
  });
  document.querySelectorAll("select[data-submit]").forEach(function (chooser) {
    chooser.addEventListener("change", function () { chooser.form.submit(); });
  });

  // On a telephone the tabs scroll sideways: show the one that is open.
  var tab = document.querySelector(".tabs [aria-current]");
  if (tab) { tab.parentNode.scrollLeft = tab.offsetLeft - tab.parentNode.offsetLeft - 60; }

  // Bring the refusal into view and to the screen reader's notice.
  var refusal = document.querySelector("[data-refusal]");
  if (refusal) { refusal.focus(); }
})();
