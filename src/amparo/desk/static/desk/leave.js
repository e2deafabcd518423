// Leaves this page at once: by the button, or by pressing Escape three times. What was shown goes first, and the page that
// comes takes its place in the history. Without this script the button is a plain link.
"use strict";

{
  const way = document.querySelector("a.leave");
  const soon = 2000;
  let pressed = [];

  const leave = (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(way.href);
  };

  way?.addEventListener("click", leave);
  if (way) {
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.repeat) return;
      pressed = [...pressed.filter((moment) => event.timeStamp - moment < soon), event.timeStamp];
      if (pressed.length === 3) leave(event);
    });
  }
}
