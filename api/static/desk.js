/* Forms that are kept while they are filled in, and the end of a session that nobody uses. Every page works without them. */
(function () {
  "use strict";
  var desk = document.querySelector("[data-desk]");
  if (!desk) { return; }
  var IDLE = Number(desk.dataset.idle) * 1000, WARNED = Math.min(120000, IDLE / 2), EVERY = 4000;
  var OURS = ["csrf_token", "_password", "_key", "_version", "_case", "_more", "_unfinished"];
  var SEEN = "yifa-seen";

  function body(values) {
    var made = new URLSearchParams();
    made.set("csrf_token", desk.dataset.csrf);
    Object.keys(values).forEach(function (name) { made.set(name, values[name]); });
    return made;
  }
  function heard() {
    try { window.localStorage.setItem(SEEN, String(Date.now())); } catch (error) { seen = Date.now(); }
  }
  var seen = Date.now();
  function lastHeard() {
    try { return Number(window.localStorage.getItem(SEEN)) || seen; } catch (error) { return seen; }
  }
  function send(path, values) {
    return fetch(path, { method: "POST", body: body(values), credentials: "same-origin" }).then(function (answer) {
      if (answer.ok) { heard(); }
      return answer.ok;
    }, function () { return false; });
  }
  heard();
  // Files on their way and pieces of pages that are fetched keep the session as well.
  if (window.PerformanceObserver) {
    new PerformanceObserver(function (list) {
      if (list.getEntries().some(function (one) { return one.initiatorType === "xmlhttprequest" || one.initiatorType === "fetch"; })) { heard(); }
    }).observe({ entryTypes: ["resource"] });
  }

  // What stands in a form, by name, without what belongs to the page.
  function written(form) {
    var pairs = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && OURS.indexOf(name) < 0) { pairs.push([name, value]); }
    });
    return pairs;
  }
  function filled(pairs) { return JSON.stringify(pairs.filter(function (pair) { return pair[1] !== ""; })); }
  function named(form, name) {
    return Array.prototype.filter.call(form.elements, function (one) { return one.name === name; });
  }
  function makeRow(form, name) {
    var parts = /^(.*)\.(\d+)\.([^.]+)$/.exec(name);
    if (!parts || Number(parts[2]) > 500) { return; }
    form.querySelectorAll("[data-rows]").forEach(function (box) {
      var pattern = box.querySelector("template"), more = box.querySelector("[data-add-row]");
      if (!pattern || !more || !pattern.content.querySelector("[name='" + CSS.escape(parts[1] + ".__n__." + parts[3]) + "']")) { return; }
      for (var turn = 0; turn < 500 && !named(form, name).length; turn += 1) { more.click(); }
    });
  }
  function restore(form, pairs) {
    var values = {};
    pairs.forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(pair[1]); });
    Array.prototype.forEach.call(form.elements, function (one) {
      if ((one.type === "checkbox" || one.type === "radio") && OURS.indexOf(one.name) < 0) { one.checked = false; }
    });
    Object.keys(values).forEach(function (name) {
      if (!named(form, name).length) { makeRow(form, name); }
      named(form, name).forEach(function (one, place) {
        if (one.type === "checkbox" || one.type === "radio") { one.checked = values[name].indexOf(one.value) >= 0; }
        else if (one.type !== "hidden" && one.type !== "file" && place < values[name].length) { one.value = values[name][place]; }
        var box = one.closest("details");
        if (box && values[name][0]) { box.open = true; }
      });
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(form, kept, forget) {
    var bar = document.createElement("div"), told = document.createElement("span");
    bar.className = "tip kept-offer no-print";
    bar.setAttribute("role", "status");
    told.textContent = "您于" + kept.saved + "填写的内容还没有提交，已为您保留。";
    bar.append(told);
    [["恢复草稿", "btn btn-primary btn-s", function () { restore(form, kept.pairs); }], ["丢弃", "btn btn-plain btn-s", forget]].forEach(function (one) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = one[1];
      button.textContent = one[0];
      button.addEventListener("click", function () { one[2](); bar.remove(); });
      bar.append(button);
    });
    form.before(bar);
  }

  function keepForm(form) {
    var address = form.dataset.guard, mark = document.createElement("input"), leaving = false;
    var first = JSON.stringify(written(form)), last = first, refused = Boolean(document.querySelector("[data-refusal]"));
    mark.type = "hidden";
    mark.name = "_unfinished";
    mark.value = address;
    form.append(mark);
    function now() { return JSON.stringify(written(form)); }
    function save(away) {
      var content = now();
      if (leaving || content === last) { return; }
      last = content;
      if (away) { navigator.sendBeacon("/unfinished", body({ address: address, content: content })); return; }
      send("/unfinished", { address: address, content: content }).then(function (done) { if (!done && last === content) { last = ""; } });
    }
    if (refused) { last = ""; } else {
      fetch("/unfinished?address=" + encodeURIComponent(address), { credentials: "same-origin" }).then(function (answer) {
        return answer.ok ? answer.json() : { pairs: [] };
      }).then(function (kept) {
        if (!kept.pairs.length || filled(kept.pairs) === filled(JSON.parse(first))) { return; }
        offer(form, kept, function () { send("/unfinished/discard", { address: address }); });
      }, function () {});
    }
    form.addEventListener("submit", function () { leaving = true; });
    window.addEventListener("pageshow", function () { leaving = false; });
    window.addEventListener("pagehide", function () { save(true); });
    document.addEventListener("visibilitychange", function () { if (document.hidden) { save(true); } });
    window.setInterval(function () { save(false); }, EVERY);
  }
  document.querySelectorAll("form[data-guard^='/']").forEach(keepForm);

  // What is wrong with a field is told beside it as soon as one has left it, and is gone once it is mended.
  function tell(control, text) {
    var box = control.closest(".field"), old = box && box.querySelector(":scope > .wrong");
    if (!box || (!text && !old)) { return; }
    if (old) { old.remove(); }
    box.classList.toggle("field-wrong", Boolean(text));
    var hint = document.getElementById(control.id + "-hint") ? control.id + "-hint" : "";
    if (!text) {
      control.removeAttribute("aria-invalid");
      if (hint) { control.setAttribute("aria-describedby", hint); } else { control.removeAttribute("aria-describedby"); }
      return;
    }
    var made = document.createElement("div");
    made.className = "wrong";
    made.id = control.id + "-wrong";
    made.setAttribute("role", "status");
    made.textContent = text;
    box.append(made);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", (made.id + " " + hint).trim());
  }
  function checked(control) {
    var asked = control.value;
    fetch("/check", { method: "POST", body: body({ name: control.name, value: asked }), credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (told) {
      if (told && control.value === asked) { tell(control, told.wrong); }
    }, function () {});
  }
  document.querySelectorAll("form[data-guard^='/']").forEach(function (form) {
    form.addEventListener("change", function (event) {
      var control = event.target;
      if (control.id && /^[a-z]\w*\.\w/.test(control.name || "") && control.type !== "checkbox" && control.type !== "radio") { checked(control); }
    });
  });

  // Two minutes before the session ends it is told; other windows of the same person count.
  var dialog = null, rest = null;
  function ask() {
    dialog = document.createElement("dialog");
    dialog.className = "idle";
    dialog.setAttribute("aria-labelledby", "idle-title");
    var title = document.createElement("h2"), button = document.createElement("button");
    rest = document.createElement("p");
    title.id = "idle-title";
    title.textContent = "即将自动退出";
    button.type = "button";
    button.className = "btn btn-primary";
    button.textContent = "继续使用";
    button.addEventListener("click", function () { send("/still-here", {}).then(function (done) { if (done) { close(); } else { leave(); } }); });
    dialog.addEventListener("cancel", function (event) { event.preventDefault(); button.click(); });
    dialog.append(title, rest, button);
    document.body.append(dialog);
    dialog.showModal();
  }
  function close() { if (dialog) { dialog.close(); dialog.remove(); dialog = null; } }  // closing gives the focus back to where it was
  function leave() {
    var form = document.querySelector("form[data-guard^='/']");
    document.documentElement.setAttribute("data-leaving", "");
    window.location.assign(form ? form.dataset.guard : window.location.pathname + window.location.search);
  }
  window.setInterval(function () {
    var left = IDLE - (Date.now() - lastHeard());
    if (left > WARNED) { close(); return; }
    if (left <= -1500) { leave(); return; }
    if (!dialog) { ask(); }
    rest.textContent = "您已经较长时间没有操作，" + Math.max(0, Math.ceil(left / 1000)) + "秒后自动退出登录。正在填写的内容已经保存，重新登录后可以恢复。";
  }, 1000);

  // Single keys, told on the page of help; never while somebody is typing, and not where they were switched off.
  var OFF = "yifa-keys-off", GO = { w: "/worklist", d: "/lists/todo", r: "/lists/claim", y: "/lists/acted", c: "/lists/reading", a: "/lists/cases", n: "/notices", l: "/calendar", s: "/supervision", t: "/supervision/overview", f: "/law", h: "/help" };
  var going = 0;
  function off() { try { return window.localStorage.getItem(OFF) === "1"; } catch (error) { return false; } }
  function focusSearch() {
    var box = document.querySelector("main [data-search]") || document.querySelector("[data-search]");
    if (box && box.offsetParent) { box.focus(); box.select(); } else { window.location.assign("/search"); }
  }
  function move(step) {
    var all = Array.prototype.filter.call(document.querySelectorAll("main .list tbody a.title, main .found a.title, main .todo a"), function (one) { return one.offsetParent; });
    if (!all.length) { return; }
    var at = all.indexOf(document.activeElement), next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }
  function go(href) { // only where this person's menu leads
    if (document.querySelector(".nav-group a[href='" + href + "'], .bell[href='" + href + "']")) { window.location.assign(href); }
  }
  document.addEventListener("keydown", function (event) {
    if (off() || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) { return; }
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) { return; }
    var after = Date.now() - going < 1500, key = event.key;
    going = 0;
    if (after && GO[key]) { event.preventDefault(); go(GO[key]); return; }
    if (key === "g") { going = Date.now(); return; }
    if (key === "/") { event.preventDefault(); focusSearch(); }
    if (key === "?") { event.preventDefault(); window.location.assign("/help#keys"); }
    if (key === "j" || key === "k") { event.preventDefault(); move(key === "j" ? 1 : -1); }
  });
  document.querySelectorAll("[data-keys-off]").forEach(function (box) {
    box.hidden = false;
    box.querySelector("input").checked = off();
    box.querySelector("input").addEventListener("change", function (event) {
      try { window.localStorage.setItem(OFF, event.target.checked ? "1" : "0"); } catch (error) { event.target.checked = false; }
    });
  });
})();
