/**
 * Hears the server while the tab is in sight. A browser keeps six connections to one site, so a tab that nobody sees
 * leaves its own to the others; what it missed is read anew with the `hello` of the next one. Answers how to end it.
 */
export function listenWhileSeen(connect: () => EventSource): () => void {
  let source: EventSource | undefined
  const follow = () => {
    if (!document.hidden) source ??= connect()
    else {
      source?.close()
      source = undefined
    }
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    source?.close()
  }
}
