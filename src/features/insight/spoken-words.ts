import { MoreThan } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { type Db, type Inquiry, type Member, Message, type Violation } from '../../store/index.js'
import { displayName } from '../step.js'
import type { GroupWord } from './complaint-signs.js'

/** A message of a person, as little of it as a report needs: a group may hold hundreds of thousands. */
export interface Spoken {
  messageId: string
  account: string
  at: number
  text: string
}

const PAGE = 5_000

/** Group → what people said in it, in the order of time. Read in pages, so that no row is held longer than needed. */
export async function spokenIn(db: Db, groupIds: readonly string[]): Promise<Map<string, Spoken[]>> {
  const spoken = new Map<string, Spoken[]>()
  for (const groupId of groupIds) {
    const words: Spoken[] = []
    for (let rows = await page(db, groupId, ''); rows.length; rows = await page(db, groupId, rows.at(-1)?.id ?? ''))
      for (const { id, sentAt, text, details } of rows)
        words.push({ messageId: id, account: details.sender.id, at: sentAt, text })
    spoken.set(
      groupId,
      words.sort((one, other) => one.at - other.at),
    )
  }
  return spoken
}

const page = (db: Db, groupId: string, after: string) =>
  db.find(Message, {
    select: { id: true, sentAt: true, text: true, details: true as never },
    where: { groupId, type: 'message', id: MoreThan(after) },
    order: { id: 'ASC' },
    take: PAGE,
  })

/** It takes two to quarrel: who was rude within this of somebody else's rudeness is heated about that. */
const HEATED = 30 * MINUTE

const slot = (at: number) => Math.floor(at / HEATED)

interface Known {
  inquiries: readonly Inquiry[]
  violations: readonly Violation[]
  members: readonly Member[]
}

/** What was said together with what is known of it. */
export function wordsOf(spoken: readonly Spoken[], { inquiries, violations, members }: Known): GroupWord[] {
  const inquiryOf = new Map(inquiries.map((inquiry) => [inquiry.messageId, inquiry]))
  const accountOf = new Map(members.map((member) => [member.id, member.externalId]))
  const staff = new Set(members.filter((member) => member.staff).map((member) => member.externalId))
  const names = new Map(members.map((member) => [member.externalId, callNames(member)]))
  const outbursts = new Map<number, { account: string | undefined; at: number }[]>()
  for (const { rule, memberId, at } of violations)
    if (rule === 'abuse')
      outbursts.set(slot(at), [...(outbursts.get(slot(at)) ?? []), { account: accountOf.get(memberId), at }])
  const quarrels = (account: string, at: number) => {
    const near = [-1, 0, 1]
      .flatMap((step) => outbursts.get(slot(at) + step) ?? [])
      .filter((each) => Math.abs(each.at - at) <= HEATED)
    return near.some((each) => each.account === account) && near.some((each) => each.account !== account)
  }
  return spoken.map(({ messageId, account, at, text }) => ({
    account,
    names: names.get(account) ?? [],
    at,
    text,
    staff: staff.has(account),
    topic: inquiryOf.get(messageId)?.topic ?? 'none',
    open: inquiryOf.get(messageId)?.state === 'open',
    quarrel: quarrels(account, at),
  }))
}

/** 追风车主-小白(新手勿催) is called 小白 too. */
function callNames(member: Member): string[] {
  const name = displayName(member)
  const short = name
    .replace(/[(（].*$/, '')
    .split(/[-－—–+＋_|·•]/)
    .at(-1)
    ?.trim()
  return [...new Set([name, short ?? ''])].filter((each) => each.length >= 2)
}
