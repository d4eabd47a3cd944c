/* How many notices wait, as it changes. Without scripts the number is that of the page. */
(function () {
  "use strict";
  var bell = document.querySelector("[data-bell]"), source = null, over = false;
  if (!bell || !window.EventSource) { return; }

  function show(count) {
    var number = bell.querySelector("b"), words = bell.querySelector(".visually-hidden"), text = count > 99 ? "99+" : String(count);
    if ((number ? number.textContent : "0") === text) { return; }
    if (number) { number.remove(); }
    if (words) { words.remove(); }
    bell.classList.toggle("bell-on", count > 0);
    if (count > 0) {
      number = document.createElement("b");
      words = document.createElement("span");
      words.className = "visually-hidden";
      number.textContent = text;
      words.textContent = "条未读";
      bell.append(number, words);
      said.textContent = "有" + text + "条通知未读";
    }
    document.querySelectorAll("[data-bell-news]").forEach(function (one) { one.hidden = false; });
  }
  function close() { if (source) { source.close(); source = null; } }
  // Only the page that is looked at keeps a stream: a browser has few connections for one address.
  function open() {
    if (source || over || document.visibilityState !== "visible") { return; }
    source = new EventSource("/api/notices/stream");
    source.addEventListener("unread", function (event) { show(Number(event.data)); });
    source.addEventListener("over", function () { over = true; close(); });
  }
  var said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("aria-live", "polite");
  bell.after(said);
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "visible") { open(); } else { close(); } });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { open(); } });
  window.setTimeout(open, 600); // whoever only passes through needs none
})();
