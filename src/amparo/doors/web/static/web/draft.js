// Keeps what is typed into a form until it arrived, so that a dropped link or an ended session loses nothing. It lies in this
// browser alone, sealed under a key that the server gives with the page to the same user only; never passwords, files or codes.
// A form with data-no-draft is left out.
"use strict";

{
  const page = document.querySelector("meta[name=draft]");
  const prefix = "amparo-draft-";
  const day = 24 * 60 * 60 * 1000;
  const largest = 200_000;
  const skipped = new Set(["hidden", "password", "file", "submit", "button", "image", "reset", "fieldset", "output"]);
  const passing = new Set(["csrfmiddlewaretoken", "token", "draft", "seen"]);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  const utf8 = (words) => new TextEncoder().encode(words);
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

  const isTyped = (each) => each.name && !skipped.has(each.type) && !each.name.startsWith("proof_") && !("noDraft" in each.dataset);
  const isKept = (each) => isTyped(each) || (each.type === "hidden" && each.name === "seen"); // what was there when it was typed
  const isPressed = (each) => each.type === "radio" || each.type === "checkbox";
  const fields = (form) => [...form.elements].filter(isKept);

  // Which form it is: where it goes, what it asks, and what it says of itself.
  async function nameOf(form) {
    const hidden = [...form.elements].filter((each) => each.type === "hidden" && !passing.has(each.name));
    const said = JSON.stringify([form.getAttribute("action"), fields(form).map((each) => each.name), hidden.map((each) => [each.name, each.value])]);
    const digest = await crypto.subtle.digest("SHA-256", utf8(said));
    return page.content + Array.from(new Uint8Array(digest).slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function keep(form, name, key) {
    const said = fields(form).map((each) => [each.name, each.type, isPressed(each) ? each.value : "", isPressed(each) ? each.checked : each.value]);
    const plain = utf8(JSON.stringify(said));
    if (plain.length > largest) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(name) }, key, plain);
    try {
      localStorage.setItem(prefix + name, JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) }));
      form.dataset.draft = "kept";
    } catch {
      // the browser has no room, or keeps nothing: the form works all the same
    }
  }

  async function found(name, key) {
    const { iv, sealed } = JSON.parse(localStorage.getItem(prefix + name));
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv), additionalData: utf8(name) }, key, bytes(sealed))));
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
      if (type === "hidden") continue;
      changed += 1;
      for (let fold = each.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    return changed;
  }

  function say(form, name) {
    const notice = document.querySelector("#draft-back").content.firstElementChild.cloneNode(true);
    notice.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(prefix + name);
      location.reload();
    });
    form.prepend(notice);
  }

  async function begin(form, key, sent) {
    if (form.method !== "post" || "noDraft" in form.dataset) return;
    const name = [...form.elements].some(isTyped) ? await nameOf(form) : "";
    const names = [...new Set([name, ...sent])].filter(Boolean);
    if (names.length > 0) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: names.join(" ") }));
    if (!name) return;
    const isAnswer = document.querySelector(".errors") !== null; // the server shows again what was sent
    if (localStorage.getItem(prefix + name) && !isAnswer) {
      try {
        if (fill(form, await found(name, key)) > 0) say(form, name);
      } catch {
        localStorage.removeItem(prefix + name); // sealed under a key of another time
      }
    }
    let last = Promise.resolve();
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { last = last.then(() => keep(form, name, key)); }, 200);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
  }

  async function beginAll() {
    const key = await crypto.subtle.importKey("raw", bytes(page.dataset.key), "AES-GCM", false, ["encrypt", "decrypt"]);
    const sent = page.dataset.sent ? page.dataset.sent.split(" ") : [];
    for (const form of document.forms) await begin(form, key, sent);
    document.documentElement.dataset.drafts = "kept"; // from here on
  }

  const arrived = page.dataset.arrived ? page.dataset.arrived.split(" ") : [];
  for (const name of kept()) {
    const at = Number(JSON.parse(localStorage.getItem(name)).at);
    if (!(Date.now() - at < day) || arrived.includes(name.slice(prefix.length))) localStorage.removeItem(name);
  }
  for (const out of document.querySelectorAll("form[data-sign-out]")) {
    out.addEventListener("submit", () => { for (const name of kept()) localStorage.removeItem(name); });
  }
  if (crypto.subtle) beginAll();
}
