// Gives way when nobody used the page for a while, as the server's own header does without this script; but typing counts as
// use here, and there is a warning before. It tells our own server, and nobody else, that somebody is still there.
"use strict";

{
  const box = document.querySelector("[data-idle]");
  const minute = 60_000;
  const after = Number(box.dataset.idle) * 1000;
  const warned = after - Math.min(2 * minute, after / 3);
  let used = Date.now();
  let told = used;

  const rest = () => location.replace(box.dataset.rest);

  const tell = async () => {
    told = Date.now();
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(box.dataset.present, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
      if (answer.status !== 204) rest();
    } catch {
      told = 0; // the link is down: told again at the next use
    }
  };

  const use = () => {
    used = Date.now();
    box.hidden = true;
    if (used - told > minute) tell();
  };

  const look = () => {
    const idle = Date.now() - used;
    if (idle >= after) rest();
    else if (idle >= warned) box.hidden = false;
  };

  const begin = () => stop(); // ends the wait that the header began: from here on this script keeps it
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
  for (const kind of ["keydown", "pointerdown", "input", "wheel"]) addEventListener(kind, use, { capture: true, passive: true });
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}
