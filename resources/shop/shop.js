// Follows an order: when it stands otherwise than this page shows, the page is read again. Without script the page
// reads itself again every few seconds.
"use strict";
const { follow, state } = document.body.dataset;
if (follow) {
  const look = async () => {
    try {
      const answer = await fetch(follow, { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== state) return location.reload();
    } catch {
      // no network: the next look may have one
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
}
