import { In, IsNull } from 'typeorm'
import { dayOf, startOf } from '../../kit/zone.js'
import { Invitation, Invitee, type Job, StaffAccount } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { findManagers, tellPeople } from '../tell-people.js'
import { assigneesOf, progressText } from './progress.js'
import { inviteeLines } from './step.js'

/** Everybody who calls for a new plan gets their own list. */
export async function tellCallers({ store, ids, say, now }: JobDeps, { invitationId }: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const invitation = await db.findOneBy(Invitation, { id: String(invitationId) })
    if (!invitation) return
    const invitees = await db.findBy(Invitee, { invitationId: invitation.id })
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    const { code, title } = invitation
    for (const name of assigneesOf(invitees)) {
      const own = invitees.filter(({ assignee }) => assignee === name)
      const lines = await inviteeLines(db, say, own)
      const text = [say('invitations.yours', { code, title, number: own.length }), ...lines].join('\n')
      const who = people.filter((each) => each.name === name)
      await tellPeople(db, who, { text, dedupe: `invitations:yours:${invitation.id}:${name}`, now, ids })
    }
  })
}

/** In the evening, to the managers: how far the plans are for which somebody was called today. */
export async function tellInvitations({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const { open, all } = await store.direct(async (db) => {
    const open = await db.find(Invitation, { where: { closedAt: IsNull() }, order: { code: 'ASC' } })
    return { open, all: await db.findBy(Invitee, { invitationId: In(open.map(({ id }) => id)) }) }
  })
  const today = startOf(dayOf(now, dealer.zone), dealer.zone)
  const texts = open.flatMap((each) => {
    const invitees = all.filter(({ invitationId }) => invitationId === each.id)
    return invitees.some(({ calledAt }) => (calledAt ?? 0) >= today) ? progressText(say, each, invitees) : []
  })
  if (!texts.length) return
  const dedupe = `invitations:progress:${dayOf(now, dealer.zone)}`
  await store.transaction(async (db) =>
    tellPeople(db, await findManagers(db), { text: texts.join('\n'), dedupe, now, ids }),
  )
}
