import { In } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { friendlyTime } from '../../../kit/zone.js'
import { Activity, Member } from '../../../store/index.js'
import { ownerGroup } from '../../owner-groups.js'
import type { Batch, Step, Turn } from '../../step.js'
import { seatLink, signUpEnds } from './links.js'
import { readFormWords } from './read-words.js'

const asks = ({ mode, staff, exempt, group, event }: Turn) =>
  mode === 'live' &&
  !staff &&
  !exempt &&
  group.kind !== 'staff' &&
  event.type === 'message' &&
  readFormWords(event.text) !== null

/** 报名表: the form of each activity that one may sign up for, always in private, since whoever has the link is the member. */
export const createFormStep =
  (vault: Vault): Step =>
  async (batch) => {
    const turns = batch.turns.filter(asks)
    if (!turns.length) return (_turn, next) => next()
    const externalId = In([...new Set(turns.map(({ member }) => member.externalId))])
    const members = await batch.db.find(Member, {
      where: { externalId, staff: false, group: ownerGroup },
      relations: { group: true },
    })
    const activities = await batch.db.find(Activity, {
      where: { groupId: In(members.map(({ groupId }) => groupId)), state: 'open' },
      order: { endsAt: 'ASC', id: 'ASC' },
    })

    return (turn, next) => {
      if (!turns.includes(turn)) return next()
      const own = members.filter(
        ({ externalId, group, leftAt }) =>
          externalId === turn.member.externalId && leftAt === null && group?.accountId === turn.group.accountId,
      )
      turn.replies.push({ rank: 0, text: answer(batch, turn, own, activities, vault) })
      turn.meaning = null
      next()
    }
  }

function answer(
  batch: Batch,
  turn: Turn,
  own: readonly Member[],
  activities: readonly Activity[],
  vault: Vault,
): string {
  const { say, dealer } = batch
  if (!dealer.publicUrl) return say('activities.form.no_page')
  const lines = activities.flatMap((activity) => {
    const member = own.find(({ groupId }) => groupId === activity.groupId)
    const until = signUpEnds(activity)
    if (!member || until <= turn.now) return []
    const link = seatLink(dealer, activity, member.id, vault)
    return say('activities.form.told', {
      title: activity.title,
      until: friendlyTime(until, dealer.zone, dealer.locale),
      link: link ?? '',
    })
  })
  const text = lines.join('\n\n') || say('activities.form.none')
  if (!lines.length || turn.group.kind === 'private') return text
  if (!turn.can('directMessage')) return say('activities.form.ask_private')
  const room = { id: turn.member.externalId, kind: 'private' as const }
  const order = { priority: 'reply' as const, dedupe: `activities:form:${turn.messageId}`, lifetime: HOUR }
  batch.send(turn, turn.group, { type: 'say', room, text }, order)
  return say('activities.form.in_private')
}
