(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  // Throughput. Colours come from the style sheet, so they change with it.
  let chart;
  function draw() {
    const canvas = byId("throughput");
    if (!canvas) return;
    const data = JSON.parse(byId("data").textContent);
    if (chart) chart.destroy();
    const ticks = { color: colour("--soft"), maxRotation: 0, autoSkipPadding: 24 };
    chart = new Chart(canvas, {
      type: "line",
      data: {
        labels: data.labels,
        datasets: [{
          data: data.framesPerSecond, label: "frames a second", borderColor: colour("--accent"),
          backgroundColor: colour("--accent-fill"), fill: true, stepped: "middle", borderWidth: 1.5,
          pointRadius: data.labels.length === 1 ? 4 : 0, pointHitRadius: 12,
        }],
      },
      options: {
        animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
        plugins: { legend: { display: false } },
        scales: {
          x: { grid: { display: false }, border: { color: colour("--line") }, ticks },
          y: { beginAtZero: true, grid: { color: colour("--line") }, border: { display: false }, ticks },
        },
      },
    });
  }

  const theme = byId("theme");
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
    draw();
  });
  dark.addEventListener("change", () => { nameTheme(); draw(); });
  byId("print").addEventListener("click", () => print());
  // Paper is light whatever the screen is.
  matchMedia("print").addEventListener("change", draw);

  // Finding and sorting. Without this script the page still shows all in the manifest's order.
  const list = byId("list");
  const items = [...list.children].map((element) => ({
    element, data: element.dataset, text: element.textContent.toLowerCase()
      + [...element.querySelectorAll("[title]")].map((each) => " " + each.title.toLowerCase()).join(""),
  }));
  const chips = [...document.querySelectorAll(".chips button")];
  const order = byId("sort");
  const direction = byId("direction");
  let descending = false;

  function filter() {
    const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true")
      .map((chip) => chip.dataset.status);
    let shown = 0;
    for (const item of items) {
      const fits = words.every((word) => item.text.includes(word))
        && (!wanted.length || wanted.some((status) => item.element.classList.contains(status)));
      item.element.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    byId("count").textContent = `${shown} of ${items.length} shown`;
    byId("nothing").hidden = shown > 0;
  }

  function sort() {
    const key = order.value;
    const compare = key === "name"
      ? (a, b) => a.data.name.localeCompare(b.data.name)
      : (a, b) => a.data[key] - b.data[key];
    const sign = descending ? -1 : 1;
    items.sort((a, b) => sign * compare(a, b) || a.data.number - b.data.number);
    list.append(...items.map((item) => item.element));
    direction.textContent = descending ? "↓" : "↑";
  }

  byId("filter").addEventListener("input", filter);
  for (const chip of chips) {
    if (chip.dataset.status === "warned") chip.hidden = !list.querySelector(".warned");
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  order.addEventListener("change", () => {
    // The worst first, but names and the manifest from their beginning.
    descending = !["name", "number", "status"].includes(order.value);
    sort();
  });
  direction.addEventListener("click", () => { descending = !descending; sort(); });

  theme.hidden = false;
  byId("print").hidden = false;
  document.querySelector(".controls").hidden = false;
  nameTheme();
  filter();
  draw();
})();
