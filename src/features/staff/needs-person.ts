import { HOUR } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import type { Action } from '../../message/index.js'
import { PRIORITY } from '../../outbox/index.js'
import { type Db, Group, Member, Message, type OutboxItem, type Store } from '../../store/index.js'
import { reasonText } from '../platform-reason.js'
import { displayName } from '../step.js'
import { TO_PERSON } from '../tell-people.js'
import { tellStaffRooms } from '../tell-staff.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** What the platform refused is handed to a person, with the step to take. */
export async function askPerson({ store, ids, say, now }: Deps, item: OutboxItem): Promise<void> {
  const { action, accountId, dedupeKey, messageId } = item
  await store.transaction(async (db) => {
    const group = await db.findOneBy(Group, { accountId, externalId: action.room.id })
    // Who cannot be told in the staff room cannot be told of it there either; colleagues are told another way.
    if (group?.kind === 'staff' || dedupeKey.startsWith(TO_PERSON)) return
    if (group && (await isGone(db, group, action))) return
    const person =
      group && 'person' in action
        ? await db.findOneBy(Member, { groupId: group.id, externalId: action.person })
        : undefined
    const text = say(`staff.needs_person.${action.type}`, {
      group: action.room.name ?? group?.name ?? action.room.id,
      name: person ? displayName(person) : '',
      reason: reasonText(say, item.reason),
      text: 'text' in action ? action.text : '',
    })
    const dedupe = `staff:needs_person:${action.type === 'say' ? whileSilent(item) : item.id}`
    await tellStaffRooms(db, { text, dedupe, now, ids, messageId })
  })
}

/** The writer, or somebody else, was quicker. */
const isGone = (db: Db, group: Group, action: Action): Promise<boolean> =>
  action.type === 'recall'
    ? db.existsBy(Message, { groupId: group.id, externalId: `recall:${action.messageId}` })
    : Promise.resolve(false)

/** A bot that was silenced cannot answer anybody; the staff hear of each notice, and of the answers once an hour. */
const whileSilent = ({ id, accountId, action, priority, createdAt }: OutboxItem) =>
  priority < PRIORITY.staff ? `${accountId}:${action.room.id}:${Math.floor(createdAt / HOUR)}` : id
