// Saves each answer as it is given. What cannot be sent is kept on this device, for all areas of
// the questionnaire together, and sent later: after a reload, from another page, in another tab.
(() => {
  "use strict";

  const form = document.querySelector("form[data-save-url]");
  const { saveUrl, store, saved, kept, wait, refused } = form.dataset;
  const status = document.getElementById("save-status");
  const storeName = `stature-unsent:${store}`;
  const retryAfter = 5000;
  const longestWait = 15000;
  const cantSay = form.dataset.apart || "cant-say";
  const listsQuestions = "listsQuestions" in form.dataset;
  let unsent = {};
  let keeps = true;
  let sending = false;
  let retry = 0;

  // What waits in this browser, whichever tab put it there.
  function readUnsent() {
    try {
      return keeps ? JSON.parse(localStorage.getItem(storeName)) || {} : unsent;
    } catch {
      return unsent;
    }
  }

  function waits() {
    return Object.keys(unsent).length > 0;
  }

  function writeUnsent() {
    try {
      if (waits()) localStorage.setItem(storeName, JSON.stringify(unsent));
      else localStorage.removeItem(storeName);
    } catch {
      // A browser that keeps nothing still sends; only a lost connection would cost an answer.
      keeps = false;
    }
  }

  function say(words) {
    if (words) status.textContent = words;
  }

  function remember(name, answer) {
    unsent = readUnsent();
    delete unsent[name];
    unsent[name] = answer;
    writeUnsent();
  }

  function forget(name, answer) {
    unsent = readUnsent();
    if (unsent[name] === answer) delete unsent[name];
    writeUnsent();
  }

  function post(name, answer) {
    const [, item, perspective] = name.match(/^(.*)\.(.*)$/); // codes of items may hold dots
    return fetch(saveUrl, {
      method: "POST",
      body: new URLSearchParams({ item, perspective, answer }),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      credentials: "same-origin",
      redirect: "error",
      keepalive: true,
      signal: AbortSignal.timeout?.(longestWait),
    });
  }

  // True when the answer needs no further sending: it was saved, or it never can be. Only the last
  // of all that waited is told as saved: until then, something could still be lost with the device.
  async function settle(name, answer) {
    const reply = await post(name, answer);
    if (reply.status === 403 || reply.status >= 500) return false;
    forget(name, answer);
    if (!reply.ok) say(refused);
    else if (!waits()) say(saved);
    return true;
  }

  async function sendUnsent() {
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    try {
      for (let [next] = Object.entries(unsent); next; [next] = Object.entries(unsent)) {
        if (!(await settle(...next))) throw new Error("not saved yet");
      }
    } catch {
      say(kept);
      retry = setTimeout(sendUnsent, retryAfter);
    } finally {
      sending = false;
    }
  }

  function showUnsent() {
    for (const [name, answer] of Object.entries(unsent)) {
      const group = form.elements[name];
      if (group) group.value = answer;
    }
  }

  // Leaving while the connection is down would only meet an error. A page of questions carries its
  // own answers; before all answers are closed, those that wait here must have been sent.
  function leave(event) {
    if (navigator.onLine && (!listsQuestions || !waits())) return;
    event.preventDefault();
    if (navigator.onLine) sendUnsent().then(() => waits() || form.requestSubmit(event.submitter));
    else say(wait);
  }

  form.addEventListener("submit", leave);
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "radio" && target.type !== "textarea") return;
    status.textContent = "";
    remember(target.name, target.value);
    sendUnsent();
  });
  window.addEventListener("online", sendUnsent);

  // Whether a page that lists open questions was made without an answer that still waited here.
  function isOutOfDate() {
    return Object.entries(unsent).some(([name, answer]) => {
      const place = document.querySelector(`[data-question="${name}"]`);
      return place?.dataset.listed !== (answer === cantSay ? cantSay : undefined);
    });
  }

  unsent = readUnsent();
  showUnsent();
  const reloadWhenSent = listsQuestions && isOutOfDate();
  sendUnsent().then(() => {
    if (reloadWhenSent && !waits()) location.reload();
  });
})();
