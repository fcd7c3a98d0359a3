// Saves each answer as it is given. What cannot be sent is kept on this device and sent later.
(() => {
  "use strict";

  const form = document.querySelector("form[data-save-url]");
  const { saveUrl, saved, kept, refused } = form.dataset;
  const status = document.getElementById("save-status");
  const storeName = `stature-unsent:${saveUrl}`;
  const retryAfter = 5000;
  const cantSay = "cant-say";
  let unsent = readUnsent();
  let sending = false;
  let retry = 0;

  function readUnsent() {
    try {
      return JSON.parse(localStorage.getItem(storeName)) || {};
    } catch {
      return {};
    }
  }

  function writeUnsent() {
    try {
      if (Object.keys(unsent).length) localStorage.setItem(storeName, JSON.stringify(unsent));
      else localStorage.removeItem(storeName);
    } catch {
      // A browser that keeps nothing still sends; only a lost connection would cost an answer.
    }
  }

  function say(words) {
    if (words) status.textContent = words;
  }

  function remember(name, answer) {
    delete unsent[name];
    unsent[name] = answer;
    writeUnsent();
  }

  function forget(name, answer) {
    if (unsent[name] === answer) delete unsent[name];
    writeUnsent();
  }

  function post(name, answer) {
    const [item, perspective] = name.split(".");
    return fetch(saveUrl, {
      method: "POST",
      body: new URLSearchParams({ item, perspective, answer }),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      credentials: "same-origin",
      redirect: "error",
      keepalive: true,
    });
  }

  // True when the answer needs no further sending: it was saved, or it never can be.
  async function settle(name, answer) {
    const reply = await post(name, answer);
    if (reply.status === 403 || reply.status >= 500) return false;
    forget(name, answer);
    say(reply.ok ? saved : refused);
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

  form.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
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

  showUnsent();
  const reloadWhenSent = "listsQuestions" in form.dataset && isOutOfDate();
  sendUnsent().then(() => {
    if (reloadWhenSent && !Object.keys(unsent).length) location.reload();
  });
})();
