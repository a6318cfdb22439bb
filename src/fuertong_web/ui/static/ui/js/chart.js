// The trend chart: reads the JSON beside it (contract in ui/trend.py), draws with ECharts, offers CSV and PNG.

const INK = "#1f1f1f", GREY = "#8c8c8c", LINE = "#e3e5e8", BLUE = "#1677ff", GREEN = "#237804";
const OTHERS = ["#8c8c8c", "#006d75", "#b37feb", "#ad8b00"];
const DASHES = "path://M0,3h5v2h-5z M7,3h5v2h-5z M14,3h5v2h-5z";
const FONT = getComputedStyle(document.body).fontFamily;

function number(value) {
  return value === null || value === undefined || value === "" ? null : Number(value);
}

function shown(value, data) {
  const read = number(value);
  if (read === null) return "—";
  return (data.decimals === null || data.decimals === undefined ? String(read) : read.toFixed(data.decimals)) + (data.unit || "");
}

function years(data) {
  const all = data.series.flatMap((one) => one.points.map((point) => point.year));
  for (const list of [data.forecast, data.milestones, data.breaks]) for (const item of list || []) all.push(item.year);
  if (data.target) all.push(data.target.year);
  const first = Math.min(...all), last = Math.max(...all);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function lines(data) {
  return data.series.map((one, i) => ({
    name: one.name, type: "line", symbol: "circle", symbolSize: i ? 4 : 6, connectNulls: false,
    lineStyle: { width: i ? 1 : 2, color: i ? OTHERS[(i - 1) % OTHERS.length] : BLUE },
    itemStyle: { color: i ? OTHERS[(i - 1) % OTHERS.length] : BLUE },
    data: one.points.map((point) => ({ value: [String(point.year), number(point.value)], point })),
    markLine: i ? undefined : {
      symbol: "none", silent: true, lineStyle: { color: GREY, type: "dotted" }, label: { color: "#595959", fontSize: 11, formatter: "{b}", position: "end", rotate: 0, distance: 2 },
      data: (data.breaks || []).map((item) => ({ name: item.label, xAxis: String(item.year) })),
    },
  }));
}

function forecast(data) {
  const known = data.series[0].points.filter((point) => number(point.value) !== null);
  const last = known[known.length - 1];
  const rows = (data.forecast || []).filter((row) => !last || row.year > last.year);
  if (!rows.length) return [];
  const joined = last ? [{ year: last.year, value: last.value, low: last.value, high: last.value }, ...rows] : rows;
  const points = (read) => joined.map((row) => [String(row.year), read(row)]);
  const hidden = { type: "line", symbol: "none", silent: true, stack: "band", stackStrategy: "all", lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...hidden, name: "区间下限", data: points((row) => number(row.low)) },
    { ...hidden, name: "80%区间", symbol: "none", itemStyle: { color: "#d4e6ff" }, areaStyle: { color: BLUE, opacity: .12 }, data: points((row) => number(row.high) - number(row.low)) },
    { name: "趋势推算", type: "line", symbol: "none", lineStyle: { type: "dashed", width: 1, color: BLUE }, itemStyle: { color: BLUE },
      data: points((row) => number(row.value)).map((value, i) => ({ value, row: joined[i] })) },
  ];
}

function goals(data, first) {
  const series = [];
  if (data.target) {
    series.push({ name: "目标", type: "line", symbol: "none", lineStyle: { color: GREEN, type: [6, 4], width: 1 }, itemStyle: { color: GREEN },
      endLabel: { show: true, formatter: `${data.target.label}${shown(data.target.value, data)}`, color: GREEN, align: "right", offset: [0, -12] },
      data: [[String(first), number(data.target.value)], [String(data.target.year), number(data.target.value)]] });
  }
  if ((data.milestones || []).length) {
    series.push({ name: "阶段目标", type: "scatter", symbol: "diamond", symbolSize: 9, itemStyle: { color: "#fff", borderColor: GREEN, borderWidth: 1.5 },
      data: data.milestones.map((item) => ({ value: [String(item.year), number(item.value)], item })) });
  }
  return series;
}

function tip(data) {
  return (hit) => {
    const { point, item, row } = hit.data;
    if (point) return [`${point.year}年 ${hit.seriesName}：${shown(point.value, data)}`, point.status, point.source && `来源：${point.source}`].filter(Boolean).join("\n");
    if (item) return `${item.year}年 ${item.label}${shown(item.value, data)}`;
    if (row) return `${row.year}年 趋势推算：${shown(row.value, data)}\n80%区间：${shown(row.low, data)}—${shown(row.high, data)}`;
    return "";
  };
}

// What was reported, what is only projected and what is asked for look different in the legend too.
function legend(data) {
  const items = data.series.map((one) => ({ name: one.name }));
  if ((data.forecast || []).length) items.push({ name: "趋势推算", icon: DASHES }, { name: "80%区间", icon: "rect" });
  if (data.target) items.push({ name: "目标", icon: DASHES });
  if ((data.milestones || []).length) items.push({ name: "阶段目标", icon: "diamond" });
  return items;
}

function option(data) {
  const span = years(data);
  return {
    animation: false, textStyle: { fontFamily: FONT, fontSize: 12, color: INK },
    grid: { left: 8, right: 24, top: 56, bottom: 4, containLabel: true },
    legend: { data: legend(data), top: 0, left: 0, itemWidth: 16, itemHeight: 8, selectedMode: false, textStyle: { color: INK } },
    tooltip: { trigger: "item", renderMode: "richText", confine: true, formatter: tip(data), borderWidth: 1, textStyle: { color: INK, fontSize: 12, lineHeight: 18 } },
    xAxis: { type: "category", data: span.map(String), axisLine: { lineStyle: { color: GREY } }, axisTick: { show: false }, axisLabel: { color: INK } },
    yAxis: { type: "value", scale: true, splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK } },
    series: [...forecast(data), ...goals(data, span[0]), ...lines(data)],
  };
}

function save(name, url) {
  const link = document.createElement("a");
  link.download = name;
  link.href = url;
  link.click();
}

function csv(table) {
  const rows = Array.from(table.rows).map((row) => Array.from(row.cells).map((cell) => `"${cell.textContent.trim().replace(/"/g, '""')}"`).join(","));
  return URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n")], { type: "text/csv" }));
}

function start(figure) {
  const box = figure.querySelector("[data-ft-chart]");
  if (!box || !box.hidden || !window.echarts) return;
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  box.hidden = false;
  figure.querySelector("details").open = false;
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption(option(data));
  window.addEventListener("resize", () => chart.resize());
  window.addEventListener("beforeprint", () => { figure.querySelector("details").open = true; chart.resize(); });
  const png = figure.querySelector("[data-ft-chart-png]"), sheet = figure.querySelector("[data-ft-chart-csv]");
  png.hidden = false;
  png.addEventListener("click", () => save(`${data.title}.png`, chart.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" })));
  if (!sheet) return;
  sheet.hidden = false;
  sheet.addEventListener("click", () => save(`${data.title}.csv`, csv(figure.querySelector("[data-ft-chart-table]"))));
}

function startAll(root) {
  for (const figure of root.querySelectorAll("[data-ft-figure]")) start(figure);
}

document.addEventListener("htmx:load", (event) => startAll(event.target));
startAll(document);
