// Notes on their way to the server. Each has an id of its own, so that handing it over twice changes nothing.
import { forget, keep, kept, token } from './kept.js'
import { tell } from './words.js'

export const base = `/door/${token}`
const AT_ONCE = 50

export const state = { isOnline: true, isSyncing: false, isOver: false }
let draw = () => undefined
export const onChange = (listener) => {
  draw = listener
}

/** As crypto.randomUUID, which older phones do not have, and no page that came over http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

export function note(values) {
  kept.queue.push({ id: newId(), member: null, name: '', adults: 0, children: 0, at: Date.now(), ...values })
  keep()
  draw()
  void sync()
}

export async function sync() {
  if (state.isSyncing || state.isOver) return
  state.isSyncing = true
  const sent = kept.queue.slice(0, AT_ONCE)
  // A member's name is known there.
  const notes = sent.map((each) => ({ ...each, name: each.member ? '' : each.name }))
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${base}/sync`, { method: 'POST', headers, body: JSON.stringify({ notes }) })
    state.isOnline = true
    if (answer.status === 410) return end()
    if (!answer.ok) throw new Error(String(answer.status))
    const { noted, view } = await answer.json()
    kept.queue = kept.queue.filter((each) => !sent.includes(each))
    kept.view = view
    keep()
    for (const [n, { outcome }] of noted.entries()) {
      const { name, member } = sent[n]
      const by = view.inside.find((each) => each.member === member)?.by
      if (['already', 'odd', 'undone'].includes(outcome)) tell(outcome, { name, by }, true)
    }
    if (kept.queue.length) setTimeout(sync)
  } catch {
    state.isOnline = false
  } finally {
    state.isSyncing = false
    draw()
  }
}

function end() {
  state.isOver = true
  forget()
  const n = kept.queue.length
  tell(n ? 'expired_waiting' : 'expired', { n }, true)
}
