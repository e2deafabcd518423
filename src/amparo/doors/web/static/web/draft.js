// Keeps what is typed into a form until it arrived, so that a dropped link or an ended session loses nothing. It lies in this
// browser alone, sealed under a key that the server gives with the form to the same user only; never passwords, files or codes.
"use strict";

{
  const prefix = "amparo-draft-";
  const day = 24 * 60 * 60 * 1000;
  const largest = 100_000;
  const never = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

  const fields = (form) =>
    [...form.elements].filter(
      (each) => each.name && !each.name.startsWith("proof_") && !never.has(each.type) && each.type && each.type !== "fieldset" && !("noDraft" in each.dataset),
    );
  const isPressed = (each) => each.type === "radio" || each.type === "checkbox";
  const typed = (form) => fields(form).map((each) => [each.name, each.type, isPressed(each) ? each.value : "", isPressed(each) ? each.checked : each.value]);

  const keyOf = (form) => crypto.subtle.importKey("raw", bytes(form.dataset.draftKey), "AES-GCM", false, ["encrypt", "decrypt"]);

  async function keep(form) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(typed(form)));
    if (plain.length > largest) return;
    const sealed = text(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(form), plain));
    try {
      localStorage.setItem(prefix + form.dataset.draft, JSON.stringify({ at: Date.now(), iv: text(iv), sealed }));
    } catch {
      // the browser has no room, or keeps nothing: the form works all the same
    }
  }

  async function found(form) {
    const { iv, sealed } = JSON.parse(localStorage.getItem(prefix + form.dataset.draft));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await keyOf(form), bytes(sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function fill(form, said) {
    const open = fields(form);
    let changed = 0;
    for (const [name, type, value, content] of said) {
      const at = open.findIndex((each) => each.name === name && each.type === type && (!isPressed(each) || each.value === value));
      if (at < 0) continue;
      const [each] = open.splice(at, 1);
      const property = isPressed(each) ? "checked" : "value";
      if (each[property] === content) continue;
      each[property] = content;
      changed += 1;
      for (let fold = each.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    return changed;
  }

  function say(form) {
    const notice = document.querySelector("#draft-back").content.firstElementChild.cloneNode(true);
    notice.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(prefix + form.dataset.draft);
      form.reset();
      notice.remove();
    });
    form.prepend(notice);
  }

  async function begin(form) {
    const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: form.dataset.draft });
    form.append(mark);
    const wasSentBack = document.querySelector(".errors") !== null;
    if (localStorage.getItem(prefix + form.dataset.draft) && !wasSentBack) {
      try {
        if (fill(form, await found(form)) > 0) say(form);
      } catch {
        localStorage.removeItem(prefix + form.dataset.draft); // sealed under a key of another time
      }
    }
    let last = Promise.resolve();
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { last = last.then(() => keep(form)); }, 250);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.dataset.draftIs = "kept"; // from here on
  }

  const arrived = document.querySelector("meta[name=drafts-arrived]")?.content.split(" ") ?? [];
  for (const name of kept()) {
    const at = Number(JSON.parse(localStorage.getItem(name)).at);
    if (!(Date.now() - at < day) || arrived.includes(name.slice(prefix.length))) localStorage.removeItem(name);
  }
  for (const out of document.querySelectorAll("form[data-sign-out]")) {
    out.addEventListener("submit", () => { for (const name of kept()) localStorage.removeItem(name); });
  }
  if (crypto.subtle) for (const form of document.querySelectorAll("form[data-draft-key]")) begin(form);
}
