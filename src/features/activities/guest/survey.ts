import { In, IsNull, Not } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { outboxItem } from '../../../outbox/index.js'
import { Customer, type Db, type Group, OutboxItem, Rsvp, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { publicName } from '../../public-name.js'
import { displayName } from '../../step.js'
import { type Door, present } from '../door/door.js'
import { signLink } from '../links.js'
import { SCORE_WITHIN } from './score.js'

/** The day after, whoever came is asked in private how it was: 1 to 5, and a sentence. Once. */
export async function askHowItWas(
  db: Db,
  { ids, say, now, dealer, vault }: JobDeps & { vault: Vault },
  door: Door,
  group: Group,
): Promise<void> {
  const came = present(door).flatMap(({ memberId }) => memberId ?? [])
  const members = door.members.filter(({ id }) => came.includes(id))
  const customerIds = members.flatMap(({ customerId }) => customerId ?? [])
  // Whoever said 退订 is left alone.
  const stopped = await db.findBy(Customer, { id: In(customerIds), marketingStoppedAt: Not(IsNull()) })
  const asked = members.filter(({ customerId }) => !stopped.some(({ id }) => id === customerId))
  const rsvps = door.rsvps.filter(
    ({ memberId, scoredAt }) => scoredAt === null && asked.some(({ id }) => id === memberId),
  )
  for (const rsvp of rsvps) Object.assign(rsvp, { asking: null, askedAt: now })
  await writeRows(db, Rsvp, rsvps, 'update')
  const items = rsvps.flatMap((rsvp) => {
    const member = asked.find(({ id }) => id === rsvp.memberId)
    if (!member) return []
    return outboxItem({
      id: ids(),
      accountId: group.accountId,
      action: {
        type: 'say',
        room: { id: member.externalId, kind: 'private', name: displayName(member) },
        text: [
          say('activities.survey', { name: publicName(say, member), title: door.activity.title }),
          ...pageLine(member.id),
        ].join('\n'),
      },
      priority: 'broadcast',
      dedupeKey: `activities:survey:${rsvp.id}`,
      now,
      lifetime: 10 * HOUR,
    })
  })
  await writeRows(db, OutboxItem, items, 'ignore')

  /** The same as a form, for who is asked. */
  function pageLine(who: string): string[] {
    const token = signLink('survey', { activityId: door.activity.id, who }, now + SCORE_WITHIN, vault)
    return dealer.publicUrl ? [say('activities.survey_page', { link: `${dealer.publicUrl}/rsvp/how/${token}` })] : []
  }
}
