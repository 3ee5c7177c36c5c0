// The server-sent events, and the knowledge of how fresh they are.

/** Longer than the server's heartbeat of 5 s: after this much silence the page says it is stale. */
const SILENCE = 12_000;
const RETRY = 2_000;

/**
 * Calls onView with each view and onLink with "live", "connecting" or "stale" and the wall time of the last word.
 * A stream that ends is opened again until the page is left.
 */
export function follow(onView, onLink) {
  let source = null, lastWord = null, retry = null;

  function heard() {
    lastWord = Date.now();
    onLink("live", lastWord);
  }

  function lost() {
    source?.close();
    source = null;
    onLink(lastWord === null ? "connecting" : "stale", lastWord);
    clearTimeout(retry);
    retry = setTimeout(open, RETRY);
  }

  function open() {
    source = new EventSource("/api/events");
    for (const kind of ["snapshot", "delta"]) {
      source.addEventListener(kind, (event) => {
        onView(JSON.parse(event.data));
        heard();
      });
    }
    source.addEventListener("beat", heard);
    source.addEventListener("bye", lost);
    source.addEventListener("error", lost);
  }

  setInterval(() => {
    if (source && lastWord !== null && Date.now() - lastWord > SILENCE) lost();
  }, 1_000);
  open();
}
