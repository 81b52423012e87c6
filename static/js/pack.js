// A print pack arrives as one ZIP, file after file, and the files are counted as they come in. Where this does not run,
// the same link downloads the same ZIP.
"use strict";
(() => {
  const FILE = 0x04034b50; // APPNOTE 4.3.7: what each file in a ZIP begins with; its lengths stand at 18, 26 and 28
  const HEAD = 30;

  // Takes the pieces of a ZIP and says how many of its files are complete.
  function counter() {
    let rest = new Uint8Array(0);
    let files = 0;
    return (piece) => {
      const joined = new Uint8Array(rest.length + piece.length);
      joined.set(rest);
      joined.set(piece, rest.length);
      rest = joined;
      while (rest.length >= HEAD) {
        const head = new DataView(rest.buffer, rest.byteOffset, HEAD);
        if (head.getUint32(0, true) !== FILE) break;
        const size = HEAD + head.getUint32(18, true) + head.getUint16(26, true) + head.getUint16(28, true);
        if (rest.length < size) break;
        rest = rest.slice(size);
        files += 1;
      }
      return files;
    };
  }

  function save(pieces, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(pieces, { type: "application/zip" }));
    link.download = name;
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 60000);
  }

  async function fetchPack(link, bar, said) {
    const total = Number(link.dataset.pack);
    const answer = await fetch(link.href);
    // Refused: the page that says why.
    if (answer.headers.get("Content-Type") !== "application/zip") { location.assign(answer.url); return; }
    const reader = answer.body.getReader();
    const count = counter();
    const pieces = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      const files = Math.min(count(value), total);
      bar.value = files;
      said.textContent = `已做好 ${files} / ${total}`;
    }
    save(pieces, link.dataset.name);
    said.textContent = `${total} 个 PDF 已做好，存为“${link.dataset.name}”。`;
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-pack]");
    if (!link || !window.ReadableStream) return;
    event.preventDefault();
    if (link.getAttribute("aria-disabled")) return;
    const bar = link.parentElement.querySelector("progress");
    const said = link.parentElement.querySelector("[role=status]");
    link.setAttribute("aria-disabled", "true");
    bar.hidden = false;
    bar.value = 0;
    said.textContent = `正在制作，共 ${link.dataset.pack} 个 PDF`;
    try {
      await fetchPack(link, bar, said);
    } catch {
      said.textContent = "没有做完：网络断了或者程序出错，没有存下文件。请再按一次。";
    }
    bar.hidden = true;
    link.removeAttribute("aria-disabled");
  });
})();
