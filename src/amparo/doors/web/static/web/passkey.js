// Asks the device for a passkey, or to make one, and sends its answer with the form that the button stands in.
// The only script of Amparo: without it, everything but passkeys works. It asks nobody but our own server.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function asked(options) {
  const key = options.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.allowCredentials, key.excludeCredentials]) {
    for (const each of list ?? []) each.id = bytes(each.id);
  }
  return { publicKey: key };
}

function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function use(place, form) {
  const from = place.dataset.optionsFrom;
  const options = from ? await (await fetch(from, { headers: { Accept: "application/json" } })).json() : JSON.parse(place.dataset.options);
  const credentials = navigator.credentials;
  const made = place.dataset.passkey === "create" ? credentials.create(asked(options)) : credentials.get(asked(options));
  form.elements.namedItem("proof_passkey").value = answer(await made);
  if (from) form.action = from;
  form.submit();
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  const [button, said] = [place.querySelector("button"), place.querySelector("[role=status]")];
  place.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await use(place, button.form);
    } catch {
      said.textContent = place.dataset.failed; // refused by the person or the device: nothing is sent
    }
  });
}
