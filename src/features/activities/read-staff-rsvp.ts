import { foldText } from '../../kit/chinese/fold-text.js'
import { LARGE_NUMBER, NUMBER, readNumber } from '../../kit/chinese/number.js'
import { matchName, type NamedMember, nickname } from './match-name.js'
import { readParty } from './read-party.js'
import type { Heads, RsvpIntent } from './rsvp-intent.js'
import { stripQuotes } from './strip-quotes.js'

/** A member's word that staff have not answered yet, latest last. */
export interface PendingRequest {
  person: string
  name: string
  /** `question`: something about the activity that asks for an answer. */
  intent: RsvpIntent['type'] | 'question'
}

export interface StaffContext {
  /** Members of the group without staff. */
  members: readonly NamedMember[]
  pending: readonly PendingRequest[]
  /** Persons on a list already: 老铁两位✅ speaks of them even when nobody was heard asking. */
  listed?: readonly string[]
  /** Accounts that the message mentions or replies to, where the platform tells. */
  addressed?: readonly string[]
}

/** What a reply of staff settles. `named`: the text says whom it means; else it is whoever asked last. `heads` are final; `total` alone (老铁两位✅) leaves the split as it was. */
export type StaffRsvp =
  | {
      type: 'confirm' | 'register' | 'waits'
      person: string
      named: boolean
      heads?: Heads
      total?: number
      evidence: string[]
    }
  | { type: 'restored'; person: string; named: boolean; heads?: Heads; total?: number; evidence: string[] }
  | {
      type: 'cancelled' | 'refuse'
      person: string
      named: boolean
      heads?: undefined
      total?: undefined
      evidence: string[]
    }
  | { type: 'close'; tally?: Tally; evidence: string[] }
  | { type: 'tally'; tally: Tally; evidence: string[] }

/** Figures that staff say of the whole list: 目前17家，31大12小. */
export interface Tally {
  families?: number
  adults?: number
  children?: number
}

const CLOSE =
  /报名(?:已经?|就|正式)?(?:截止|结束|关闭|停止)(?!\s*(?:时间|日期)?\s*[:：到是]|前|之前)|截止(?:了|啦|✋|咯)|停止报名|不再接受报名|名额(?:已经?|都|全部?)?满(?:了|啦|员)|(?:已经?)(?:报满|满员)/
const SOON =
  /还有\s*\S{1,5}\s*(?:分钟|小时|天|个小时)|即将|快要?|就要|马上|准备|(?:今天|明天|周.|\d点|\d{2})\S{0,6}截止|吗|[?？]/
const REFUSE =
  /(?:加|报|补|排|改|塞)不(?:进|上|了|成|下)|(?:名单|保险)[^,，。]{0,10}(?:交|报|提交|定)(?:了|上去|完)|(?:没|没有|无)(?:名额|位置|位子|座位)了?|来不及了?|下次(?:再|给您|给你|请)|已经?截止|已经?满|没办法(?:加|再)|报不(?:上|了)|等下(?:次|回)|下(?:次|回)(?:早|赶)/
const REFUSE_SORRY = /抱歉|不好意思|对不住|对不起|可惜|遗憾|加不|报不|已经?(?:截止|满|交)|没(?:有)?(?:名额|位)/
const CANCELLED =
  /(?:已经?|先|这边|帮[您你]|给[您你]|我)?(?:取消|划掉|去掉|撤掉|撤了|删掉|退掉)(?:了|啦|✅|👌|掉|哈|好了)?/
const DONE =
  /✅|☑|✔|👌|ok|好的|好嘞|好滴|好哒|好咧|收到|没问题|可以|行[,，!！。\s]|能[,，!！]|(?:能|可以)报|当然|必须|安排|登记|记上|记下|加上|加好|已改|改好|改了|已加|已报|报上了|给[您你]|帮[您你]|欢迎(?=[,，!！~。\s]|参加|加入|$)|明白|妥|搞定|嗯|中[,，!！]|得嘞/
/** 候补第1位: noted, but on the waiting list; 候补轮到您了 is a seat. */
const WAITS = /候补(?!.{0,4}(?:轮到|转正|成功|上了|到了))|排队(?:中|第)/
const REGISTER = /(?:给|帮|替)[您你他她]?[^,，。]{0,6}(?:登记|报|加|记|改|留)/
const TALLY = new RegExp(
  `(?:目前|现在|一共|总共|共计|共|合计|已经?|登记|报了?名?)[^\\n,，。]{0,6}?(${LARGE_NUMBER})\\s*(?:家|户|组|台车?|辆车?|个家庭)|(${LARGE_NUMBER})\\s*大人?\\s*(${LARGE_NUMBER})\\s*小`,
)
const PEOPLE_ONLY = new RegExp(`(${NUMBER})\\s*(?:位|个人|人)`)

/**
 * Reads what staff say about sign-ups. Null for everything else. The person is the one whom the text names, or else
 * the one who asked last; a confirmation without figures needs somebody who asked.
 */
export function readStaffRsvp(text: string, context: StaffContext): StaffRsvp | null {
  const spoken = stripQuotes(text)
  const folded = foldText(spoken)
  const total = TALLY.exec(folded)
  const closing = CLOSE.exec(folded)
  if (
    closing &&
    !refusesLast(folded, context) &&
    !addressedTo(text, context) &&
    !SOON.test(folded.slice(0, closing.index + closing[0].length))
  ) {
    const figures = readTally(folded)
    return { type: 'close', ...(figures && { tally: figures }), evidence: [closing[0]] }
  }
  const target = addressedTo(text, context)
  const last = context.pending.at(-1)
  const named = target !== undefined
  if (folded.length > 160 || /^\s*@(?:全体|所有)/.test(folded)) return total ? asTally(folded) : null
  const asked = target && context.pending.some((request) => request.person === target.id)
  const person = target?.id ?? last?.person
  const late = REFUSE.test(folded) && REFUSE_SORRY.test(folded)
  if (person && late && (asked || !target))
    return { type: 'refuse', person, named, evidence: [REFUSE.exec(folded)?.[0] ?? ''] }

  const request = context.pending.findLast((other) => other.person === person)
  const cancelled = CANCELLED.exec(folded)
  if (
    person &&
    cancelled &&
    (request?.intent === 'cancel' ||
      /报名|名额|活动|自驾/.test(folded) ||
      (!request && target && /已取消|取消了/.test(folded))) &&
    !/不取消|没取消|别取消|[?？]|吗/.test(folded)
  )
    return { type: 'cancelled', person, named, evidence: [cancelled[0].trim()] }
  if (total && !target && (total[1] || /目前|一共|总共|共/.test(folded)))
    return last && DONE.test(folded.slice(0, total.index))
      ? { type: 'confirm', person: last.person, named, evidence: [DONE.exec(folded)?.[0] ?? ''] }
      : asTally(folded)

  const done = DONE.exec(folded)
  const party = readParty(withoutName(folded, target))
  const split = party && party.how === 'split' ? { adults: party.adults, children: party.children } : undefined
  const people = PEOPLE_ONLY.exec(withoutName(folded, target))
  if (!person || !done || (!split && !request && !(people && target && context.listed?.includes(target.id))))
    return null
  // Figures for somebody named are an answer even when nobody was heard asking; questions settle nothing.
  if (/[?？]|吗|几大|几位|格式/.test(folded) && !split) return null
  const said = {
    evidence: [done[0], ...(party ? [folded.slice(party.start, party.end).trim()] : [])],
    ...(split ? { heads: split } : people?.[1] ? { total: readNumber(people[1]) } : {}),
  }
  if (request?.intent === 'cancel' && !split) return null
  if (WAITS.test(folded)) return { type: 'waits', person, named, ...said }
  if (request?.intent === 'restore') return { type: 'restored', person, named, ...said }
  if (!request && !target) return null
  if (!split && !people && (folded.trim().length > 30 || /名片|报到|新车友|进群|[?？]/.test(folded))) return null
  return { type: REGISTER.test(folded) ? 'register' : 'confirm', person, named, ...said }
}

/** 不好意思，名额满了报不上了 answers one member; a note to all closes the list. */
function refusesLast(folded: string, { pending }: StaffContext): boolean {
  const wants = /^(?:join|add|restore|change)$/.test(pending.at(-1)?.intent ?? '')
  return wants && !/大家|各位|所有|家人们|目前|一共/.test(folded) && /[加报]不(?:进|上|了)|下[次回]/.test(folded)
}

/** Whom a reply names: an @, the nickname at its beginning, or the nickname of somebody who waits for an answer. */
function addressedTo(text: string, { members, pending, addressed }: StaffContext): NamedMember | undefined {
  const byAccount = addressed?.length === 1 ? members.find((member) => member.id === addressed[0]) : undefined
  if (byAccount) return byAccount
  const mention = /@([^\s@,，:：]{1,32})/.exec(text)
  if (mention?.[1]) {
    const mentioned = members.find((member) => text.includes(`@${member.name}`)) ?? matchName(mention[1], members)
    if (mentioned) return mentioned
  }
  const folded = foldText(text)
  const named = (member: NamedMember) => {
    const nick = nickname(member.name)
    return nick.length >= 2 && folded.includes(nick)
  }
  const waiting = members.filter((member) => pending.some((request) => request.person === member.id))
  const asked = waiting.filter(named)
  if (asked.length === 1) return asked[0]
  const words = folded.replace(/^(?:好的?呀?|收到|可以的?|没问题|ok|嗯+|行|能[,，!！]?|当然)[\s,，~!！。]*/u, '')
  const lead =
    /^[\s@]*([\u4e00-\u9fa5a-z0-9~]{1,10}?)(?=\s|[,，:：~!！]|收到|真的|别|不用|您|你|哥|姐|姨|叔|好|已|可以|[0-9一二两三四五六七八九]+\s*(?:大|位|个|人)|两位|$)/.exec(
      words,
    )?.[1]
  const byLead = lead
    ? (matchName(lead, waiting) ?? (lead.length >= 2 ? matchName(lead, members) : undefined))
    : undefined
  if (byLead) return byLead
  const everybody = members.filter(named)
  return everybody.length === 1 ? everybody[0] : undefined
}

/** A nickname may hold figures (二狗, 77): they are not people. */
function withoutName(folded: string, target: NamedMember | undefined): string {
  return target ? folded.replaceAll(nickname(target.name), (name) => ' '.repeat(name.length)) : folded
}

function readTally(folded: string): Tally | undefined {
  const families = /(\d{1,3}|[一二三四五六七八九十]+)\s*(?:家|户|组|台车?|辆车?)/.exec(folded)
  const heads = new RegExp(`(${LARGE_NUMBER})\\s*大人?[\\s+、,，]*(${LARGE_NUMBER})\\s*小`).exec(folded)
  if (!families && !heads) return undefined
  return {
    ...(families?.[1] && { families: readNumber(families[1]) }),
    ...(heads?.[1] && heads[2] && { adults: readNumber(heads[1]), children: readNumber(heads[2]) }),
  }
}

function asTally(folded: string): StaffRsvp | null {
  const tally = readTally(folded)
  return tally ? { type: 'tally', tally, evidence: [TALLY.exec(folded)?.[0] ?? ''] } : null
}
