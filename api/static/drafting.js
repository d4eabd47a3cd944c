// With scripts a chosen article or phrase goes in where the cursor stands, without sending the form.
(function () {
  "use strict";
  var box = document.querySelector("[data-aids]");
  if (!box) { return; }
  var form = box.closest("form"), into = box.querySelector("[name='_into']");
  function field() { return into ? form.elements.namedItem(into.value) : null; }
  form.addEventListener("focusin", function (event) { // whichever long field was written in last
    if (!into || event.target.tagName !== "TEXTAREA") { return; }
    if (Array.prototype.some.call(into.options, function (one) { return one.value === event.target.name; })) { into.value = event.target.name; }
  });
  box.addEventListener("click", function (event) {
    var button = event.target.closest("[data-put]"), target = button && field();
    if (!target) { return; }
    event.preventDefault();
    target.setRangeText(button.dataset.put, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  });
  box.addEventListener("keydown", function (event) { // Enter in the search looks the words up and sends nothing else
    if (event.key !== "Enter" || event.target.name !== "_law") { return; }
    event.preventDefault();
    form.requestSubmit(box.querySelector("button[value='law']"));
  });
}());
