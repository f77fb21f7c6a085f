/* What a page does in the browser beside Streamlit: own links without loading the app anew, copying, the full screen.
   Without it every link still leads where it says. */
(() => {
  if (window.ownPage) return;
  window.ownPage = true;

  /* What was pressed, by what stays of it when the page is written anew: the keyboard goes back to it. */
  let pressed = null;
  const nameOf = (one) => one.dataset.do || one.dataset.tick || one.getAttribute("href");

  /* Streamlit follows the address when the reader goes back or forward; a link of a table is followed the same way. */
  const follow = (url) => {
    const moved = url.pathname !== location.pathname;
    if (moved) pressed = null;
    history.pushState({}, "", url.href);
    dispatchEvent(new PopStateEvent("popstate"));
    if (moved) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };

  const isPage = (url) => url.origin === location.origin && !/\/(api|app|_stcore)(\/|$)/.test(url.pathname);

  const tell = (link, words) => {
    const before = link.dataset.label || (link.dataset.label = link.textContent);
    link.textContent = words;
    setTimeout(() => { link.textContent = before; }, 2500);
  };

  const copyLink = (link) => {
    if (!navigator.clipboard) return prompt(link.textContent, location.href);
    return navigator.clipboard.writeText(location.href).then(() => tell(link, "Copied"));
  };

  /* The promise is handed over at once: a browser lets the clipboard be written only while the click lasts. */
  const copyPicture = (link) => {
    const picture = fetch(link.href).then((answer) => answer.ok ? answer.blob() : Promise.reject(answer.status));
    tell(link, "Drawing …");
    return navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      .then(() => tell(link, "Copied"), () => tell(link, "Not copied: save it instead"));
  };

  const present = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();

  /* On paper a chart is an image as wide as it was on the screen: it is made as wide as the sheet, 182 mm of A4. */
  addEventListener("beforeprint", () => {
    for (const chart of document.querySelectorAll(".stPlotlyChart")) {
      const zoom = Math.min(1, 680 / chart.getBoundingClientRect().width);
      chart.closest(".stElementContainer").style.setProperty("--print-zoom", zoom);
    }
  });

  /* What a mark or the search leads to. */
  new MutationObserver(() => {
    const link = document.querySelector(".stHtml a.follow:not([data-followed])");
    if (!link) return;
    link.dataset.followed = "yes";
    follow(new URL(link.href));
  }).observe(document.body, { childList: true, subtree: true });

  /* The question that is asked, where it or its address brought something: its list and the answer below are gone to. */
  let asked = "";
  new MutationObserver(() => {
    const now = document.querySelector(".questions + .listed a[aria-current]");
    if ((now?.href || "") === asked || now && !now.closest(".stElementContainer").nextElementSibling?.querySelector(".exhibit")) return;
    asked = now?.href || "";
    if (now) document.querySelector(".questions").scrollIntoView();
  }).observe(document.body, { childList: true, subtree: true });

  /* A tick is a link, so that it can be followed without this; by its role the space bar ticks it too. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches?.("a[role=checkbox]")) return;
    event.preventDefault();
    event.target.click();
  });

  /* A presenter's remote sends page keys, Home and End go to the ends; the arrows are the buttons' own. */
  document.addEventListener("keydown", (event) => {
    const place = document.querySelector(".st-key-steps .status"), { key, target } = event;
    const turn = { PageDown: "next", PageUp: "back" }[key], end = { Home: 1, End: place?.textContent.split(" ").pop() }[key];
    const free = target === document.body || target.closest?.(".st-key-steps");
    if (!place || !free || !turn && !end || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (turn) return document.querySelector(`.st-key-${turn} button`).click();
    const url = new URL(location.href);
    url.searchParams.set("slide", end);
    follow(url);
  });

  /* Ticked at once, and in the address as it is by now: the table's own links are those of before the last tick. */
  const tick = (link) => {
    const url = new URL(location.href), ticked = url.searchParams.getAll("tick"), name = link.dataset.tick;
    const rest = ticked.filter((one) => one !== name), now = rest.length === ticked.length;
    url.searchParams.delete("tick");
    for (const one of now ? [...rest, name] : rest) url.searchParams.append("tick", one);
    link.setAttribute("aria-checked", now);
    link.closest("tr").classList.toggle("ticked", now);
    follow(url);
  };

  /* What is pressed or marked in a text that is read is passed on by a field that nobody sees. */
  let passed = 0;
  const pass = (words) => {
    const field = document.querySelector(".st-key-add-do input");
    if (!field) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, `${words} #${++passed}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".stHtml [data-do]");
    if (button && getSelection().isCollapsed) pass(pressed = button.dataset.do);
  });

  /* The text goes to the number whose card is open. */
  let shown = null;
  new MutationObserver(() => {
    const now = document.querySelector(".report-text [aria-current]");
    if (now && now.dataset.do !== shown) {
      const box = now.closest(".st-key-add-text");
      box.scrollTop += now.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
      document.querySelector(".st-key-add-cards")?.scrollTo(0, 0);
    }
    shown = now ? now.dataset.do : null;
    if (pressed && document.activeElement === document.body) {
      const again = [...document.querySelectorAll(".stHtml :is([data-do], a)")].find((one) => nameOf(one) === pressed);
      again?.focus({ preventScroll: true });
      if (again) pressed = null;
    }
  }).observe(document.body, { childList: true, subtree: true });

  /* Words that are marked in the text become the place, the days, the speaker, the carrier or the quote. */
  const bar = document.createElement("div");
  bar.className = "mark-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "The marked words are");
  for (const [verb, label] of [["mark place", "Where"], ["mark days", "When"], ["mark speaker", "Who"],
    ["mark via", "Carried by"], ["mark quote", "Quote"], ["make", "Number"]]) {
    const button = bar.appendChild(document.createElement("button"));
    button.textContent = label;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      pass(`${verb} ${bar.dataset.span}`);
      getSelection().removeAllRanges();
    });
  }
  bar.hidden = true;
  document.body.append(bar);

  /* A place in the text, in characters as the server counts them. */
  const countTo = (node, offset) => {
    const line = (node.nodeType === 1 ? node : node.parentElement)?.closest(".report-text [data-at]");
    if (!line) return null;
    const before = document.createRange();
    before.selectNodeContents(line);
    before.setEnd(node, offset);
    return Number(line.dataset.at) + [...before.toString()].length;
  };

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const ends = range && [countTo(range.startContainer, range.startOffset), countTo(range.endContainer, range.endOffset)];
    bar.hidden = !ends || ends.includes(null) || ends[0] >= ends[1];
    if (bar.hidden) return;
    const box = range.getBoundingClientRect();
    bar.dataset.span = ends.join(" ");
    bar.style.top = `${box.top > 60 ? box.top - 46 : box.bottom + 8}px`;
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".stHtml form")) return;
    event.preventDefault();
    follow(new URL(`${event.target.getAttribute("action")}?${new URLSearchParams(new FormData(event.target))}`, document.baseURI));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    const does = { "copy-link": copyLink, "copy-picture": copyPicture, "present": present, "tick": tick };
    const name = Object.keys(does).find((one) => link.classList.contains(one));
    if (name === "copy-picture" && !navigator.clipboard?.write) return;
    if (!name && (link.target === "_blank" || link.hasAttribute("download") || !isPage(url))) return;
    event.preventDefault();
    pressed = nameOf(link);
    if (name) does[name](link); else follow(url);
  });
})();
