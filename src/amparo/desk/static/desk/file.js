// Says that a file is too large before it is sent, as the server would say after it was.
"use strict";

for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  const said = Object.assign(document.createElement("p"), { className: "wrong-text", hidden: true, id: `${field.id}-size` });
  said.setAttribute("role", "alert");
  field.before(said);
  field.addEventListener("change", () => {
    const isTooLarge = [...field.files].some((file) => file.size > Number(field.dataset.largest));
    said.textContent = isTooLarge ? field.dataset.tooLarge : "";
    said.hidden = !isTooLarge;
    if (isTooLarge) field.value = "";
  });
}
