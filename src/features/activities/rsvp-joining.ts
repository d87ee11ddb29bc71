import type { Reading, RsvpAnswer } from './rsvp-intent.js'
import {
  ACKNOWLEDGES,
  ASKED_HOW_MANY,
  ASKED_TO_JOIN,
  ASKS_ABOUT_JOINING,
  JOIN_STRONG,
  JOIN_WEAK,
  NOT_JOIN,
  QUESTION,
  READY,
  RESTATES,
  SEATS,
  WANTS,
  YES,
} from './rsvp-words.js'

const REPORTED = /报了.{0,6}(?:大|小|人|个|口|名)/
const WISH_TO_JOIN = /(?:想|要|能|可以)(?:去|参加|来|带)/
const COUNT_ONLY = 12
const PAST = /去年|上次|上回|往年|那次|以前|当时/
/** 我和女朋友去: the verb right behind those who come. */
const GOING = /^[\s,，]*(?:一起|都|也|要|想|会|准备|打算)*(?:去|来|参加|报)(?!过|了|年|店|看|不|上班|接|买)/
/** 我去 as an exclamation. */
const EXCLAIMS = /^\s*我去[\s,，!！~。]*(?:这|那|太|也太|真|好家伙|咋|怎么|什么|啥|居然|还有|又|谁|不是)|你去/

/** +1，我的也坏了: agrees with a story, and tells another. */
const AGREES =
  /^\s*\+\s*1\s*[,，、。!！]\s*(?!.*(?:报名|报上|算我|参加|一起|我去|也去|[\d一二两三四五]\s*(?:大|小|个|位|口|人)|自己|孩子))\S{6,}/

/** A first sign-up, in one of the ways people write it. */
export function readJoin(reading: Reading): RsvpAnswer | null | undefined {
  const { folded, party, context, about, named, signed, business, sameDay } = reading
  const length = folded.trim().length
  const strong = JOIN_STRONG.exec(folded)
  const weak = JOIN_WEAK.exec(folded)
  const clauses = folded.split(/[,，。!！?？;；\n]/).filter((clause) => /报|参加|登记/.test(clause))
  if (ASKS_ABOUT_JOINING.test(folded) && !party) return SEATS.test(folded) ? undefined : null
  if (clauses.length > 0 && clauses.every((clause) => NOT_JOIN.test(clause))) return null
  if (/多少钱|怎么(?:收费|算钱)|收费|啥价|什么价/.test(folded) && !strong) return null
  if (AGREES.test(folded) && !named) return null
  if (business && !(strong && party) && !(named && party?.how === 'split')) return null
  if (READY.test(folded) && !strong) return null
  if (signed && (ACKNOWLEDGES.test(folded) || RESTATES.test(folded)) && !(strong && differs(reading))) return null
  if (!signed && (RESTATES.test(folded) || (ACKNOWLEDGES.test(folded) && context.afterDeadline)))
    return REPORTED.test(folded) ? joinFrom(reading, 0.6) : null

  if (!strong && (PAST.test(folded) || EXCLAIMS.test(folded))) return null
  const replied = readReply(reading)
  if (replied) return replied
  if (strong) return readStrong(reading)
  const question = QUESTION.test(folded)
  if (question && /(?:能|可以)(?:不能|不可以)?带|都算/.test(folded) && !SEATS.test(folded)) return null
  if (party?.how === 'split' && saysCount(reading)) return joinFrom(reading, about ? 0.75 : 0.6)
  if (party?.how === 'split' && weak && !signed && !question) return joinFrom(reading, 0.7, weak[0])
  if (!about) return undefined
  if (party && SEATS.test(folded)) return joinFrom(reading, 0.75)
  if (weak && readsAsAgreement(reading)) return null
  if (weak && !(question && !party) && length <= (named || party ? 40 : 20)) return joinFrom(reading, 0.7, weak[0])
  if (party && party.how !== 'bare' && length <= 30 && WISH_TO_JOIN.test(folded) && !/^我?好想/.test(folded))
    return joinFrom(reading, 0.65)
  if (
    party &&
    party.how !== 'plus' &&
    party.how !== 'bare' &&
    party.how !== 'kids' &&
    folded.trim().length - (party.end - party.start) <= 4 &&
    !question &&
    !signed
  )
    return joinFrom(reading, 0.6)
  if (party && !signed && length <= 25 && !question && GOING.test(folded.slice(party.end)))
    return joinFrom(reading, 0.65)
  if (
    party &&
    named &&
    !signed &&
    length <= 30 &&
    party.how !== 'bare' &&
    /我|俺|咱/.test(folded) &&
    /[去来]|参加/.test(folded)
  )
    return joinFrom(reading, 0.6)
  if (
    party &&
    !signed &&
    !question &&
    length <= 20 &&
    (sameDay || /活动/.test(folded)) &&
    (party.how === 'family' || party.how === 'plus')
  )
    return joinFrom(reading, 0.6)
  if (folded.trim() === '1' && context.precededBy !== 'chatter' && !signed) return joinFrom(reading, 0.55)
  return undefined
}

function readStrong(reading: Reading): RsvpAnswer | null | undefined {
  const { folded, party, about, context } = reading
  const strong = JOIN_STRONG.exec(folded)
  const question = QUESTION.test(folded)
  if (!party && question) return SEATS.test(folded) ? undefined : null
  if (
    !party &&
    /(?:大家|各位|家人们|赶紧|快来|抓紧|踊跃|欢迎|都来|快去|你).{0,6}报名|报名(?:的|从速|截|啦|开始)/.test(folded)
  )
    return null
  // 报 with a number means much else in a group of drivers: it needs the talk, the format, or 报名.
  const certain = /报名|报上/.test(folded) || party?.how === 'split'
  if (!certain && ((!about && !context.repliedTo) || folded.trim().length > 25)) return undefined
  if (!party && WANTS.test(folded) && !/报名/.test(folded)) return undefined
  return joinFrom(reading, party?.how === 'split' ? 0.95 : party ? 0.85 : 0.75, strong?.[0])
}

/** Answers to a question of staff: 几位？ → 3个; 给您报上？ → 好的. */
function readReply({ folded, party, context, signed }: Reading): RsvpAnswer | undefined {
  if (!context.repliedTo) return undefined
  if (ASKED_HOW_MANY.test(context.repliedTo) && folded.trim().length <= 20) {
    const bare = /^\s*(?:就)?([1-9]|1\d)\s*个?\s*[。!！]?$/.exec(folded)
    if (party)
      return {
        type: 'join',
        adults: party.adults,
        children: party.children,
        absolute: true,
        confidence: 0.85,
        quote: folded.trim(),
      }
    if (bare?.[1])
      return { type: 'join', adults: Number(bare[1]), children: 0, absolute: true, confidence: 0.8, quote: bare[0] }
  }
  if (!signed && ASKED_TO_JOIN.test(context.repliedTo) && YES.test(folded))
    return { type: 'join', adults: 1, children: 0, absolute: false, confidence: 0.6, quote: folded.trim() }
  return undefined
}

/** +1 under chatter (附议) is no sign-up. */
function readsAsAgreement({ folded, party, context, signed, named }: Reading): boolean {
  const plus = /^\s*(?:\+|➕)\s*1\s*[^\d]{0,3}$/.test(folded)
  if (signed && (plus || !party)) return true
  return plus && !named && context.precededBy === 'chatter'
}

/** 2大1小 with little around it, or with the activity named. */
function saysCount({ folded, party, about, named, signed, context, business }: Reading): boolean {
  if (!party || business) return false
  const around = folded.trim().length - (party.end - party.start)
  if (signed) return differsFrom(context.current, party) && around <= COUNT_ONLY && !/[?？]|吗/.test(folded)
  return named || (about && around <= 40) || around <= 6
}

function differs({ party, context }: Reading): boolean {
  return party !== null && differsFrom(context.current, party)
}

function differsFrom(
  current: { adults: number; children: number } | undefined,
  party: { adults: number; children: number },
): boolean {
  return !current || current.adults !== party.adults || current.children !== party.children
}

function joinFrom({ party, folded }: Reading, confidence: number, quote?: string): RsvpAnswer {
  if (!party || party.adults + party.children === 0) {
    const vague = /全家|一大家|一家人|我们家|两家|几家/.test(folded) && !party
    return { type: 'join', adults: 1, children: 0, absolute: false, confidence: vague ? 0.4 : confidence, quote }
  }
  const single = party.adults + party.children === 1 && (party.how === 'plus' || party.how === 'bare')
  const sure = party.sure < 0.5 ? 0.5 : 1
  return {
    type: 'join',
    adults: party.adults,
    children: party.children,
    absolute: !single,
    confidence: Math.max(confidence * sure, Math.min(confidence, 0.5)),
    quote: quote ?? folded.slice(party.start, party.end).trim(),
  }
}
