import { foldText } from '../../kit/chinese/fold-text.js'
import { MINUTE, SECOND } from '../../kit/clock.js'
import type { Attachment } from '../../message/index.js'
import type { Verdict } from './judge.js'

/** One message of a member, as far as counting needs it. */
export interface Word {
  at: number
  text: string
}

/** So far is looked back. */
export const WITHIN = 10 * MINUTE

const FLOOD = { messages: 12, within: 30 * SECOND }
const REPEATS = 3
/** 哈哈哈 and 早上好 may be said as often as one likes. */
const SHORTEST_REPEAT = 10

/** Many messages in a breath; `words` are the member's latest ones, oldest first, this one last. */
export function floods(words: readonly Word[]): Verdict | null {
  const last = words.at(-1)
  const first = words.at(-FLOOD.messages)
  if (!last || !first || last.at - first.at > FLOOD.within) return null
  return { rule: 'flood', quote: last.text, score: 1, certainty: 'act' }
}

/** The same words again and again. */
export function repeats(words: readonly Word[]): Verdict | null {
  const last = words.at(-1)
  if (!last || last.text.length < SHORTEST_REPEAT) return null
  const same = (text: string) => foldText(text).replace(/[\s\p{P}\p{S}]/gu, '')
  const times = words.filter((word) => last.at - word.at <= WITHIN && same(word.text) === same(last.text)).length
  return times >= REPEATS ? { rule: 'repeat', quote: last.text, score: 1, certainty: 'act' } : null
}

/** Up to the host: 网址 is often followed by Chinese without a space. */
const LINK = /(?:https?:\/\/|www\.)([\w.@:-]*)/gi
/** What leads out of the group without a link in the words. */
const CARRIERS: readonly Attachment['kind'][] = ['card', 'link', 'forward']

/** A link to a site that the group does not allow, or a card or forward that leads elsewhere. */
export function linksOut(text: string, attachments: readonly Attachment[], allowed: readonly string[]): Verdict | null {
  const foreign = [...text.matchAll(LINK)].find(([, host = '']) => !allowed.some((site) => isBelow(host, site)))
  if (foreign) return { rule: 'link', quote: foreign[0], score: 1, certainty: 'act' }
  const carrier = attachments.find(({ kind }) => CARRIERS.includes(kind))
  return carrier ? { rule: 'link', quote: carrier.name ?? text, score: 1, certainty: 'act' } : null
}

/** `www.a.com` is below `a.com`; `nota.com` is not. */
const isBelow = (host: string, site: string) => {
  const name = host.toLowerCase().replace(/:\d*$|\.+$/g, '')
  return name === site || name.endsWith(`.${site}`)
}
