/* Pictures of the tables beside them. Told apart by pattern, shape and word, not by colour alone. */
(function () {
  "use strict";
  if (!window.echarts) { return; }
  var DARK = document.documentElement.getAttribute("data-bs-theme") === "dark";
  var COLOURS = DARK ? ["#6ea5e8", "#f0a060", "#5cc2ac", "#ff9d92"] : ["#1f4a7c", "#c4661f", "#2f7d6d", "#8a1414"];
  var INK = DARK ? "#e9e7e2" : "#1d2127", QUIET = DARK ? "#b6bbc3" : "#4d545e", SHEET = DARK ? "#1d2127" : "#ffffff";
  var SHAPES = ["circle", "rect", "triangle", "diamond"];
  var DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]];
  var FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

  function series(chart) {
    return chart.rows.map(function (row, place) {
      var one = { name: row[0], data: row[1], type: chart.lines ? "line" : "bar", animation: false };
      if (chart.lines) {
        one.symbol = SHAPES[place % 4];
        one.symbolSize = 9;
        one.lineStyle = { type: DASHES[place % 4], width: 2 };
      } else {
        one.barMaxWidth = 26;
        one.label = { show: true, position: chart.lying ? "right" : "top", color: INK };
      }
      return one;
    });
  }

  function option(chart) {
    var narrow = window.innerWidth < 600;
    var names = { type: "category", data: chart.labels, inverse: chart.lying, axisLabel: { color: INK, width: narrow ? 90 : 190, overflow: chart.lying ? "truncate" : "break", hideOverlap: true } };
    var numbers = { type: "value", minInterval: 1, name: chart.unit, axisLabel: { color: QUIET }, nameTextStyle: { color: QUIET } };
    return {
      color: COLOURS,
      textStyle: { fontFamily: FONT },
      aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
      grid: { left: 8, right: chart.lying ? 48 : 16, top: chart.rows.length > 1 ? 80 : 64, bottom: 8, containLabel: true },
      legend: chart.rows.length > 1 ? { top: 22, left: 0, itemWidth: 26, textStyle: { color: INK } } : undefined,
      title: { text: chart.title, textStyle: { fontSize: 13, fontWeight: 600, color: INK }, left: 0, top: 0 },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      xAxis: chart.lying ? numbers : names,
      yAxis: chart.lying ? names : numbers,
      series: series(chart)
    };
  }

  document.querySelectorAll("[data-chart]").forEach(function (box) {
    var chart = JSON.parse(box.dataset.chart);
    var place = box.querySelector(".picture-canvas");
    box.hidden = false;
    if (chart.lying && chart.labels.length > 5) { box.classList.add("picture-tall"); }
    var drawn = window.echarts.init(place, null, { renderer: "canvas" });
    drawn.setOption(option(chart));
    var width = place.clientWidth;
    window.addEventListener("resize", function () {
      if (place.clientWidth !== width) { width = place.clientWidth; drawn.resize(); }
    });
    box.querySelector("[data-picture]").addEventListener("click", function () {
      var link = document.createElement("a");
      link.href = drawn.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: SHEET });
      link.download = chart.title + ".png";
      link.click();
    });
  });
})();
