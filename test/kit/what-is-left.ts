import { AuditEntry, type Db, Member, OutboxItem } from '../../src/store/index.js'

/**
 * What a story left behind on any platform: who is who, and all that was noted and said, with names in place of the
 * platform's ids. `names`: platform id to name.
 */
export async function whatIsLeft(db: Db, names: ReadonlyMap<string, string>) {
  const order = { id: 'ASC' } as const
  const named = (account: string | null | undefined) => names.get(account ?? '') ?? account
  const members = await db.find(Member, { order, relations: { group: true } })
  const kinds = new Map(members.map(({ group }) => [group?.externalId, group?.kind]))
  const place = (room: string) => (kinds.get(room) === 'private' ? undefined : kinds.get(room)) ?? named(room)
  return {
    named,
    members,
    /** Name by the row of the member. */
    who: new Map(members.map(({ id, externalId }) => [id, named(externalId)])),
    audit: (await db.find(AuditEntry, { order })).map(({ actor, what, at }) => [named(actor), what, at]),
    outbox: (await db.find(OutboxItem, { order })).map(({ action, state, priority }) => [
      ...[action.type, place(action.room.id), 'text' in action ? action.text : '', state, priority],
    ]),
  }
}
