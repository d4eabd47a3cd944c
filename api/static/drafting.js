// With scripts a chosen article or phrase goes in where the cursor was left, else at the end, without sending the form.
(function () {
  "use strict";
  var box = document.querySelector("[data-aids]");
  if (!box) { return; }
  var form = box.closest("form"), into = box.querySelector("[name='_into']"), written = [];
  function field() { return into ? form.elements.namedItem(into.value) : null; }
  function here(event) { // whichever long field was clicked or written in last; passing through with Tab is neither
    if (!into || event.target.tagName !== "TEXTAREA" || event.key === "Tab" || event.key === "Shift") { return; }
    written.push(event.target);
    if (Array.prototype.some.call(into.options, function (one) { return one.value === event.target.name; })) { into.value = event.target.name; }
  }
  ["click", "keyup", "input"].forEach(function (what) { form.addEventListener(what, here); });
  box.addEventListener("click", function (event) {
    var button = event.target.closest("[data-put]"), target = button && field();
    if (!target) { return; }
    event.preventDefault();
    if (written.indexOf(target) < 0) { target.setSelectionRange(target.value.length, target.value.length); }
    var before = target.value.slice(0, target.selectionStart), line = "line" in button.dataset && before && before.slice(-1) !== "\n" ? "\n" : "";
    target.setRangeText(line + button.dataset.put, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" }); // wherever the page is still scrolling to
  });
  box.addEventListener("keydown", function (event) { // Enter in the search looks the words up and sends nothing else
    if (event.key !== "Enter" || event.target.name !== "_law") { return; }
    event.preventDefault();
    form.requestSubmit(box.querySelector("button[value='law']"));
  });
}());
