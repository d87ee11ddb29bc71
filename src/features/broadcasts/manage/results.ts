import { Between, In, IsNull } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { Customer, type Db, Lead, Member, Message, Rsvp } from '../../../store/index.js'
import type { Target } from './progress.js'

/** So long after it was sent something is put down to a broadcast. */
const EFFECT = 2 * DAY

/** What followed within two days where it was read. Figures, not proof of a cause. */
export interface Results {
  clicks: number
  /** People who quoted it, or who wrote in the private chat in which they got it. */
  answered: number
  /** Answers to activities. */
  rsvps: number
  leads: number
  /** People who said 退订. */
  optOuts: number
}

export async function loadResults(db: Db, targets: readonly Target[]): Promise<Results> {
  const reached = targets.filter(({ outcome, item }) => outcome === 'sent' && item?.sentAt)
  const times = reached.map(({ item }) => item?.sentAt as number)
  const clicks = targets.reduce((sum, { target }) => sum + target.clicks, 0)
  if (!times.length) return { clicks, answered: 0, rsvps: 0, leads: 0, optOuts: 0 }
  const within = Between(Math.min(...times), Math.max(...times) + EFFECT)
  const sentAt = new Map(reached.map(({ target, item }) => [target.groupId, item?.sentAt as number]))
  const isEffect = (groupId: string | null, at: number) => {
    const since = sentAt.get(groupId)
    return since !== undefined && at > since && at <= since + EFFECT
  }
  const groupId = In([...sentAt.keys()].flatMap((id) => id ?? []))
  const sentAs = new Set(reached.flatMap(({ item }) => item?.externalId ?? []))
  const isPrivate = new Set(reached.flatMap(({ target }) => (target.customerId ? (target.groupId ?? []) : [])))
  const messages = await db.find(Message, {
    select: { id: true, groupId: true, sentAt: true, details: true as never },
    where: { groupId, sentAt: within, type: 'message', mode: 'live' },
  })
  const answers = messages.filter(({ groupId, sentAt, details }) => {
    const { replyTo } = details as { replyTo?: string }
    return isEffect(groupId, sentAt) && (isPrivate.has(groupId) || (replyTo !== undefined && sentAs.has(replyTo)))
  })
  const leads = await db.findBy(Lead, { groupId, raisedAt: within })
  const rsvps = await db.find(Rsvp, { where: { changedAt: within, member: { groupId } }, relations: { member: true } })
  const stopped = await db.findBy(Customer, { marketingStoppedAt: within, mergedIntoId: IsNull() })
  const members = stopped.length
    ? await db.findBy(Member, { groupId, customerId: In(stopped.map(({ id }) => id)) })
    : []
  return {
    clicks,
    answered: new Set(answers.map(({ groupId, details }) => `${groupId}:${details.sender?.id}`)).size,
    rsvps: rsvps.filter(({ member, changedAt }) => isEffect(member?.groupId ?? null, changedAt)).length,
    leads: leads.filter((lead) => isEffect(lead.groupId, lead.raisedAt)).length,
    optOuts: stopped.filter(({ id, marketingStoppedAt }) =>
      members.some((member) => member.customerId === id && isEffect(member.groupId, marketingStoppedAt as number)),
    ).length,
  }
}
