"use strict";

// Lays pictures out: the largest type at which all fits, found by the browser's own layout.
// A sheet is one picture (section.picture); sizes are CSS pixels.

const paper = document.getElementById("paper");
const ROW = 1.75; // height of a chart's row in ems of its labels
const AXIS = 2.6; // and of its axis
const MAP = 9; // least height of a map
const SLACK = 1; // browsers round

const find = (sheet, selector) => [...sheet.querySelectorAll(selector)];
const sheetAt = (index) => paper.querySelectorAll(".picture")[index];

async function show(html) {
  find(paper, ".chart").forEach((chart) => Plotly.purge(chart));
  paper.innerHTML = html;
  await Promise.all([...document.fonts].map((face) => face.load()));
}

// The largest whole number from low to high at which `holds`; low where none does.
function largest(low, high, holds) {
  if (high <= low || holds(high)) return Math.max(low, high);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

// Sets the size of all type. The title takes at most two lines as long as it is not below its own least size.
function setSize(sheet, size, least) {
  sheet.style.fontSize = `${size}px`;
  const title = sheet.querySelector(".title");
  const smallest = 1.43 * Math.min(size, least);
  for (let px = Math.max(1.47 * size, smallest); ; px -= 2) {
    sheet.style.setProperty("--title", `${Math.max(px, smallest)}px`);
    if (px <= smallest || title.offsetHeight < 2.5 * 1.18 * px) break;
  }
  for (const chart of find(sheet, ".chart")) {
    const rows = Number(chart.dataset.shown || chart.dataset.rows);
    chart.style.minHeight = `${chart.dataset.aspect ? MAP : rows * ROW * Number(chart.dataset.tall) + AXIS}em`;
    chart.style.flexGrow = rows;
  }
}

function holdsAll(sheet) {
  const boxes = [sheet, sheet.querySelector(".body"), ...find(sheet, ".beside > *")];
  const high = boxes.every((box) => box.scrollHeight <= box.clientHeight + SLACK);
  return high && [...boxes, ...find(sheet, "th, td, p, h2")].every((box) => box.scrollWidth <= box.clientWidth + SLACK);
}

// Shows the first `count` rows of all tables together, or of a chart that can be shortened.
function keep(sheet, chart, count) {
  const more = sheet.querySelector(".more");
  const rows = find(sheet, "tr.row");
  const total = chart ? Number(chart.dataset.rows) : rows.length;
  if (chart) chart.dataset.shown = count;
  else {
    rows.forEach((row, index) => row.classList.toggle("dropped", index >= count));
    find(sheet, "tbody, .frame").forEach((box) => box.classList.toggle("dropped", !box.querySelector("tr.row:not(.dropped)")));
  }
  const said = [count < total ? `First ${count} of ${total}` : "", more.dataset.more].filter(Boolean).join(": ");
  const where = more.dataset.where ? `; all at ${more.dataset.where}` : "";
  more.textContent = said ? said + where : "";
  return total;
}

// Drops rows from the end until the rest fits; false where not even the first row does.
function shorten(sheet, size, least) {
  const chart = find(sheet, ".chart[data-shortens]")[0];
  const rows = find(sheet, "tr.row").length;
  const ways = [[rows, null, sheet.querySelector(".chart") ? 0 : 1], [chart ? Number(chart.dataset.rows) : 0, chart, 1]];
  for (const [total, shortened, fewest] of ways.filter(([total]) => total > 0)) {
    const holds = (count) => {
      keep(sheet, shortened, count);
      setSize(sheet, size, least);
      return holdsAll(sheet);
    };
    if (holds(largest(fewest, total, holds))) return true;
  }
  return false;
}

// Fits a sheet with labels of `least` to `most` px; below `least`, down to `floor`, only where nothing else helps.
function fit(index, { most, least, floor }) {
  const sheet = sheetAt(index);
  const holds = (size) => {
    setSize(sheet, size, least);
    return holdsAll(sheet);
  };
  sheet.style.removeProperty("--row-pad");
  keep(sheet, null, Infinity);
  find(sheet, ".chart").forEach((chart) => delete chart.dataset.shown);
  let size = largest(least, most, holds);
  if (!holds(size) && !shorten(sheet, size, least)) {
    size = largest(floor, least, (smaller) => shorten(sheet, smaller, least));
    if (!shorten(sheet, size, least) && !holds(size)) return null;
  }
  const roomiest = sheet.querySelector(".chart") ? 45 : 100;
  const spread = (pad) => {
    sheet.style.setProperty("--row-pad", `${pad / 100}em`);
    return holdsAll(sheet);
  };
  spread(largest(30, roomiest, spread));
  const charts = find(sheet, ".chart").map((chart) => ({
    rows: chart.dataset.shown ? Number(chart.dataset.shown) : null,
  }));
  return { size, charts, shown: find(sheet, "tr.row:not(.dropped)").length, rows: find(sheet, "tr.row").length };
}

// Draws a chart into its box; returns what of its text is cut off or lies over other text.
async function plot(index, which, json) {
  const box = find(sheetAt(index), ".chart")[which];
  const chart = JSON.parse(json);
  const aspect = Number(box.dataset.aspect) || null;
  const width = aspect ? Math.min(box.clientWidth, box.clientHeight * aspect) : box.clientWidth;
  const height = aspect ? width / aspect : box.clientHeight;
  Plotly.purge(box);
  box.replaceChildren(document.createElement("div"));
  const place = box.firstChild;
  place.style.cssText = `width:${width}px;height:${height}px;margin:auto`;
  await Plotly.newPlot(place, chart.data, { ...chart.layout, width, height, autosize: false }, { staticPlot: true });
  return findTextFaults(place);
}

function findTextFaults(place) {
  const sheet = place.getBoundingClientRect();
  const texts = find(place, "svg text").filter((text) => text.textContent.trim() && getComputedStyle(text).opacity > 0);
  const boxes = texts.map((text) => ({ said: text.textContent, ...shrink(text.getBoundingClientRect()) }));
  const cut = boxes.filter(
    (box) => box.left < sheet.left - SLACK || box.right > sheet.right + SLACK || box.top < sheet.top - SLACK || box.bottom > sheet.bottom + SLACK,
  );
  const faults = cut.map((box) => `cut off: ${box.said}`);
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(at + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > SLACK && down > SLACK) faults.push(`overlapping: ${one.said} / ${other.said}`);
    }
  });
  return faults;
}

// The box of a text is as high as its line; letters fill about three quarters of it.
function shrink({ left, right, top, bottom }) {
  const margin = (bottom - top) / 8;
  return { left, right, top: top + margin, bottom: bottom - margin };
}
