/* Passkeys: connects our forms with the library's scripts. A form says what it is for by data-passkey. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  const forms = window.allauth?.webauthn?.forms;
  if (!form || !forms) return;
  const trouble = document.getElementById("passkey_trouble");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    if (trouble) trouble.hidden = false;
  });
  form.querySelector("#passkey_button")?.addEventListener("click", () => {
    if (trouble) trouble.hidden = true;
  });
  const ids = { credential: "passkey_credential", data: "passkey_data", passwordless: "id_passwordless" };
  const button = "passkey_button";
  const kinds = {
    "sign-in": () => forms.loginForm({ ids: { ...ids, login: button } }),
    again: () => forms.authenticateForm({ ids: { ...ids, authenticate: button } }),
    new: () => forms.addForm({ ids: { ...ids, add: button } }),
  };
  kinds[form.dataset.passkey]?.();
})();
