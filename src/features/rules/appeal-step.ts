import { In, MoreThan } from 'typeorm'
import { maskPhones } from '../../kit/chinese/phone.js'
import { DAY } from '../../kit/clock.js'
import { friendlyTime } from '../../kit/zone.js'
import { Member, Violation } from '../../store/index.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'

/** By itself, or about what was done: 为什么空调不制冷 is a question for the workshop. */
const WHY =
  /^(?:为什么|为啥|凭什么|凭啥|why)(?:.{0,10}(?:撤回|撤了|禁言|警告|提醒我|移出|踢|删|mute|recall|remove).{0,8})?[?？!！。~～]*$/i
const APPEAL =
  /^(?:(?:我要)?申诉|appeal\b|我?(?:是被)?冤枉的?(?:啊|呀|了)?(?=[\s:：，,。!！]|$))[\s:：，,。!！]*([\s\S]*)$/i

const asks = (turn: Turn) =>
  turn.group.kind === 'private' &&
  !turn.staff &&
  turn.event.type === 'message' &&
  (WHY.test(said(turn).trim()) || APPEAL.test(said(turn).trim()))

const LONGEST = 500

/** 为什么 and 申诉 in private: a member hears the reason, and may have a person look again, once for each case. */
export const appealStep: Step = async (batch) => {
  const asking = batch.turns.filter(asks)
  if (!asking.length) return (_turn, next) => next()
  const cases = await loadCases(batch, asking)

  return (turn, next) => {
    if (asks(turn)) {
      const own = cases.get(turn.messageId)
      const appeal = APPEAL.exec(said(turn).trim())
      turn.replies.push({ rank: 0, text: appeal ? take(batch, turn, own, appeal[1] ?? '') : explain(batch, own) })
    }
    next()
  }
}

/** Turn → the latest standing case of that person, whichever of their accounts and of ours it was with. */
async function loadCases(batch: Batch, turns: readonly Turn[]): Promise<Map<string, Violation>> {
  const customers = turns.flatMap((turn) => turn.member.customerId ?? [])
  const members = await batch.db.find(Member, { select: { id: true }, where: { customerId: In(customers) } })
  const violations = await batch.db.find(Violation, {
    where: {
      memberId: In(members.map((member) => member.id)),
      state: 'standing',
      at: MoreThan(Math.min(...turns.map((turn) => turn.now)) - 30 * DAY),
    },
    relations: { member: true, group: true },
    order: { at: 'DESC' },
  })
  return new Map(
    turns.flatMap((turn) => {
      const own = violations.find(({ member }) => member?.customerId === turn.member.customerId)
      return own ? [[turn.messageId, own] as const] : []
    }),
  )
}

function explain({ say, dealer }: Batch, violation: Violation | undefined): string {
  if (!violation) return say('rules.nothing_standing')
  return say('rules.why', {
    rule: say(`rules.${violation.rule}.name`),
    group: violation.group?.name ?? '',
    quote: violation.quote,
    until: friendlyTime(violation.expiresAt, dealer.zone, dealer.locale),
  })
}

function take(batch: Batch, turn: Turn, violation: Violation | undefined, words: string): string {
  const { say } = batch
  if (!violation) return say('rules.nothing_standing')
  if (violation.appealedAt !== null) return say('rules.appealed_before')
  const { member, group, ...row } = violation
  const appeal = words.trim().slice(0, LONGEST)
  batch.writes.update(Violation, { ...row, appeal, appealedAt: turn.now })
  batch.audit(turn, 'rules.appealed', { violation: violation.id })
  const text = say('rules.appeal_card', {
    code: violation.code,
    rule: say(`rules.${violation.rule}.name`),
    name: member ? displayName(member) : '',
    group: group?.name ?? '',
    quote: maskPhones(violation.quote),
    words: maskPhones(appeal) || '—',
  })
  batch.tellStaff(turn, text, {
    dedupe: `rules:appeal:${violation.id}`,
    buttons: [
      { label: say('rules.button_undo'), data: `rules:undo:${violation.code}` },
      { label: say('rules.button_keep'), data: `rules:keep:${violation.code}` },
    ],
  })
  return say('rules.appealed')
}
