import { In, Not } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import { CheyouError } from '../../kit/errors.js'
import type { Ids } from '../../kit/ids.js'
import type { ChannelKind } from '../../message/index.js'
import {
  AuditEntry,
  type Db,
  lock,
  Member,
  OneTimeCode,
  StaffAccount,
  StaffPromise,
  writeRows,
} from '../../store/index.js'
import { groupsNamed, ownerGroups } from '../owner-groups.js'
import { issueCode } from './issue.js'
import type { Account } from './judge.js'

interface Deps {
  db: Db
  ids: Ids
  now: number
}

/** Who somebody is: all accounts under one name have one role. */
export type Person = Pick<StaffAccount, 'name' | 'role'> & {
  /** Names of the groups that a group_admin acts in; without them those in which the account is an admin. */
  groups?: readonly string[]
}

/** A code that makes its sender a colleague. Throws `name_taken` when that name has another role already. */
export async function inviteStaff(
  { name, role, groups }: Person,
  { db, ids, now, vault, lifetime }: Deps & { vault: Vault; lifetime: number },
): Promise<string> {
  await refuseOtherRole(db, { name, role })
  const { code, row } = issueCode(
    { purpose: 'staff', name, role, groups: await findGroups(db, groups) },
    { vault, ids, now, lifetime },
  )
  await writeRows(db, OneTimeCode, [row])
  await note({ db, ids, now }, 'identity.invited', { code: row.id, role })
  return code
}

/** Binds an account without a code, for whoever sits at the machine. The same account again gets the new name and role. */
export async function bindAccount(person: Person, account: Account, { db, ids, now }: Deps): Promise<void> {
  await lock(db, ['identity'])
  const known = await db.findOneBy(StaffAccount, account)
  await refuseOtherRole(db, person, known?.id)
  const { name, role } = person
  const row = { id: known?.id ?? ids(), ...account, name, role, groups: await findGroups(db, person.groups) }
  await writeRows(db, StaffAccount, [row], 'update')
  await markMembers(db, [row], true)
  await note({ db, ids, now }, 'identity.bound', { ...account, staff: row.id, role: person.role })
}

/** The account by which a colleague is known where they named none. */
export const findColleague = (db: Db, name: string): Promise<StaffAccount | null> =>
  // A history only guesses who works for the dealer.
  db.findOne(StaffAccount, { where: { name, channel: Not<ChannelKind>('history') }, order: { id: 'ASC' } })

export const listStaff = (db: Db): Promise<StaffAccount[]> =>
  db.find(StaffAccount, { order: { name: 'ASC', channel: 'ASC', externalId: 'ASC' } })

/**
 * Unbinds all accounts of a name, or one account (`qq:10001`, or `10001` alone), and voids open invitations of the name,
 * as well as codes to log in with.
 * Answers the accounts that are gone. Throws `not_found` when there is none, `no_heir` when nobody can take over what was
 * promised.
 */
export async function removeStaff(who: string, { db, ids, now }: Deps): Promise<StaffAccount[]> {
  await lock(db, ['identity'])
  const all = await listStaff(db)
  const named = all.filter((each) => each.name === who)
  const gone = named.length
    ? named
    : all.filter((each) => [each.externalId, `${each.channel}:${each.externalId}`].includes(who))
  const { affected } = await db.update(OneTimeCode, { purpose: 'staff', name: who, state: 'open' }, { state: 'void' })
  if (!gone.length && !affected) throw new CheyouError('not_found')
  const names = In(gone.map((each) => each.name))
  await db.update(OneTimeCode, { purpose: 'login', name: names, state: 'open' }, { state: 'void' })
  await handOver(
    db,
    gone,
    all.filter((each) => !gone.includes(each)),
  )
  await db.delete(StaffAccount, { id: In(gone.map((each) => each.id)) })
  await markMembers(db, gone, false)
  for (const { id, channel, externalId } of gone)
    await note({ db, ids, now }, 'identity.removed', { staff: id, channel, externalId })
  return gone
}

/** Their ids. Throws `no_such_group` for a name that fits none or several. */
async function findGroups(db: Db, names: readonly string[] = []): Promise<string[] | null> {
  if (!names.length) return null
  const all = await ownerGroups(db)
  return names.map((name) => {
    const [group, ...more] = groupsNamed(all, name)
    if (!group || more.length)
      throw new CheyouError('no_such_group', { name, groups: all.map((each) => each.name).join('、') || '—' })
    return group.id
  })
}

async function refuseOtherRole(db: Db, { name, role }: Person, except = ''): Promise<void> {
  const other = await db.findOneBy(StaffAccount, {
    name,
    role: Not(role),
    id: Not(except),
    // There it is a guess.
    channel: Not<ChannelKind>('history'),
  })
  if (other) throw new CheyouError('name_taken', { name, role: other.role })
}

/** What they promised stays with the store: another account of theirs keeps it, else a manager or an admin. */
async function handOver(db: Db, gone: readonly StaffAccount[], others: readonly StaffAccount[]): Promise<void> {
  const inCharge = others.find((each) => each.role === 'manager') ?? others.find((each) => each.role === 'admin')
  for (const { id, name } of gone) {
    const heir = others.find((each) => each.name === name) ?? inCharge
    if (heir) await db.update(StaffPromise, { staffId: id }, { staffId: heir.id })
    else if (await db.existsBy(StaffPromise, { staffId: id })) throw new CheyouError('no_heir', { name })
  }
}

/** What the groups know of these accounts, at once and not at their next word. */
async function markMembers(db: Db, accounts: readonly Account[], staff: boolean): Promise<void> {
  const members = await db.find(Member, {
    where: { externalId: In(accounts.map((each) => each.externalId)) },
    relations: { group: { account: true } },
  })
  const theirs = members.filter((member) =>
    accounts.some((each) => each.externalId === member.externalId && each.channel === member.group?.account?.channel),
  )
  await db.update(Member, { id: In(theirs.map((member) => member.id)) }, { staff })
}

const note = ({ db, ids, now }: Deps, what: string, details: Record<string, unknown>) =>
  writeRows(db, AuditEntry, [{ id: ids(), at: now, actor: 'cli', what, messageId: null, details }])
