// What the page says; the sentences come with the page, the names in braces are filled in here.
export const T = JSON.parse(document.body.dataset.texts)
const { zone } = document.body.dataset

export const $ = (id) => document.getElementById(id)
export const fill = (key, values = {}) => T[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
export const headsOf = ({ adults, children }) => fill('heads', { adults, children })
export const timeOf = (at) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', timeZone: zone })

export function tell(key, values, isBad = false) {
  $('said').hidden = false
  $('said').dataset.tone = isBad ? 'bad' : 'good'
  $('said').textContent = fill(key, values)
}
