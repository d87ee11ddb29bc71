// The page at the door. What is noted here is kept on the phone first, and handed over when there is a network; each note
// has an id of its own, so that handing it over twice changes nothing.
const T = JSON.parse(document.body.dataset.texts)
const { zone } = document.body.dataset
const $ = (id) => document.getElementById(id)
const fill = (key, values = {}) => T[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
const [, , token = '', activityCode = '', seatCode = ''] = location.pathname.split('/')
const base = `/door/${token}`
const slot = `door:${token}`
const EVERY_MS = 20_000
const AGAIN_MS = 5_000

function read(key, unset) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? unset
  } catch {
    return unset
  }
}
const kept = read(slot, { view: null, queue: [] })
const keep = () => localStorage.setItem(slot, JSON.stringify(kept))
/** As crypto.randomUUID, which older phones do not have, and no page that came over http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
let isOnline = true
let isSyncing = false

/** Who is in as far as this phone knows: what the server said, and on top of it what it has not heard yet. */
function inside() {
  const rows = new Map((kept.view?.inside ?? []).map((each) => [each.member ?? each.id, each]))
  for (const note of kept.queue) {
    const key = note.member ?? note.id
    if (note.undo) rows.delete(key)
    else if (!rows.has(key)) rows.set(key, { ...note, by: kept.view?.me ?? '', waits: true })
  }
  return [...rows.values()].sort((a, b) => b.at - a.at)
}

function tell(key, values, isBad = false) {
  $('said').hidden = false
  $('said').dataset.tone = isBad ? 'bad' : 'good'
  $('said').textContent = fill(key, values)
}

function note(values) {
  kept.queue.push({
    id: newId(),
    member: null,
    name: '',
    adults: 0,
    children: 0,
    at: Date.now(),
    ...values,
  })
  keep()
  draw()
  void sync()
}

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
  if (at < 0 || isSyncing) return note({ ...(member ? { member } : { id }), name, undo: true })
  kept.queue.splice(at, 1)
  keep()
  draw()
}

async function sync() {
  if (isSyncing) return
  isSyncing = true
  const sent = kept.queue.slice(0, 50)
  // A member's name is known there.
  const notes = sent.map((each) => ({ ...each, name: each.member ? '' : each.name }))
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${base}/sync`, { method: 'POST', headers, body: JSON.stringify({ notes }) })
    isOnline = true
    if (answer.status === 410) return tell('expired', {}, true)
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
    isOnline = false
  } finally {
    isSyncing = false
    draw()
  }
}

const timeOf = (at) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', timeZone: zone })
const headsOf = ({ adults, children }) => fill('heads', { adults, children })

function element(tag, props = {}, ...children) {
  const made = Object.assign(document.createElement(tag), props)
  made.append(...children)
  return made
}

const person = (name, facts) =>
  element(
    'span',
    { className: 'who' },
    element('b', { textContent: name }),
    element('small', { textContent: facts.filter(Boolean).join(' · ') }),
  )

function guestRow(guest) {
  const number = (value, ariaLabel) =>
    element('input', { type: 'number', min: 0, max: 60, value, inputMode: 'numeric', ariaLabel })
  const adults = number(guest.adults, T.adults)
  const children = number(guest.children, T.children)
  const heads = element('span', { className: 'heads', hidden: true }, adults, children)
  const state = { waiting: T.queue, none: T.no_seat }[guest.state]
  const who = person(guest.name, [headsOf(guest), guest.code, state])
  // More or fewer came than signed up.
  who.onclick = () => {
    heads.hidden = !heads.hidden
  }
  const button = element('button', { type: 'button', textContent: T.check_in })
  button.onclick = () => letIn(guest, Number(adults.value), Number(children.value))
  return element('li', {}, who, heads, button)
}

function insideRow(row) {
  const facts = [headsOf(row), timeOf(row.at), fill('by', { by: row.by }), row.waits && T.offline]
  const button = element('button', { type: 'button', className: 'quiet', textContent: T.take_back })
  button.onclick = () => takeBack(row)
  return element('li', { className: 'in' }, person(`✓ ${row.name}`, facts), button)
}

function draw() {
  const { view, queue } = kept
  $('sync').dataset.state = queue.length || !isOnline ? 'waiting' : 'synced'
  $('sync').textContent = queue.length ? fill('waiting', { n: queue.length }) : isOnline ? T.synced : T.offline
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
  const drawn = JSON.stringify(shown.slice(0, 60))
  // Whoever is typing how many came is not to be disturbed by every sync.
  if (drawn !== $('list').drawn) $('list').replaceChildren(...shown.slice(0, 60).map(guestRow))
  $('list').drawn = drawn
  $('inside').replaceChildren(...here.map(insideRow))
  $('inside-title').hidden = !here.length
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
  const own = read(`door-of:${activityCode}`, null)
  if (own) return location.replace(`/door/${own}#${seatCode}`)
  for (const id of ['by-code', 'walk-in', 'sync']) $(id).hidden = true
  tell('show', { name: seatCode })
}

async function begin() {
  await navigator.serviceWorker?.register('/door/sw.js', { scope: '/door/' }).catch(() => undefined)
  draw()
  await sync()
  if (!kept.view) return isOnline ? undefined : tell('first', {}, true)
  localStorage.setItem(`door-of:${kept.view.activity.code}`, JSON.stringify(token))
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
