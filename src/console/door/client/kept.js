// What the phone keeps: the list as the server said it last, and the notes that it has not heard yet. Nothing of a link
// stays that has ended, but notes that somebody still has to hand over.
export const [, , token = '', activityCode = '', seatCode = ''] = location.pathname.split('/')
const slot = `door:${token}`
const pointer = (code) => `door-of:${code}`
/** Notes of a link that has ended wait this long for the next one of the same colleague. */
const NOTES_WAIT_MS = 7 * 24 * 3_600_000

function read(key, unset) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? unset
  } catch {
    return unset
  }
}

export const kept = read(slot, { view: null, queue: [] })
export const keep = () => localStorage.setItem(slot, JSON.stringify(kept))

/** A guest's code that is scanned opens the page of the colleague whose phone it is. */
export const rememberPage = () => localStorage.setItem(pointer(kept.view.activity.code), JSON.stringify(token))
export const ownPage = () => read(pointer(activityCode), null)

/** A link names activity and colleague, and when it ends. */
const partsOf = (link) => {
  const [activity = '', who = '', end = ''] = String(link).split('.')
  return { whose: `${activity}.${who}`, end: Number.parseInt(end, 36) || 0 }
}

/** Names and link go; notes that were not handed over stay for the next link. */
export function forget() {
  for (const key of Object.keys(localStorage))
    if (key.startsWith('door-of:') && read(key, '') === token) localStorage.removeItem(key)
  kept.view = null
  if (kept.queue.length) keep()
  else localStorage.removeItem(slot)
}

/** Takes over what older links of the same colleague left, and drops what belongs to links that have ended. */
export function tidyUp() {
  for (const key of Object.keys(localStorage)) {
    const [, kind, link] = /^(door|door-of):(.*)$/.exec(key) ?? []
    const other = partsOf(kind === 'door' ? link : read(key, ''))
    if (kind === 'door-of' && read(key, '') !== token && other.end < Date.now()) localStorage.removeItem(key)
    if (kind !== 'door' || link === token) continue
    const { queue } = read(key, { queue: [] })
    const isMine = other.whose === partsOf(token).whose
    if (isMine) kept.queue.push(...queue)
    if (isMine || other.end + (queue.length ? NOTES_WAIT_MS : 0) < Date.now()) localStorage.removeItem(key)
  }
  keep()
}

/** Who is in as far as this phone knows: what the server said, and on top of it what it has not heard yet. */
export function inside() {
  const rows = new Map((kept.view?.inside ?? []).map((each) => [each.member ?? each.id, each]))
  for (const note of kept.queue) {
    const key = note.member ?? note.id
    if (note.undo) rows.delete(key)
    else if (!rows.has(key)) rows.set(key, { ...note, by: kept.view?.me ?? '', waits: true })
  }
  return [...rows.values()].sort((a, b) => b.at - a.at)
}
