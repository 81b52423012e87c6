// The tally sheet: keys, the current row, and a copy of what was typed on this machine, so that a cut network or a
// closed tab loses nothing. The copy is kept for the person who typed it: the second clerk at this machine is not offered
// the first's figures. No equation stands here: the server reconciles (sheet_check).
"use strict";
(() => {
  const PREFIX = `liangpiao-sheet:${document.body.dataset.user}:`;
  const sheet = () => document.querySelector("#sheet[data-sheet]");
  const show = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on; };
  const key = (form) => `${PREFIX}${form.dataset.sheet}:${form.dataset.version}`;
  const versionOf = (name) => Number(name.split(":").pop());
  const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "button");
  const typed = (form) => fields(form).map((field) => [field.name, field.value]).filter(([, value]) => value !== "");
  const same = (one, other) => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

  // A private window or a full disk refuses storage: entry must go on all the same.
  const store = {
    read(name) { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
    write(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } },
    drop(name) { try { localStorage.removeItem(name); } catch { /* nothing kept, nothing to drop */ } },
    names(id) { try { return Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}${id}:`)); } catch { return []; } },
  };

  // The server says which save went through: ?settled=SHEET-VERSION. Copies up to that version are done with.
  function settle() {
    const said = new URLSearchParams(location.search).get("settled");
    if (!said) return;
    const [id, version] = said.split("-").map(Number);
    store.names(id).filter((name) => versionOf(name) <= version).forEach(store.drop);
  }

  function keep(form) {
    const kept = store.write(key(form), { at: new Date().toLocaleString("zh-CN"), values: typed(form) });
    show("kept", kept);
  }

  // The latest copy that differs from what the page shows; copies that say the same are dropped.
  function leftover(form) {
    const now = typed(form);
    const names = store.names(form.dataset.sheet).sort((one, other) => versionOf(one) - versionOf(other));
    let found = null;
    names.forEach((name) => {
      const copy = store.read(name);
      if (!copy || same(copy.values, now)) store.drop(name); else found = copy;
    });
    return found;
  }

  function offer() {
    const form = sheet();
    if (!form || "kept" in form.dataset) return;
    const copy = leftover(form);
    if (!copy) return;
    document.querySelector("#restore [data-when]").textContent = copy.at;
    show("restore", true);
  }

  function restore(form) {
    const copy = leftover(form);
    if (!copy) return;
    const values = new Map(copy.values);
    while ([...values.keys()].some((name) => name.startsWith("write-in-votes-") && !form.elements[name]) && addRow(form));
    fields(form).forEach((field) => { field.value = values.get(field.name) ?? ""; });
    keep(form);
    recheck();
  }

  function recheck() {
    const checker = document.getElementById("checker");
    if (checker && window.htmx) window.htmx.trigger(checker, "recheck");
  }

  function addRow(form) {
    const rows = form.querySelectorAll(".write-in");
    const last = rows[rows.length - 1];
    if (!last || rows.length > 200) return false;
    const copy = last.cloneNode(true);
    copy.querySelectorAll(".field-errors").forEach((fault) => fault.remove());
    copy.querySelectorAll("[name]").forEach((field) => {
      field.name = field.id = field.name.replace(/\d+$/, rows.length + 1);
      field.value = "";
      field.classList.remove("bad");
    });
    copy.querySelectorAll("label").forEach((label) => { label.htmlFor = label.htmlFor.replace(/\d+$/, rows.length + 1); });
    last.after(copy);
    return true;
  }

  function move(from, step) {
    const all = fields(sheet()).filter((field) => field.closest("#sheet"));
    const next = all[all.indexOf(from) + step];
    if (next) { next.focus(); if (next.select) next.select(); }
    else if (step > 0) document.querySelector(".savebar .btn-primary")?.focus();
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || !field.matches?.("#sheet input, #sheet select, #check input")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) sheet()?.requestSubmit(); else move(field, 1);
    } else if (field.matches("input") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(field, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  document.addEventListener("focusin", (event) => {
    document.querySelectorAll("#sheet tr.here").forEach((row) => row.classList.remove("here"));
    event.target.closest?.("#sheet tbody tr")?.classList.add("here");
  });

  document.addEventListener("input", (event) => {
    const form = sheet();
    if (form && event.target.form === form) keep(form);
  });

  document.addEventListener("click", (event) => {
    const form = sheet();
    if (!form) return;
    if (event.target.closest("[data-add-row]")) { addRow(form); form.querySelector(".write-in:last-of-type select")?.focus(); }
    if (event.target.closest("[data-restore]")) { restore(form); show("restore", false); }
    if (event.target.closest("[data-drop]")) { store.names(form.dataset.sheet).forEach(store.drop); show("restore", false); }
    if (event.target.closest("[data-retry]")) { if (saving) form.requestSubmit(); else recheck(); }
  });

  // What the server found, row by row: the sentence is in the answer, the row only takes its colour.
  function mark() {
    document.querySelectorAll("#sheet tbody tr[id]").forEach((row) => {
      row.classList.toggle("fault", row.querySelector("[data-off]") !== null);
    });
  }

  // An explanation being typed is not swapped away under the hand.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const typing = event.detail.target.id === "check" && document.activeElement?.matches("#check input");
    if (typing) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", () => {
    mark();
    // The whole page was swapped under the hand: go on where it is said what is wrong.
    if (document.activeElement === document.body) document.getElementById("errors")?.focus();
  });

  // A save did not get through and was not sent again yet.
  let saving = false;
  function failed(event) {
    const form = sheet();
    if (!form) return;
    saving = saving || event.detail.elt === form;
    keep(form);
    show("offline", true);
    delete form.dataset.sent;
    document.getElementById("offline").scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", (event) => {
    const form = sheet();
    if (!form) return;
    delete form.dataset.sent;
    if (event.detail.elt === form) { keep(form); location.reload(); }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = sheet();
    if (!event.detail.successful) return;
    // The line is back, but a save that failed is still to be sent: the word stays until it is.
    if (event.detail.elt.id === "sheet") saving = false;
    show("offline", saving);
    if (form) delete form.dataset.sent;
  });
  window.addEventListener("online", recheck);
  window.addEventListener("offline", () => { show("offline", true); });

  document.addEventListener("DOMContentLoaded", () => { settle(); offer(); });
})();
