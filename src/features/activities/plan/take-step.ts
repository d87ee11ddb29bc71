import { type Db, OutboxItem, StaffAccount, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { displayName } from '../../step.js'
import { findManagers, tellPeople } from '../../tell-people.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { reviewText } from '../after/index.js'
import { openDoor } from '../door/door.js'
import { closeDoor } from '../door/index.js'
import { askHowItWas } from '../guest/index.js'
import { noticeItem } from '../publish.js'
import { cardText } from './card.js'
import { importantGuests, loadGuests, unansweredText } from './guests.js'
import { yuan } from './read-money.js'
import type { Held, TickDeps } from './tick.js'

/** A step of the plan has its day: what the machine may do it does, the rest it reminds the right person of. */
export async function takeStep(db: Db, deps: TickDeps, held: Held, step: string): Promise<void> {
  const { say, now, ids } = deps
  const { activity } = held
  const { code, title, state, plan } = activity
  const isOpen = state === 'open'
  const card = () => cardText(deps, activity, held.rsvps)
  const unapproved = plan.planned !== undefined && !plan.approved
  switch (step) {
    case 'approve':
      if (plan.approved || isOpen) return
      if (unapproved) await askManagers(db, deps, held)
      return tellOwner(db, deps, held, step, say('activities.step_approve', { code, title, card: card() }))
    case 'week': {
      if (!isOpen && unapproved) return askManagers(db, deps, held)
      const announced = isOpen ? '' : await announce(db, deps, held)
      const guests = importantGuests(activity, await loadGuests(db, [activity.groupId], now), held.rsvps)
      const important = guests.length
        ? say('activities.step_week_important', { code, names: guests.map(displayName).join('、') })
        : ''
      return tellOwner(db, deps, held, step, `${announced}${say('activities.step_week', { code, title, important })}`)
    }
    case 'call':
      if (!isOpen) return
      return tellOwner(
        db,
        deps,
        held,
        step,
        unansweredText(deps, activity, await loadGuests(db, [activity.groupId], now), held.rsvps),
      )
    case 'after': {
      if (!isOpen) return
      const door = await openDoor(db, activity)
      const came = await closeDoor(db, deps, door)
      await askHowItWas(db, deps, door, held.group)
      return tellOwner(db, deps, held, step, `${say('activities.step_after', { code, title })}${came && `\n${came}`}`)
    }
    case 'review': {
      if (!isOpen) return
      const text = reviewText(deps, await openDoor(db, activity))
      await tellPeople(db, await findManagers(db), { text, dedupe: `activities:review:${activity.id}`, now, ids })
      return tellOwner(db, deps, held, step, text)
    }
    default:
      if (!isOpen) return
      return tellOwner(db, deps, held, step, say(`activities.step_${step}`, { code, title, card: card() }))
  }
}

/** The one who looks after it; everybody in the staff rooms while nobody does. */
async function tellOwner(db: Db, { ids, now }: JobDeps, { activity }: Held, step: string, text: string): Promise<void> {
  const notice = { text, dedupe: `activities:step:${step}:${activity.id}`, now, ids }
  const { owner } = activity.plan
  const people = owner ? await db.findBy(StaffAccount, { name: owner }) : []
  return people.length ? tellPeople(db, people, notice) : tellStaffRooms(db, notice)
}

async function askManagers(db: Db, { say, ids, now }: JobDeps, { activity, rsvps }: Held): Promise<void> {
  const { code, title, plan, id } = activity
  const text = say('activities.ask_approval', { code, title, sum: yuan(plan.planned ?? 0), owner: plan.owner ?? '—' })
  const buttons = [{ label: say('activities.button_approve'), data: `activity:approve:${code}` }]
  await tellPeople(db, await findManagers(db), {
    text,
    buttons,
    dedupe: `activities:approval:${id}:${rsvps.length}:${now}`,
    now,
    ids,
  })
}

/** A draft that was approved, or that costs nothing, is announced on its day without anybody's doing. */
async function announce(db: Db, deps: JobDeps, { activity, group }: Held): Promise<string> {
  const { say, now, ids } = deps
  Object.assign(activity, { state: 'open', announcedAt: now })
  await writeRows(db, OutboxItem, [noticeItem(deps, activity, group, { now, ids })], 'ignore')
  return `${say('activities.published', { title: activity.title, code: activity.code })}\n`
}
