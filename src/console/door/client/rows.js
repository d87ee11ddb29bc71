// The rows of the two lists: who is expected, and who is in.
import { fill, headsOf, T, timeOf } from './words.js'

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

export function guestRow(guest, letIn) {
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

export function insideRow(row, takeBack) {
  const facts = [headsOf(row), timeOf(row.at), fill('by', { by: row.by }), row.waits && T.offline]
  const button = element('button', { type: 'button', className: 'quiet', textContent: T.take_back })
  button.onclick = () => takeBack(row)
  return element('li', { className: 'in' }, person(`✓ ${row.name}`, facts), button)
}
