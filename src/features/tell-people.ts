import { In } from 'typeorm'
import { HOUR } from '../kit/clock.js'
import { outboxItem } from '../outbox/index.js'
import { ChannelAccount, type Db, OutboxItem, StaffAccount, writeRows } from '../store/index.js'
import { type Notice, tellStaffRooms } from './tell-staff.js'

/** Dedupe keys of what is said to one colleague begin like this: when it cannot be delivered, the staff rooms get it. */
export const TO_PERSON = 'person:'

/** Says it to colleagues in private, each on the first account that we can reach; when there is none, to the staff rooms. */
export const tellPeople = (db: Db, people: readonly StaffAccount[], ...notices: readonly Notice[]): Promise<void> =>
  tellEach(
    db,
    notices.map((notice) => ({ people, notice })),
  )

/** The same for notices that are for different people each. */
export async function tellEach(
  db: Db,
  told: readonly { people: readonly StaffAccount[]; notice: Notice }[],
): Promise<void> {
  if (!told.length) return
  const channel = In([...new Set(told.flatMap(({ people }) => people.map((each) => each.channel)))])
  const channels = await db.findBy(ChannelAccount, { channel })
  const homeless: Notice[] = []
  const items = told.flatMap(({ people, notice }) => {
    const reachable = people.flatMap((person) => {
      const account = channels.find((each) => each.channel === person.channel)
      return account ? [{ person, account }] : []
    })
    if (!reachable.length) homeless.push(notice)
    const once = new Map(reachable.map((each) => [each.person.name, each] as const).reverse())
    return [...once.values()].map(({ person, account }) => itemFor(person, account, notice))
  })
  await writeRows(db, OutboxItem, items, 'ignore')
  await tellStaffRooms(db, ...homeless)
}

const itemFor = (person: StaffAccount, account: ChannelAccount, notice: Notice) => {
  const { text, buttons, dedupe, now, ids, messageId } = notice
  return outboxItem({
    id: ids(),
    accountId: account.id,
    action: { type: 'say', room: { id: person.externalId, kind: 'private', name: person.name }, text, buttons },
    priority: 'staff',
    dedupeKey: `${TO_PERSON}${dedupe}:${person.id}`,
    messageId: messageId ?? undefined,
    now,
    lifetime: 4 * HOUR,
  })
}

export const findManagers = (db: Db): Promise<StaffAccount[]> =>
  db.find(StaffAccount, { where: { role: 'manager' }, order: { id: 'ASC' } })
