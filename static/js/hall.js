// The screen in the hall: an unchanged answer draws nothing, and a lost line is said while the last state stays.
"use strict";
(() => {
  let seen = new Date();

  function lost(on) {
    const note = document.getElementById("lost");
    if (on && note.hidden) note.querySelector("[data-when]").textContent = seen.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    note.hidden = !on;
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 304) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = event.detail;
    // Refused: the page that says why takes the place of the screen.
    if (xhr.status >= 400 && xhr.status < 500) { location.reload(); return; }
    if (successful) seen = new Date();
    lost(!successful);
  });
  window.addEventListener("offline", () => { lost(true); });
})();
