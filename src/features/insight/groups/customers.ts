import { type Db, Member } from '../../../store/index.js'

/** A customer of a group: as much of a member as is counted. */
export type GroupCustomer = Pick<Member, 'id' | 'externalId' | 'customerId' | 'joinedAt' | 'leftAt'>

/** Those who left, too. */
export const readCustomers = (db: Db, groupId: string): Promise<GroupCustomer[]> =>
  db.find(Member, {
    select: { id: true, externalId: true, customerId: true, joinedAt: true, leftAt: true },
    where: { groupId, staff: false },
  })
