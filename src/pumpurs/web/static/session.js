/* The end of the session: the notice in the head appears in time, asks the server (other windows count too), and
   one press stays signed in. Without this script the head says the hour of the end. */
(() => {
  "use strict";
  const notice = document.querySelector("[data-session-left]");
  if (!notice) return;
  const warnAt = Number(notice.dataset.sessionWarn);
  const bar = document.getElementById("session-warning");
  const minutes = document.getElementById("session-minutes");
  const hour = notice.querySelector("time");
  let end = Date.now() + Number(notice.dataset.sessionLeft) * 1000;
  const left = () => Math.round((end - Date.now()) / 1000);
  const show = () => {
    bar.hidden = left() > warnAt;
    const text = String(Math.max(0, Math.ceil(left() / 60)));
    if (minutes.textContent !== text) minutes.textContent = text;
  };
  const ask = async (method) => {
    const headers = { Accept: "application/json" };
    if (method === "POST") headers["X-CSRFToken"] = bar.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch("/account/session/", { method, headers, redirect: "manual" });
    if (!answer.ok) return location.reload();
    end = Date.now() + (await answer.json()).left_seconds * 1000;
    const day = new Date(end);
    hour.textContent = `${day.getHours()}`.padStart(2, "0") + ":" + `${day.getMinutes()}`.padStart(2, "0");
    show();
  };
  bar.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask("POST").catch(() => {});
  });
  const tick = () => {
    show();
    if (left() <= warnAt) ask("GET").catch(() => {});
    setTimeout(tick, left() > warnAt + 60 ? 60_000 : 15_000);
  };
  tick();
})();
