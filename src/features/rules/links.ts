import type { Attachment } from '../../message/index.js'
import { findSignals, fold, type SignalName } from '../../understanding/index.js'
import type { Verdict } from './judge.js'

/** Up to the host: 网址 is often followed by Chinese without a space. */
const LINK = /(?:https?:\/\/|www\.)([\w.@:-]*)/gi
/** What leads out of the group without a link in the words. */
const CARRIERS: readonly Attachment['kind'][] = ['card', 'link', 'forward']

/** A link to a site that the group does not allow, a card or forward that leads elsewhere, or a QR code that does. */
export function linksOut(text: string, attachments: readonly Attachment[], allowed: readonly string[]): Verdict | null {
  const [foreign] = foreignLinks(text, allowed)
  if (foreign) return broken(foreign)
  const carrier = attachments.find(({ kind }) => CARRIERS.includes(kind))
  if (carrier) return broken(carrier.name ?? text)
  const code = attachments.flatMap(({ codes = [] }) => codes).find((each) => leadsOut(each, allowed))
  return code === undefined ? null : broken(`[二维码] ${code}`)
}

const broken = (quote: string): Verdict => ({ rule: 'link', quote, score: 1, certainty: 'act' })

const foreignLinks = (text: string, allowed: readonly string[]): string[] =>
  [...text.matchAll(LINK)].flatMap(([link, host = '']) => (allowed.some((site) => isBelow(host, site)) ? [] : [link]))

/** `www.a.com` is below `a.com`; `nota.com` is not. */
const isBelow = (host: string, site: string) => {
  const name = host.toLowerCase().replace(/:\d*$|\.+$/g, '')
  return name === site || name.endsWith(`.${site}`)
}

/** What clearly leads to somebody; a name that looks like an account may be a nickname. */
export const CONTACTS: readonly SignalName[] = ['phone', 'wechat', 'qq', 'group', 'link']

/** Codes that open an account, a till or a phone without a link. */
const OPENS = /^(?:wxp|weixin|mqqapi|alipays?|tel|sms|smsto|mailto|mecard|begin:vcard)\b/i

/** A code leads out by its link; without one by what it opens, or the contact it names. A seat number does not. */
function leadsOut(code: string, allowed: readonly string[]): boolean {
  if (new RegExp(LINK).test(code)) return foreignLinks(code, allowed).length > 0
  return OPENS.test(code) || findSignals(fold(code).text).some(({ name }) => CONTACTS.includes(name))
}
