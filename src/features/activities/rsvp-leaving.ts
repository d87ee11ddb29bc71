import { RELATIVE } from './people-words.js'
import { readDelta } from './read-delta.js'
import { readParty } from './read-party.js'
import type { Reading, RsvpAnswer } from './rsvp-intent.js'
import {
  ABSENT,
  CANCEL,
  CHANGE,
  CONDITIONAL,
  JOIN_STRONG,
  NOT_CANCEL,
  ONLY,
  POLITE_CANCEL,
  REDUCE,
  SOMEBODY_ABSENT,
  THIRD_PERSON,
  UNDECIDED,
  WANTS,
} from './rsvp-words.js'

const ABSENT_WORDS = new RegExp(ABSENT)
const CANCEL_WORDS = new RegExp(CANCEL)
const NO_TIME =
  /没空|没时间|下次|下回|可惜|遗憾|无缘|加班|值班|出差|上班|有事|不敢折腾|撞(?:了|上)|冲突|玩(?:得)?(?:好|开心)/
const WHOLE =
  /我们?(?:家|一家|全家|俩|都)?(?:也)?(?:就)?(?:都)?(?:去不了|来不了|不去|不来|取消)|全家|都(?:去不了|来不了|不去|不来)/

/** 那三个人取消掉: how many there were, right before the word. */
const COUNTED = new RegExp(`(?:\\d|[一二两俩三四五六七八九])\\s*(?:个|位|口)?(?:大人?|人)?.{0,3}${CANCEL}`)

/** Undecided: a wish without a word that binds. A stated 报名2大1小 binds whatever stands beside it. */
export function readUndecided({ folded, about, named, party, context, business }: Reading): RsvpAnswer | undefined {
  const unsure = UNDECIDED.exec(folded) ?? (CONDITIONAL.test(folded) ? ABSENT_WORDS.exec(folded) : null)
  if (!unsure || CANCEL_WORDS.test(folded)) return undefined
  if (
    business ||
    (!named &&
      !WANTS.test(folded) &&
      !(about && folded.trim().length <= 24 && /[去来报班]|参加|情况|安排|天气/.test(folded)))
  )
    return undefined
  const bound = party && JOIN_STRONG.test(folded) && !/先不报|不敢报|再报|再(?:来)?报名|能去就报/.test(folded)
  if (bound || (party?.how === 'split' && context.current?.state !== 'signed')) return undefined
  if (
    ABSENT_WORDS.test(folded) &&
    !CONDITIONAL.test(folded) &&
    !/可能|估计|怕|也许|不知道|八成|能不能|说不/.test(folded)
  )
    return undefined
  return { type: 'undecided', confidence: named ? 0.8 : 0.65, quote: unsure[0] }
}

/** 减2个, 孩子不去了: fewer people than before. */
export function readReduce(reading: Reading): RsvpAnswer | null | undefined {
  const { folded, context, signed, about, named } = reading
  if (!signed || !context.current) return undefined
  const current = context.current
  const total = current.adults + current.children
  const word = REDUCE.exec(folded)
  const stated = readParty(folded)
  if (ONLY.test(folded) || (CHANGE.test(folded) && stated)) return undefined
  if (word && (about || named || belongs(reading, '了'))) {
    const delta = readDelta(folded.slice(word.index).split(/[,，。;；!！\n]/)[0] ?? '')
    if (delta) {
      const fewer = delta.adults + delta.children
      if (/取消|退/.test(word[0]) && delta.adults >= current.adults && fewer >= total) return undefined
      // 减2个，2大: the figure at the end says what remains.
      const rest = readParty(folded.slice(word.index + word[0].length + 1))
      if (rest?.how === 'split' && !/取消|退/.test(word[0]) && rest.adults + rest.children === total - fewer)
        return { type: 'change', adults: rest.adults, children: rest.children, confidence: 0.95, quote: word[0] }
      return { type: 'reduce', ...delta, confidence: 0.9, quote: word[0] }
    }
  }
  const whole = stated?.adults === current.adults && stated.children === current.children
  const partial =
    !whole &&
    /(?:\d|[一二两三])\s*(?:个|位)?(?:大人?|小孩?|孩子|人).{0,3}(?:取消|不去|不来|去不了|来不了|退)/.exec(folded)
  if (partial) {
    const delta = readDelta(partial[0])
    if (
      delta &&
      delta.adults <= current.adults &&
      delta.children <= current.children &&
      delta.adults + delta.children < total
    )
      return { type: 'reduce', ...delta, confidence: 0.85, quote: partial[0] }
  }
  if (!about && !named && !belongs(reading, '了')) return undefined
  const somebody = SOMEBODY_ABSENT.exec(folded)
  if (
    !somebody ||
    total < 2 ||
    WHOLE.test(folded) ||
    speaksOfSelf(folded) ||
    CANCEL_WORDS.test(folded.replace(/退.{0,4}名额/, ''))
  )
    return undefined
  if (
    stated?.how === 'split' &&
    (stated.adults !== current.adults || stated.children !== current.children) &&
    stated.adults + stated.children < total
  )
    return { type: 'change', adults: stated.adults, children: stated.children, confidence: 0.85, quote: somebody[0] }
  const delta = readDelta(folded.slice(somebody.index, somebody.index + somebody[0].length))
  if (!delta) return undefined
  if (/(?:孩子|娃|小朋友)们|都/.test(somebody[0]) && delta.children > 0) delta.children = current.children
  const fits =
    delta.adults < current.adults + (delta.children < current.children ? 1 : 0) && delta.children <= current.children
  if (!fits) return undefined
  return { type: 'reduce', ...delta, confidence: 0.7, quote: somebody[0] }
}

/** 取消, 去不了了: the whole sign-up, or a decline of somebody who has none. */
export function readCancel(reading: Reading): RsvpAnswer | null | undefined {
  const { folded, signed, about, named, business } = reading
  const word = CANCEL_WORDS.exec(folded)
  const absent = ABSENT_WORDS.exec(folded)
  const found = word ?? absent
  if (!found) return readDecline(reading)
  const polite = signed && POLITE_CANCEL.test(folded) && !/怎么|如何|会不会|活动/.test(folded)
  if (word && NOT_CANCEL.test(folded) && !polite) return null
  if (CONDITIONAL.test(folded) && !/所以|只好|还是取消|就取消吧/.test(folded)) return signed || about ? undefined : null
  if (!word && THIRD_PERSON.test(folded)) return null
  if (!word && speaksOfAnotherMember(reading)) return null
  if (business && !named && !/报名|活动|名额|名单/.test(folded) && !(signed && (reading.party || COUNTED.test(folded))))
    return null
  if (!word && /[去来]不[了成]\s*(?:店|医院|学校|公司|单位|你|那|这|了?几)/.test(folded)) return null
  if (signed) {
    if (!belongs(reading, found[0])) return null
    if (!word && QUESTION_TO_OTHERS.test(folded)) return null
    return {
      type: 'cancel',
      confidence: word && (about || named || reading.party) ? 0.95 : word ? 0.8 : 0.8,
      quote: found[0],
    }
  }
  if (!named && !/报名|名额/.test(folded) && !(about && folded.trim().length <= (word ? 12 : 30) && !business))
    return null
  return { type: 'decline', confidence: 0.8, quote: found[0] }
}

const QUESTION_TO_OTHERS = /你们?.{0,4}(?:不去|去不了|不来|来不了)|谁.{0,4}(?:不去|去不了)|(?:不去|不来)(?:吗|么|[?？])/

function readDecline({ folded, signed, about, context, named, party, business }: Reading): RsvpAnswer | undefined {
  if (signed || party || !about || /不用|不加班|不值班/.test(folded) || context.current?.state === 'cancelled')
    return undefined
  const found = NO_TIME.exec(folded)
  if (
    !found ||
    JOIN_STRONG.test(folded) ||
    !(named || folded.trim().length <= 30) ||
    !/可惜|遗憾|下次|下回|没空|没时间|无缘|加班|值班|出差|折腾|冲突/.test(folded)
  )
    return undefined
  if (!named && !/[去来]不|参加|没空|没时间|(?:可惜|遗憾).*(?:下次|下回)|下[次回](?:吧|一定|再)/.test(folded))
    return undefined
  if (business) return undefined
  return { type: 'decline', confidence: 0.65, quote: found[0] }
}

/** 我明天去不成了: the sender is the subject, and no place follows. */
function speaksOfSelf(folded: string): boolean {
  return folded
    .split(/[,，。!！?？;；\n]/)
    .some((clause) => OWN_ABSENCE.test(clause) && !ANYBODY.test(clause) && !/公司|单位|学校|医院|班|店/.test(clause))
}

const OWN_ABSENCE =
  /(?:我|俺|咱)(?:们|家)?[^我车]{0,6}(?:(?:去|来|参加)不(?:了|成)|(?<!才)不(?:去|来|参加)了|没法(?:去|来|参加))\s*(?:了|啦)?\s*$/
const ANYBODY = new RegExp(RELATIVE)

/** Whether a member with a seat speaks of the seat when nothing else in the talk does. */
function belongs({ folded, about, named, sameDay, party, business }: Reading, quote: string): boolean {
  if (about || named || sameDay || party?.how === 'split' || COUNTED.test(folded)) return true
  const length = folded.trim().length
  if (business) return false
  if (length <= 40 && (speaksOfSelf(folded) || /减\s*(?:\d|[一二两三四五])\s*个/.test(folded))) return true
  if (/名额|抱歉|不好意思|对不住|对不起|群主|管理/.test(folded)) return length <= 60
  return length <= 12 && /了|成|取消|退出/.test(quote)
}

/** 老周去不了了 said by somebody else; people do write their own nickname. */
function speaksOfAnotherMember({ folded, context }: Reading): boolean {
  const found =
    /^\s*(?:听说)?((?:老|小|阿|大)[\u4e00-\u9fa5]|[\u4e00-\u9fa5]{1,2}[哥姐叔总])(?:他|她|也|说|家|临时|今天|明天)*[^,，。!！我]{0,4}(?:去不了|来不了|不去|不来)/.exec(
      folded,
    )
  return found?.[1] !== undefined && !context.senderName.includes(found[1])
}
