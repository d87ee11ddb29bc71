import { readDelta } from './read-delta.js'
import { readParty } from './read-party.js'
import type { Reading, RsvpAnswer } from './rsvp-intent.js'
import { ABSENT, ADD, CHANGE, ONLY, OTHER_BUSINESS, REDUCE, RESTORE, RESTORE_PLAIN } from './rsvp-words.js'

/** The new figure stands this near to the verb, in characters. */
const NEAR = 8
const TOTAL = /(?:一共|总共|共|合计|加起来|就是|变|变成|总数)\s*(?:是|有)?/
const ABSENT_WORDS = new RegExp(ABSENT)

/** 能不能加回来: a cancelled sign-up comes back, with other figures where they are said. */
export function readRestore({ folded, context, about, named, party }: Reading): RsvpAnswer | undefined {
  const cancelled = context.current?.state === 'cancelled'
  const word = cancelled ? RESTORE.exec(folded) : context.current ? null : RESTORE_PLAIN.exec(folded)
  if (!word || (!cancelled && !named && !/报名|活动|名额/.test(folded))) return undefined
  if (cancelled && !about && !named && folded.trim().length > 40) return undefined
  if (ABSENT_WORDS.test(folded.slice(word.index)) && !/不取消/.test(folded)) return undefined
  const heads =
    party && (party.how !== 'bare' || party.adults > 1) ? { adults: party.adults, children: party.children } : {}
  return { type: 'restore', ...heads, confidence: cancelled ? 0.9 : 0.6, quote: word[0] }
}

/** 改成3个人, 就我一个人去, 应该是2大1小. */
export function readChange({ folded, context, about, named, signed, sameDay }: Reading): RsvpAnswer | null | undefined {
  if (/为准/.test(folded) && !/改成|改为/.test(folded)) return null
  const changes = [...folded.matchAll(new RegExp(CHANGE, 'g'))]
  const last = changes.at(-1)
  if (last) {
    const after = folded.slice((last.index ?? 0) + last[0].length)
    const near = readParty(after)
    const party =
      (near && near.start <= NEAR ? near : null) ??
      readHeads(after) ??
      (/人数|更正|更新|修改|报错|写错|弄错|改[一]?下/.test(folded) && spokenSplit(folded))
    const split = near?.how === 'split'
    const sure =
      about ||
      named ||
      sameDay ||
      /报名|人数/.test(folded) ||
      (context.current && party && (split || folded.trim().length <= 16))
    if (party && sure && party.adults + party.children > 0)
      return {
        type: 'change',
        adults: party.adults,
        children: party.children,
        confidence: context.current ? 0.95 : 0.7,
        quote: last[0],
      }
  }
  const only = ONLY.exec(folded)
  if (!only || !signed || !context.current) return undefined
  if (!(about || named || sameDay || /报名|减|取消|改成|[去来]不[了成]/.test(folded))) return undefined
  const party = readParty(folded.slice(only.index)) ?? { adults: 1, children: 0 }
  const spoken = readParty(folded)
  const heads = spoken?.how === 'split' && !/(?:取消|减|少)/.test(folded.slice(0, only.index)) ? spoken : party
  const total = context.current.adults + context.current.children
  if (
    heads.adults + heads.children > total ||
    (heads.adults === context.current.adults && heads.children === context.current.children)
  )
    return undefined
  return { type: 'change', adults: heads.adults, children: heads.children, confidence: 0.85, quote: only[0] }
}

/** 再+1, 我妹也去: more people than before. */
export function readAdd({
  folded,
  context,
  about,
  named,
  party,
  signed,
  sameDay,
  business,
}: Reading): RsvpAnswer | undefined {
  const word = ADD.exec(folded) ?? (signed ? /\+\s*\d/.exec(folded) : null)
  if (!word || ABSENT_WORDS.test(folded) || REDUCE.test(folded)) return undefined
  if (party?.how === 'split' && /报名?[\s:：,，]*$/.test(folded.slice(0, party.start))) return undefined
  const total = context.current ? context.current.adults + context.current.children : 0
  const tail = folded.slice(word.index + word[0].length)
  const summed = TOTAL.exec(tail) ?? TOTAL.exec(folded)
  const sum = summed ? readParty(folded.slice(summed.index + summed[0].length)) : null
  const more = readDelta(folded.slice(word.index)) ?? readDelta(folded)
  if (signed && sum && sum.adults + sum.children > total)
    return { type: 'change', adults: sum.adults, children: sum.children, confidence: 0.9, quote: word[0] }
  if (!signed) {
    const explicit = /再\s*\+|再(?:加|报|带)|多(?:带|加)|追加/.test(word[0])
    if (!explicit || !more || !(about || named) || context.current) return undefined
    return undefined
  }
  if (
    !(
      about ||
      named ||
      sameDay ||
      isPlain(folded) ||
      (party?.how === 'split' && folded.trim().length <= 30) ||
      /报名|名额/.test(folded)
    )
  )
    return undefined
  if ((business || folded.trim().length > 40) && party?.how !== 'split') return undefined
  // 我爸妈也去，4大1小: the figure is the new total when the verb does not stand right before it.
  const split = party?.how === 'split' ? party : null
  const extra = split !== null && /(?:再|多|追加|另外?)[^,，。]{0,6}$|加\s*$/.test(folded.slice(0, split.start))
  if (split && extra)
    return { type: 'add', adults: split.adults, children: split.children, confidence: 0.85, quote: word[0] }
  if (split && split.adults + split.children > total)
    return { type: 'change', adults: split.adults, children: split.children, confidence: 0.85, quote: word[0] }
  if (
    split &&
    context.current &&
    split.adults === context.current.adults &&
    split.children === context.current.children
  )
    return undefined
  // A bare +1 of somebody who has signed up already agrees with what others said.
  if (!ADD.test(folded) && !/(?:媳妇|老婆|老公|娃|孩|爸|妈|朋友|妹|弟|哥|姐).{0,6}\+/.test(folded)) return undefined
  if (!more || more.adults + more.children > 20) return undefined
  return { type: 'add', ...more, confidence: /\?|？|吗|不$/.test(folded) ? 0.7 : 0.85, quote: word[0] }
}

/** A few words that can mean little else: 再+1, 我妈也去. */
function isPlain(folded: string): boolean {
  return (
    folded.trim().length <= 16 &&
    /再\s*\+|再(?:加|报|带)|多带|多报|追加|也(?:要|想)?(?:去|参加|报)/.test(folded) &&
    !OTHER_BUSINESS.test(folded) &&
    !/[台辆份张碗杯套]/.test(folded)
  )
}

/** 改成3, 改2个: a figure with no unit right after the verb. */
function readHeads(after: string) {
  const found = /^\s*[:：]?\s*(?:成|为)?\s*([1-9]|1\d|[一两二三四五六七八九])\s*个?(?:$|[\s,，。!！吧哈了啦谢])/.exec(
    after,
  )
  if (!found?.[1]) return null
  const digits = '零一二三四五六七八九'
  const adults = /\d/.test(found[1]) ? Number(found[1]) : found[1] === '两' ? 2 : digits.indexOf(found[1])
  return { adults, children: 0 }
}

function spokenSplit(folded: string) {
  const party = readParty(folded)
  return party?.how === 'split' ? party : null
}
