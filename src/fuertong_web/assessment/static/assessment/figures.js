// Figures of 评估预警 above their tables: funnel plot, places with intervals, bars; each can be saved as picture and data.

const INK = "#1f1f1f", GREY = "#8c8c8c", LINE = "#e3e5e8", BLUE = "#1677ff";
const FILLS = [BLUE, "#bfbfbf", "#006d75", "#8c8c8c"];
const STROKES = { solid: "path://M0,3h19v2h-19z", dashed: "path://M0,3h5v2h-5z M7,3h5v2h-5z M14,3h5v2h-5z", dotted: "path://M0,3h2v2h-2z M4,3h2v2h-2z M8,3h2v2h-2z M12,3h2v2h-2z M16,3h2v2h-2z" };

function base(data) {
  return {
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: INK },
    grid: { left: 8, right: 56, top: 40, bottom: 24, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 19, itemHeight: 8, selectedMode: false, data: data.legend || data.series.map((one) => one.name) },
    tooltip: { trigger: "item", renderMode: "richText", confine: true },
  };
}

function shown(value, data) {
  return value === null || value === undefined ? "—" : Number(value).toFixed(data.decimals || 0) + (data.unit || "");
}

function limit(name, key, data, type) {
  return { name, type: "line", symbol: "none", silent: true, lineStyle: { color: GREY, width: 1, type },
    itemStyle: { color: GREY }, data: data.curve.map((row) => [row.denominator, row[key]]) };
}

function funnel(data) {
  const one = base({ ...data, legend: [{ name: "地区", icon: "circle" }, { name: "总体水平", icon: STROKES.solid }, { name: "95%控制限", icon: STROKES.dashed }, { name: "99.8%控制限", icon: STROKES.dotted }] });
  one.tooltip.formatter = (hit) => `${hit.data.point.name}：${shown(hit.data.point.y, data)}\n${data.size}${hit.data.point.x}\n${hit.data.point.words}`;
  return {
    ...one,
    xAxis: { type: "value", scale: true, name: data.size, nameLocation: "middle", nameGap: 24, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, splitLine: { lineStyle: { color: LINE } } },
    series: [
      limit("总体水平", "centre", data, "solid"),
      limit("95%控制限", "lo95", data, "dashed"), limit("95%控制限", "hi95", data, "dashed"),
      limit("99.8%控制限", "lo998", data, "dotted"), limit("99.8%控制限", "hi998", data, "dotted"),
      { name: "地区", type: "scatter", symbolSize: 9, itemStyle: { color: BLUE },
        label: { show: true, position: "right", formatter: (hit) => (hit.data.point.zone === "inside" ? "" : hit.data.point.name) },
        data: data.points.map((point) => ({ value: [point.x, point.y], point })) },
    ],
  };
}

function names(data) {
  return { type: "category", inverse: true, data: data.names, axisTick: { show: false }, axisLine: { lineStyle: { color: GREY } }, axisLabel: { color: INK } };
}

// One row a place: the interval as a line, the published value as a point; the label names the group.
function dots(data) {
  const one = base({ ...data, legend: [{ name: "数值", icon: "circle" }, { name: "95%区间", icon: "rect" }] });
  one.tooltip.formatter = (hit) => { const row = data.rows[hit.dataIndex]; return `${row.name}：${shown(row.value, data)}\n95%区间：${shown(row.lo, data)}—${shown(row.hi, data)}`; };
  const bars = data.rows.map((row) => (row.lo === null ? null : row.hi - row.lo));
  return {
    ...one, xAxis: { type: "value", scale: true, min: data.min, max: data.max, splitLine: { lineStyle: { color: LINE } } }, yAxis: names(data),
    series: [
      { name: "起点", type: "bar", stack: "range", barWidth: 4, silent: true, itemStyle: { color: "transparent" }, data: data.rows.map((row) => (row.lo === null ? 0 : row.lo)) },
      { name: "95%区间", type: "bar", stack: "range", barWidth: 4, itemStyle: { color: "#91caff" }, data: bars },
      { name: "数值", type: "scatter", symbolSize: 9, itemStyle: { color: BLUE }, data: data.rows.map((row) => row.value) },
    ],
  };
}

function bars(data) {
  const one = base(data);
  one.tooltip.formatter = (hit) => `${hit.name}\n${hit.seriesName}：${shown(hit.value, data)}${hit.data.words ? `（${hit.data.words}）` : ""}`;
  return {
    ...one, xAxis: { type: "value", min: 0, max: data.max, splitLine: { lineStyle: { color: LINE } } }, yAxis: names(data),
    series: data.series.map((row, i) => ({
      name: row.name, type: "bar", stack: data.stacked ? "all" : undefined, barMaxWidth: 14, itemStyle: { color: FILLS[i % FILLS.length] },
      label: { show: !data.stacked, position: "right", color: INK, formatter: (hit) => (hit.value === null ? "" : shown(hit.value, data)) },
      data: row.values.map((value, place) => ({ value, words: row.words ? row.words[place] : "" })),
    })),
  };
}

function csv(table) {
  const rows = Array.from(table.rows).map((row) => Array.from(row.cells).map((cell) => `"${cell.textContent.trim().replace(/"/g, '""')}"`).join(","));
  return URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n")], { type: "text/csv" }));
}

function button(figure, hook, name, address) {
  const one = figure.querySelector(hook);
  one.hidden = false;
  one.addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = name;
    link.href = address();
    link.click();
  });
}

const SHAPES = { funnel, dots, bars };

function start(figure) {
  const box = figure.querySelector("[data-as-chart]");
  if (!box || !window.echarts) return;
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  box.hidden = false;
  if (data.names) box.classList.add(data.names.length > 10 ? "as-tall" : "as-rows");
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption(SHAPES[data.shape](data));
  window.addEventListener("resize", () => chart.resize());
  window.addEventListener("beforeprint", () => chart.resize());
  const sheet = figure.querySelector("details");
  sheet.open = false;
  window.addEventListener("beforeprint", () => { sheet.open = true; });
  button(figure, "[data-as-png]", `${data.title}.png`, () => chart.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" }));
  button(figure, "[data-as-csv]", `${data.title}.csv`, () => csv(figure.querySelector("[data-as-table]")));
}

for (const figure of document.querySelectorAll("[data-as-figure]")) start(figure);
