// Passkeys need this script: it shows their buttons, and says in words when one was not used.
document.querySelectorAll(".needs-script").forEach(button => { button.hidden = !window.PublicKeyCredential; });
document.addEventListener("allauth.error", event => {
  event.preventDefault();
  document.getElementById("passkey-trouble").hidden = false;
});
