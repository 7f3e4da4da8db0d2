/* PuMPuRS in the browser: comfort on top of pages that work without it.
   Theme, printing, copying, menus, marked rows, keys, live sums, files, unsaved text. No library but htmx beside it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add("js");

  const remember = (name, value) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  };
  const remembered = (name) => document.cookie.split("; ").find((c) => c.startsWith(`${name}=`))?.slice(name.length + 1);

  /* Theme: light or dark, kept in a cookie so that the server writes it into the next page. */
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const toggleTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
  };

  /* Marked rows of a table and the bar that acts on them. */
  const countPicked = () => {
    for (const bar of all("[data-bulk]")) {
      const scope = bar.closest("form") ?? document;
      const boxes = all("input[data-pick]", scope);
      const picked = boxes.filter((box) => box.checked).length;
      const count = bar.querySelector("[data-bulk-count]");
      if (count) count.textContent = String(picked);
      bar.classList.toggle("is-empty", picked === 0);
      for (const head of all("input[data-pick-all]", scope)) {
        head.checked = boxes.length > 0 && picked === boxes.length;
        head.indeterminate = picked > 0 && picked < boxes.length;
      }
    }
  };

  /* Live sums. Money is counted in whole cents; the server counts again and decides. */
  const hundredths = (text) => {
    const match = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(String(text ?? "").replace(/[\s\u00a0]/g, ""));
    return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : 0;
  };
  const language = root.lang.startsWith("en") ? "en-GB" : "lv-LV";
  const euros = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const asMoney = (cents) => `${euros.format(cents / 100)}\u00a0€`;
  const lineCents = (line) => {
    const field = line.querySelector("[data-quantity]");
    if (!field) return hundredths(line.dataset.fixed);
    const quantity = hundredths(field.value);
    return field.dataset.rate ? Math.round((quantity * hundredths(field.dataset.rate)) / 100) : quantity;
  };
  const show = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };
  const addUp = (box) => {
    const byMeter = new Map();
    let total = 0;
    for (const line of all("[data-line]", box)) {
      const cents = lineCents(line);
      total += cents;
      show(line.querySelector("[data-line-total]"), asMoney(cents));
      const meter = line.dataset.line;
      if (meter) byMeter.set(meter, (byMeter.get(meter) ?? 0) + cents);
    }
    for (const place of all("[data-total]", box)) show(place, asMoney(total));
    for (const meter of all("[data-meter]", box)) {
      const now = byMeter.get(meter.dataset.meter) ?? 0;
      const bar = meter.querySelector("progress");
      show(meter.querySelector("[data-meter-now]"), asMoney(now));
      if (!bar) continue;
      const over = now > Math.round(bar.max * 100);
      bar.value = now / 100;
      bar.parentElement.classList.toggle("progress-bad", over);
      meter.classList.toggle("meter-over", over);
      meter.querySelector("[data-meter-over]")?.toggleAttribute("hidden", !over);
    }
  };

  /* Copying a code or an address; where the browser forbids it, the text is marked instead. */
  const copy = async (button) => {
    const place = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(place.textContent.trim());
      show(button.querySelector("[aria-live]"), button.dataset.copied);
    } catch {
      getSelection().selectAllChildren(place);
    }
  };

  /* Keys: j k move, x marks, Enter opens, / searches, ? tells; every data-key presses its element. */
  const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const keysOn = () => remembered("keys") !== "off";
  const queueRows = () => all("[data-queue] tbody tr");
  const moveTo = (step) => {
    const rows = queueRows();
    if (!rows.length) return;
    const now = rows.findIndex((row) => row.classList.contains("is-current"));
    const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
    for (const row of rows) row.classList.toggle("is-current", row === next);
    next.querySelector("a")?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const press = (key) => {
    const wanted = all("[data-key]").find((element) => element.dataset.key === key && element.checkVisibility());
    if (!wanted) return false;
    if (wanted.matches("input, select, textarea")) wanted.focus();
    else wanted.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.activeElement?.closest("details[open]:is(.menu, .tip)") ?? document.querySelector("details[open]:is(.menu, .tip)");
      if (open) {
        open.open = false;
        open.querySelector("summary")?.focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn()) return;
    const current = document.querySelector("[data-queue] tr.is-current");
    let done = true;
    if (event.key === "j") moveTo(1);
    else if (event.key === "k") moveTo(-1);
    else if (event.key === "x" && current) current.querySelector("input[data-pick]")?.click();
    else if (event.key === "?") all("details.keys").forEach((keys) => (keys.open = !keys.open));
    else done = press(event.key);
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("[data-theme-toggle]")) toggleTheme();
    else if (target.closest("[data-print]")) window.print();
    else if (target.closest("[data-copy]")) copy(target.closest("[data-copy]"));
    else if (target.closest("[data-keys-toggle]")) {
      remember("keys", keysOn() ? "off" : "on");
      target.closest("[data-keys-toggle]").setAttribute("aria-pressed", String(keysOn()));
    }
    for (const open of all("details[open]:is(.menu, .tip)")) if (!open.contains(target)) open.open = false;
  });

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-pick-all]")) {
      for (const one of all("input[data-pick]", box.closest("table") ?? document)) one.checked = box.checked;
    }
    if (box.matches("[data-pick], [data-pick-all]")) countPicked();
    if (box.matches("[data-send]")) box.form?.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-sums]");
    if (box) addUp(box);
    event.target.closest("form[data-keep]")?.setAttribute("data-unsaved", "");
  });

  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.target.closest?.(".dropzone")?.classList.toggle("is-over", kind === "dragover");
    });
  }

  /* Unsaved text: forms with data-keep warn before the page is left; a saved part lifts the warning. */
  const failed = (form) => {
    const place = form?.querySelector(".autosave");
    if (!place) return;
    place.className = "autosave autosave-failed";
    show(place, place.dataset.failed ?? "");
  };
  const formOf = (event) => (event.detail?.ctx?.sourceElement ?? event.target).closest?.("form[data-keep]");
  document.addEventListener("htmx:before:request", (event) => {
    const form = formOf(event);
    /* A save that waited for the one before it takes the text and revisions of now, not of when it was asked for. */
    if (!form || !event.detail.ctx.request.body) return;
    event.detail.ctx.request.body = new URLSearchParams(new FormData(form));
    /* …and its answer goes to the line that stands there now: the one of then was replaced by the answer before it. */
    event.detail.ctx.target = form.querySelector(".autosave");
  });
  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event);
    const answer = event.detail?.ctx?.response;
    if (form && answer && answer.status < 400) form.removeAttribute("data-unsaved");
    else if (form && answer && answer.status >= 500) failed(form);
  });
  document.addEventListener("htmx:error", (event) => failed(formOf(event)));
  document.addEventListener("submit", (event) => event.target.removeAttribute("data-unsaved"));
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-unsaved]")) event.preventDefault();
  });

  /* A menu opened for a small screen, a message that must be read first. */
  const settle = () => {
    countPicked();
    for (const box of all("[data-sums]")) addUp(box);
    for (const keys of all("[data-keys-toggle]")) keys.setAttribute("aria-pressed", String(keysOn()));
  };
  settle();
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("htmx:after:swap", settle);
})();
