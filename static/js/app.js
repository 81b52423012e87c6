// Small helps that every page shares. Nothing of the election is decided here.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toggle]");
  if (!button) return;
  const open = document.getElementById(button.dataset.toggle).classList.toggle("show");
  button.setAttribute("aria-expanded", String(open));
});

// A second click on a slow line must not send the form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
});
