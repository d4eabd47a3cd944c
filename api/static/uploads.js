/* Several files at once, by choosing or by dropping, piece by piece: a broken connection goes on where it stopped. */
document.querySelectorAll("form[data-uploads]").forEach(function (form) {
  "use strict";
  if (!window.fetch) { return; }
  var address = form.dataset.uploads;
  var input = form.querySelector("input[type=file]");
  var button = form.querySelector("button[type=submit]");
  var list = document.createElement("ul");
  var PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
  list.className = "arrivals";
  list.setAttribute("aria-live", "polite");
  form.append(list);
  input.multiple = !input.hasAttribute("capture"); // a camera takes one at a time

  function call(method, path, body, headers) {
    var all = { "x-csrf-token": form.querySelector("[name=csrf_token]").value, "accept": "application/json" };
    Object.keys(headers || {}).forEach(function (name) { all[name] = headers[name]; });
    return window.fetch(address + path, { method: method, headers: all, body: body, credentials: "same-origin" });
  }
  function sent(method, path, value, headers) {
    var all = headers || {};
    all["content-type"] = "application/json";
    return call(method, path, JSON.stringify(value), all);
  }
  function wait(turn) { return new Promise(function (go) { window.setTimeout(go, PAUSES[Math.min(turn, PAUSES.length - 1)]); }); }
  function mark(file) { return "arriving " + address + " " + [file.name, file.size, file.lastModified].join("|"); }
  function remembered(file) { try { return window.localStorage.getItem(mark(file)) || ""; } catch (_) { return ""; } }
  function remember(file, upload) {
    try {
      if (upload) { window.localStorage.setItem(mark(file), upload); } else { window.localStorage.removeItem(mark(file)); }
    } catch (_) { /* private browsing: then it only lasts as long as the page */ }
  }

  function line(file) {
    var item = document.createElement("li");
    var name = document.createElement("span");
    var bar = document.createElement("progress");
    var said = document.createElement("span");
    name.textContent = file.name;
    bar.max = 100;
    bar.setAttribute("aria-label", "上传进度：" + file.name);
    said.className = "quiet small";
    item.append(name, bar, said);
    list.append(item);
    return { tell: function (text, part) { said.textContent = text; if (part !== undefined) { bar.value = part; } }, end: function (text, bad) { bar.remove(); said.textContent = text; said.className = bad ? "wrong" : "good small"; } };
  }

  // What the server refuses is told; what the network loses is tried again.
  function refused(answer) {
    return answer.json().catch(function () { return {}; }).then(function (told) {
      var fields = told.fields ? Object.values(told.fields) : [];
      var error = new Error(fields[0] || told.detail || "没有上传，请刷新页面后重试。");
      error.final = true;
      error.status = answer.status;
      throw error;
    });
  }
  function json(answer) { return answer.ok ? answer.json() : refused(answer); }

  async function begun(file, key) {
    var known = remembered(file);
    if (known) {
      var answer = await call("GET", "/" + known);
      if (answer.ok) { return answer.json(); }
      if (answer.status !== 404) { return refused(answer); }
    }
    var fresh = await json(await sent("POST", "", { name: file.name, size: file.size }, { "idempotency-key": key }));
    remember(file, fresh.upload);
    return fresh;
  }
  async function pieces(file, row, key) {
    var state = await begun(file, key);
    while (state.received < state.size) {
      var piece = file.slice(state.received, state.received + state.piece);
      var answer = await call("PATCH", "/" + state.upload, piece, { "content-type": "application/octet-stream", "upload-offset": String(state.received) });
      state = answer.status === 409 ? await json(await call("GET", "/" + state.upload)) : await json(answer);
      row.tell("已传" + Math.floor(state.received / state.size * 100) + "%", state.received / state.size * 100);
    }
    return state;
  }
  async function brought(file) {
    var row = line(file), turn = 0, key = Date.now().toString(36) + Math.random().toString(36).slice(2), as = form.querySelector("[name=_as]");
    var role = as ? as.value.split("|") : [""];
    for (;;) {
      try {
        var state = await pieces(file, row, key);
        row.tell("正在核对……", 100);
        var told = await json(await sent("POST", "/" + state.upload + "/finish", { role: role[0], represents: role[1] || "" }, { "idempotency-key": key }));
        remember(file, "");
        row.end(form.dataset.done ? "已入卷" : "已入卷，可以在表单中选择");
        return told;
      } catch (error) {
        if (error.final && error.status < 500) { remember(file, ""); row.end(error.message, true); return null; }
        row.tell("连接中断，稍后从断点继续……");
        await wait(turn++);
      }
    }
  }
  // Beside a form that is being filled in the material can be chosen at once; a new material is no new version of the matter.
  function offer(told) {
    var places = Array.from(document.querySelectorAll("select[data-materials]")), empty = places.filter(function (one) { return !one.value; });
    places.forEach(function (one) {
      if (!Array.from(one.options).some(function (option) { return option.value === told.digest; })) { one.add(new window.Option(told.name, told.digest)); }
      one.options[0].textContent = "请选择";
    });
    if (places.length === 1 && empty.length === 1) { empty[0].value = told.digest; }
  }
  async function bring(files) {
    var all = true;
    button.disabled = true;
    for (var at = 0; at < files.length; at++) {
      var told = await brought(files[at]);
      if (told && !form.dataset.done) { offer(told); }
      all = Boolean(told) && all;
    }
    button.disabled = false;
    input.value = "";
    if (all && files.length && form.dataset.done) { window.location.assign(form.dataset.done); }
  }

  form.addEventListener("submit", function (event) {
    if (!input.files.length) { return; }
    event.preventDefault();
    bring(Array.from(input.files));
  });
  form.classList.add("drop");
  ["dragenter", "dragover"].forEach(function (kind) { form.addEventListener(kind, function (event) { event.preventDefault(); form.classList.add("drop-here"); }); });
  ["dragleave", "drop"].forEach(function (kind) { form.addEventListener(kind, function (event) { event.preventDefault(); form.classList.remove("drop-here"); }); });
  form.addEventListener("drop", function (event) { bring(Array.from(event.dataTransfer.files)); });
});
