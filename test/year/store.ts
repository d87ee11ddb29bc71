import type { DateTime } from 'luxon'
import { Group, Member, NEW_VEHICLE, StaffAccount, Vehicle, writeRows } from '../../src/store/index.js'
import { COLLEAGUES } from './colleagues.js'
import type { YearScene } from './scene.js'
import { LOW } from './seasons.js'

export const memberOf = (n: number) => ({ id: `m${n}`, nickname: `车友${n}`, card: `追风车主-车友${n}` })

/** A store on its first day: colleagues, a group that says hello, and the cars that its members drive. */
export async function openShop(
  scene: YearScene,
  { members, first, chance }: { members: number; first: DateTime; chance: () => number },
): Promise<void> {
  await scene.store.transaction(async (db) => {
    const [viewer, groupAdmin] = LOW
    const groups = (await db.findBy(Group, { kind: 'owners' })).map(({ id }) => id)
    const low = [
      { name: viewer, role: 'viewer' as const },
      { name: groupAdmin, role: 'group_admin' as const, groups },
    ]
    for (const { name, role, ...reach } of [...COLLEAGUES.map(({ name, role }) => ({ name, role })), ...low])
      await db.insert(StaffAccount, { id: `s-${name}`, channel: 'sandbox', externalId: name, name, role, ...reach })
  })
  await Promise.all(Array.from({ length: members }, (_, n) => scene.inGroup('owners', memberOf(n), '大家好')))
  await scene.settle()
  await scene.store.transaction(async (db) => {
    const people = await db.find(Member, { where: { staff: false }, order: { id: 'ASC' } })
    // As an import would have brought them: bought in the last eight years.
    const cars = people.flatMap(({ id, customerId }) => {
      if (!customerId) return []
      const bought = first.minus({ days: Math.floor(chance() * 8 * 365) })
      return {
        ...{ ...NEW_VEHICLE, id: `v-${id}`, customerId, createdAt: first.toMillis(), model: '追风X3' },
        purchaseDate: bought.toISODate(),
        insuranceUntil: first.plus({ days: Math.floor(chance() * 365) }).toISODate(),
        warrantyUntil: bought.plus({ years: 3 }).toISODate(),
      }
    })
    await writeRows(db, Vehicle, cars)
  })
  await scene.whispers('陈总', '关怀 全部 开')
}
