
for (const button of document.querySelectorAll("button[data-copy]")) {
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("code"));
      document.execCommand("copy");
    }
    const { copied } = document.body.dataset;
    button.textContent = copied;
    document.getElementById("said").textContent = copied + ": " + button.dataset.copy;
    setTimeout(() => { button.textContent = name; }, 2000);
  });
}
