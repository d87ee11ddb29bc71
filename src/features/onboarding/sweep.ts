import { createHash } from 'node:crypto'
import { IsNull, LessThan } from 'typeorm'
import { DAY, HOUR } from '../../kit/clock.js'
import { dayOf } from '../../kit/zone.js'
import { type Db, type Group, Incident, Member, OutboxItem, StaffAccount, writeRows } from '../../store/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { checkCard, suggestCard } from '../name-card.js'
import { ownerGroup, ownerGroups } from '../owner-groups.js'
import { advertises } from '../public-name.js'
import { modeOf } from '../rule-modes.js'
import { displayName, roomOf } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'
import { checkName, plainNames } from './check-name.js'

interface Deps extends JobDeps {
  understand: Understand
}

/** Nobody hears of their card more often than this; then a person takes over. */
export const MOST_REMINDERS = 2
const BETWEEN_REMINDERS = DAY
const NAMED = 20
/** After this somebody who never reported in is a stranger. */
const STRANGER_AFTER = 14 * DAY

/** Every morning: one reminder a group for the cards that are still wrong, and a list for a person of what remains. */
export async function sweepCards(deps: Deps): Promise<void> {
  const { store } = deps
  const staff = plainNames((await store.direct((db) => db.find(StaffAccount))).map((each) => each.name))
  for (const group of await store.direct(ownerGroups)) await sweep(deps, group, staff)
}

const LOOKED_AT = {
  ...{ id: true, externalId: true, card: true, nickname: true },
  ...{ reportedAt: true, cardReminders: true, cardRemindedAt: true },
} as const
type Looked = Pick<Member, keyof typeof LOOKED_AT>

async function sweep(deps: Deps, group: Group, staff: readonly string[]): Promise<void> {
  const { store, say, now, ids, dealer, understand } = deps
  const here = await store.direct((db) =>
    db.find(Member, {
      select: LOOKED_AT,
      where: { groupId: group.id, staff: false, role: 'member', leftAt: IsNull() },
      order: { id: 'ASC' },
    }),
  )
  const mode = modeOf('card', group.settings, now)
  const prefix = mode === 'off' ? undefined : group.settings.cardPrefix
  // Only newcomers are asked: those who were there before the bot came have their names.
  const wrong = prefix
    ? here.filter((member) => member.reportedAt !== null && checkCard(member.card || member.nickname, prefix))
    : []
  const due = wrong.filter(
    (member) =>
      mode === 'on' &&
      !advertises(displayName(member)) &&
      member.cardReminders < MOST_REMINDERS &&
      now - (member.cardRemindedAt ?? 0) >= BETWEEN_REMINDERS,
  )
  const patient = wrong.filter(
    (member) => (mode === 'watch' || member.cardReminders >= MOST_REMINDERS) && !due.includes(member),
  )
  const odd = here.flatMap((member) => {
    const fault = checkName(displayName(member), staff, understand)
    return fault ? [say(`onboarding.name_${fault}`, { name: displayName(member), group: group.name })] : []
  })
  if (!due.length && !patient.length && !odd.length) return
  const names = patient.slice(0, NAMED).map(displayName).join('、')
  const text = [
    ...(patient.length
      ? [say(mode === 'watch' ? 'onboarding.cards_watched' : 'onboarding.cards_left', { group: group.name, names })]
      : []),
    ...odd.slice(0, NAMED),
  ].join('\n')
  // Said again when it changes, and once a month.
  const dedupe = `onboarding:sweep:${group.id}:${dayOf(now, dealer.zone).slice(0, 7)}:${print(text)}`
  await store.transaction(async (db) => {
    // Among people who complain, a word about name cards would be out of place.
    const troubled = due.length > 0 && (await db.existsBy(Incident, { groupId: group.id, state: 'open' }))
    if (due.length && !troubled) await remind(db, deps, group, due)
    if (text) await tellStaffRooms(db, { text, dedupe, now, ids })
  })
}

const print = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16)

async function remind(db: Db, { say, now, ids, dealer }: Deps, group: Group, due: Looked[]): Promise<void> {
  const [first] = due
  const prefix = group.settings.cardPrefix ?? ''
  const named = due.slice(0, NAMED)
  const text = say('onboarding.cards_reminder', {
    names: named.map((member) => `@${displayName(member)}`).join(' '),
    example: first ? suggestCard(first.nickname || first.card, prefix) : '',
  })
  const item = groupItem(group, dealer.zone, {
    id: ids(),
    action: { type: 'say', room: roomOf(group), text, mentions: named.map((member) => member.externalId) },
    priority: 'broadcast',
    dedupeKey: `onboarding:cards:${group.id}:${now}`,
    now,
    lifetime: 6 * HOUR,
  })
  await writeRows(db, OutboxItem, [item], 'ignore')
  for (const { id, cardReminders } of named)
    await db.update(Member, { id }, { cardReminders: cardReminders + 1, cardRemindedAt: now })
}

/** Every week: those in the groups of whom nobody knows who they are, for a person to look at. */
export async function listStrangers({ store, say, ids, now, dealer }: Omit<Deps, 'understand'>): Promise<void> {
  await store.transaction(async (db) => {
    const [strangers, number] = await db.findAndCount(Member, {
      where: [{ customerId: IsNull() }, { customer: { phoneFingerprint: IsNull() } }].map((unknown) => ({
        ...unknown,
        staff: false,
        role: 'member' as const,
        leftAt: IsNull(),
        joinedAt: LessThan(now - STRANGER_AFTER),
        reportedAt: IsNull(),
        group: ownerGroup,
      })),
      relations: { group: true },
      // Who has been on the list for long has been looked at.
      order: { joinedAt: 'DESC' },
      take: NAMED,
    })
    if (!number) return
    const lines = strangers.slice(0, NAMED).map((member) =>
      say('onboarding.stranger', {
        name: displayName(member),
        group: member.group?.name ?? '',
        day: dayOf(member.joinedAt ?? now, dealer.zone),
      }),
    )
    const text = [say('onboarding.strangers', { number }), ...lines].join('\n')
    await tellStaffRooms(db, { text, dedupe: `onboarding:strangers:${dayOf(now, dealer.zone)}`, now, ids })
  })
}
