/* What a page does in the browser beside Streamlit: own links without loading the app anew, copying, the full screen.
   Without it every link still leads where it says. */
(() => {
  if (window.ownPage) return;
  window.ownPage = true;

  /* Streamlit follows the address when the reader goes back or forward; a link of a table is followed the same way. */
  const follow = (url) => {
    const moved = url.pathname !== location.pathname;
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

  /* A tick is a link, so that it can be followed without this; by its role the space bar ticks it too. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches?.("a[role=checkbox]")) return;
    event.preventDefault();
    event.target.click();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    const does = { "copy-link": copyLink, "copy-picture": copyPicture, "present": present };
    const name = Object.keys(does).find((one) => link.classList.contains(one));
    if (name === "copy-picture" && !navigator.clipboard?.write) return;
    if (!name && (link.target === "_blank" || link.hasAttribute("download") || !isPage(url))) return;
    event.preventDefault();
    if (name) does[name](link); else follow(url);
  });
})();
