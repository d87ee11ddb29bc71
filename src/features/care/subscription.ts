import { In, Like } from 'typeorm'
import { Customer, OutboxItem } from '../../store/index.js'
import { type Step, said, type Turn } from '../step.js'

const STOP =
  /^(?:td|t|退订|回?(?:复)?td退订|取消订阅|(?:请|麻烦)?(?:你们)?(?:别|不要|不用)再?(?:给我)?(?:发|推送?)(?:这些|这种)?(?:广告|推送|营销|促销|消息|信息|短信|关怀)?了?|不想(?:再)?(?:收到|看到)(?:这些|这种)?(?:广告|推送|消息|信息)了?|(?:请)?停止推送|unsubscribe|stop (?:sending me|writing to me).*)$/i
const RESUME = /^(?:恢复订阅|重新订阅|恢复推送|subscribe(?: again)?)$/i

/** `退订`, `TD`, `别再给我发广告了`, or `恢复订阅`; null for everything else. */
export function readSubscription(said: string): 'stop' | 'resume' | null {
  const text = said
    .normalize('NFKC')
    .trim()
    .replace(/^@\S+\s+/, '')
    .replace(/(?:[。!！~～.,\s]|谢谢|吧|哈)+$/, '')
  // 别发了 may be said to a neighbour who floods the group.
  if (STOP.test(text) && !/^(?:别|不要|不用)再?发了?$/.test(text)) return 'stop'
  return RESUME.test(text) ? 'resume' : null
}

const choiceOf = (turn: Turn) =>
  !turn.staff && !turn.exempt && turn.member.customerId && turn.event.type === 'message'
    ? readSubscription(said(turn))
    : null

/** 退订 / 恢复订阅, in private or in the group: it holds at once, for what waits in the outbox too. */
export const subscriptionStep: Step = async (batch) => {
  const turns = batch.turns.filter((turn) => choiceOf(turn))
  if (!turns.length) return (_turn, next) => next()
  const customerIds = [...new Set(turns.map(({ member }) => member.customerId as string))]
  const customers = await batch.db.findBy(Customer, { id: In(customerIds) })
  const waiting = await batch.db.find(OutboxItem, {
    where: customerIds.map((id) => ({ state: 'waiting' as const, dedupeKey: Like(`care:${id}:%`) })),
  })

  return (turn, next) => {
    const choice = turns.includes(turn) ? choiceOf(turn) : null
    const customerId = turn.member.customerId
    if (choice && customerId) {
      // Whoever speaks for the first time is not in the table yet, and is heeded as well.
      const before = customers.find(({ id }) => id === customerId)
      const columns =
        choice === 'stop'
          ? { marketingStoppedAt: before?.marketingStoppedAt ?? turn.now }
          : { marketingStoppedAt: null, consentAt: turn.now }
      Object.assign(before ?? {}, columns)
      batch.writes.change(Customer, customerId, columns)
      if (choice === 'stop')
        for (const item of waiting.filter(({ dedupeKey }) => dedupeKey.startsWith(`care:${customerId}:`)))
          batch.writes.change(OutboxItem, item.id, { state: 'expired', reason: 'unsubscribed' })
      batch.audit(turn, choice === 'stop' ? 'care.stopped' : 'care.resumed', { customer: customerId })
      turn.replies.push({ rank: 0, text: batch.say(choice === 'stop' ? 'care.stopped' : 'care.resumed') })
      // It is dealt with: no colleague has to answer it.
      turn.meaning = null
    }
    next()
  }
}
