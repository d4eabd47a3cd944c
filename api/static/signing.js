/* 当面签收: what is signed, by whom, when, and the strokes, as one picture that goes into the file like any other. */
document.querySelectorAll("form[data-signing]").forEach(function (form) {
  "use strict";
  var canvas = form.querySelector("canvas"), wrong = form.querySelector("[data-wrong]"), file = form.querySelector("[name=file]");
  var paper = form.querySelector("[data-paper]"), signer = form.querySelector("[data-signer]");
  if (!window.SignaturePad || !window.DataTransfer) { return; }
  form.hidden = false;
  var clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "medium" });
  var pad = new window.SignaturePad(canvas, { minWidth: 1.2, maxWidth: 3.2, penColor: "#111111", backgroundColor: "#ffffff" });

  // As many dots as the screen has; what is signed already stays when a telephone is turned.
  function fit() {
    var ratio = Math.max(window.devicePixelRatio || 1, 1), strokes = pad.toData();
    if (canvas.width === Math.round(canvas.offsetWidth * ratio)) { return; }
    canvas.width = Math.round(canvas.offsetWidth * ratio);
    canvas.height = Math.round(canvas.offsetHeight * ratio);
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    pad.fromData(strokes);
  }
  function wrapped(pen, text, width) {
    var lines = [""];
    Array.from(text).forEach(function (sign) {
      var last = lines[lines.length - 1];
      if (pen.measureText(last + sign).width > width) { lines.push(sign); } else { lines[lines.length - 1] = last + sign; }
    });
    return lines;
  }
  function picture() {
    var whole = document.createElement("canvas"), pen = whole.getContext("2d"), size = 22, line = 34, edge = 24;
    whole.width = Math.max(canvas.width, 640) + 2 * edge;
    pen.font = size + "px sans-serif";
    var told = ["签收文书：" + paper.value.trim(), "签收人：" + signer.value.trim(), "签收时间：" + clock.format(new Date()) + "（签名设备的时间）"];
    var lines = told.flatMap(function (text) { return wrapped(pen, text, whole.width - 2 * edge); });
    whole.height = canvas.height + lines.length * line + 3 * edge;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, whole.width, whole.height);
    pen.fillStyle = "#111111";
    pen.font = size + "px sans-serif";
    lines.forEach(function (text, at) { pen.fillText(text, edge, edge + (at + 1) * line - 8); });
    pen.drawImage(canvas, edge, edge + lines.length * line + edge);
    pen.strokeStyle = "#888888";
    pen.strokeRect(edge, edge + lines.length * line + edge, canvas.width, canvas.height);
    return whole.toDataURL("image/png");
  }
  function bytes(address) { return Uint8Array.from(window.atob(address.split(",")[1]), function (sign) { return sign.charCodeAt(0); }); }
  function say(text, where) {
    wrong.textContent = text;
    wrong.hidden = !text;
    if (where) {
      where.focus({ preventScroll: true });
      where.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }
  function missing() {
    if (!paper.value.trim()) { return ["请写明签收的是哪份文书。", paper]; }
    if (!signer.value.trim()) { return ["请填写签收人。", signer]; }
    return pad.isEmpty() ? ["还没有签名，请对方在框内手写签名。", null] : null;
  }

  form.addEventListener("submit", function (event) {
    var lacking = missing();
    if (lacking) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say(lacking[0], lacking[1]);
      return;
    }
    say("");
    var carried = new window.DataTransfer();
    carried.items.add(new window.File([bytes(picture())], "签名：" + paper.value.trim() + "，" + signer.value.trim() + ".png", { type: "image/png" }));
    file.files = carried.files;
  });
  form.querySelector("[data-again]").addEventListener("click", function () { pad.clear(); say(""); });
  form.addEventListener("input", function () { say(""); });
  pad.addEventListener("beginStroke", function () { say(""); });
  window.addEventListener("resize", fit);
  fit();
});
