// The funnel plot: places over the size of their denominator, with the limits that chance allows.

const INK = "#1f1f1f", GREY = "#8c8c8c", LINE = "#e3e5e8", BLUE = "#1677ff";

function line(name, key, data, type) {
  return { name, type: "line", symbol: "none", silent: true, lineStyle: { color: GREY, width: 1, type },
    itemStyle: { color: GREY }, data: data.curve.map((row) => [row.denominator, row[key]]) };
}

function option(data) {
  const shown = (value) => value.toFixed(data.decimals) + (data.unit || "");
  return {
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: INK },
    grid: { left: 8, right: 32, top: 40, bottom: 24, containLabel: true },
    legend: { data: ["地区", "总体水平", "95%控制限", "99.8%控制限"], top: 0, left: 0, selectedMode: false },
    tooltip: { trigger: "item", renderMode: "richText", confine: true,
      formatter: (hit) => `${hit.data.point.name}：${shown(hit.data.point.y)}\n${data.size}${hit.data.point.x}\n${hit.data.point.words}` },
    xAxis: { type: "value", scale: true, name: data.size, nameLocation: "middle", nameGap: 24, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, splitLine: { lineStyle: { color: LINE } } },
    series: [
      line("总体水平", "centre", data, "solid"),
      line("95%控制限", "lo95", data, "dashed"), line("95%控制限", "hi95", data, "dashed"),
      line("99.8%控制限", "lo998", data, "dotted"), line("99.8%控制限", "hi998", data, "dotted"),
      { name: "地区", type: "scatter", symbolSize: 9, itemStyle: { color: BLUE },
        label: { show: true, position: "right", formatter: (hit) => (hit.data.point.zone === "inside" ? "" : hit.data.point.name) },
        data: data.points.map((point) => ({ value: [point.x, point.y], point })) },
    ],
  };
}

function start(figure) {
  const box = figure.querySelector("[data-as-chart]");
  if (!box || !window.echarts) return;
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  box.hidden = false;
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption(option(data));
  window.addEventListener("resize", () => chart.resize());
  const button = figure.querySelector("[data-as-png]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = `${data.title}.png`;
    link.href = chart.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" });
    link.click();
  });
}

for (const figure of document.querySelectorAll("[data-as-funnel]")) start(figure);
