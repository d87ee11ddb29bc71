// The page at the door. What is noted here is kept on the phone first, and handed over when there is a network.
import { inside, keep, kept, ownPage, rememberPage, seatCode, tidyUp, token } from './kept.js'
import { guestRow, insideRow } from './rows.js'
import { base, note, onChange, state, sync } from './sync.js'
import { $, fill, T, tell } from './words.js'

const EVERY_MS = 20_000
const AGAIN_MS = 5_000
const SHOWN = 60

function letIn({ member, name }, adults, children) {
  const before = inside().find((each) => each.member === member)
  $('find').value = ''
  if (before) {
    tell('already', { name, by: before.by }, true)
    return draw()
  }
  tell('done', { name, adults, children })
  note({ member, name, adults, children })
}

function takeBack({ id, member, name }) {
  tell('taken_back', { name })
  const at = kept.queue.findIndex((each) => !each.undo && (member ? each.member === member : each.id === id))
  // Nobody has heard of it yet: unless it is on its way, it never happened.
  if (at < 0 || state.isSyncing) return note({ ...(member ? { member } : { id }), name, undo: true })
  kept.queue.splice(at, 1)
  keep()
  draw()
}

function draw() {
  const { view, queue } = kept
  if (state.isOver) return close()
  $('sync').dataset.state = queue.length || !state.isOnline ? 'waiting' : 'synced'
  $('sync').textContent = queue.length ? fill('waiting', { n: queue.length }) : state.isOnline ? T.synced : T.offline
  if (!view) return
  const here = inside()
  const wanted = $('find').value.trim().toLowerCase()
  const outside = view.guests.filter((guest) => !here.some(({ member }) => member === guest.member))
  const people = here.reduce((sum, each) => sum + each.adults + each.children, 0)
  const seats = view.guests.filter(({ state }) => state === 'signed').length
  $('title').textContent = view.activity.title
  $('count').textContent = fill('count', { n: here.length, of: seats, people })
  const shown = outside.filter(({ name, code, state }) =>
    wanted ? name.toLowerCase().includes(wanted) || code.startsWith(wanted) : state !== 'none',
  )
  const drawn = JSON.stringify(shown.slice(0, SHOWN))
  // Whoever is typing how many came is not to be disturbed by every sync.
  if (drawn !== $('list').drawn)
    $('list').replaceChildren(...shown.slice(0, SHOWN).map((guest) => guestRow(guest, letIn)))
  $('list').drawn = drawn
  $('inside').replaceChildren(...here.map((row) => insideRow(row, takeBack)))
  $('inside-title').hidden = !here.length
}

/** The link has ended: no name is left to be read. */
function close() {
  for (const id of ['list', 'inside', 'count']) $(id).replaceChildren()
  for (const id of ['by-code', 'walk-in', 'sync', 'links', 'inside-title']) $(id).hidden = true
}

/** Four digits need no button. */
function byCode(text, isWhole) {
  const code = text.trim()
  const guest = /^\d{4}$/.test(code) && kept.view?.guests.find((each) => each.code === code)
  if (guest) letIn(guest, guest.adults, guest.children)
  else if (isWhole && code) tell('unknown', { name: code }, true)
}

$('find').oninput = ({ target }) => {
  byCode(target.value, false)
  draw()
}
$('by-code').onsubmit = (event) => {
  event.preventDefault()
  byCode($('find').value, true)
}
$('guest').onsubmit = (event) => {
  event.preventDefault()
  const given = new FormData(event.target)
  const [phone, name] = ['phone', 'name'].map((key) => String(given.get(key)).trim())
  const [adults, children] = ['adults', 'children'].map((key) => Number(given.get(key)))
  tell('done', { name, adults, children })
  // Nothing is kept of whoever did not agree.
  note({ name, adults, children, ...(phone && given.get('consent') && { phone }) })
  event.target.reset()
  $('walk-in').open = false
}

/** A guest's code was scanned: on the phone of a colleague it opens the colleague's own page. */
function showSeat() {
  const own = ownPage()
  if (own) return location.replace(`/door/${own}#${seatCode}`)
  for (const id of ['by-code', 'walk-in', 'sync']) $(id).hidden = true
  tell('show', { name: seatCode })
}

async function begin() {
  onChange(draw)
  await navigator.serviceWorker?.register('/door/sw.js', { scope: '/door/' }).catch(() => undefined)
  draw()
  await sync()
  if (!kept.view) return state.isOnline ? undefined : tell('first', {}, true)
  rememberPage()
  tidyUp()
  if (kept.queue.length) void sync()
  $('links').hidden = false
  $('print').href = `${base}/print`
  $('sheet').href = `${base}/roster.xlsx`
  const scanned = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  byCode(scanned, true)
  addEventListener('online', sync)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sync())
  setInterval(sync, EVERY_MS)
  setInterval(() => kept.queue.length && sync(), AGAIN_MS)
}

if (token === 'at') showSeat()
else void begin()
