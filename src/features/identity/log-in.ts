import { LessThanOrEqual } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Ids } from '../../kit/ids.js'
import { spellCode } from '../../kit/secret-code.js'
import { AuditEntry, type Db, lock, OneTimeCode, StaffAccount, WrongCode, writeRows } from '../../store/index.js'
import type { Turn } from '../step.js'
import { answer, type Desk } from './desk.js'
import { issueCode } from './issue.js'
import { flawOf, mustWait, WRONG_COUNTS_FOR } from './judge.js'
import { CODE_MINUTES, offerCode } from './offer-code.js'
import { findColleague } from './staff-accounts.js'

/** 登录: a code with which a colleague logs in outside the chats; null for everybody else, and in the customers' groups. */
export function offerLogin(desk: Desk, turn: Turn): string | null {
  const { kind, account } = turn.group
  // Whoever is in the console is logged in already, and must not stay so for ever by asking there.
  if (!turn.staff || kind === 'owners' || account?.channel === 'console') return null
  return kind === 'private'
    ? offerCode(desk, turn, { purpose: 'login', name: turn.staff.name })
    : answer(desk, 'in_private')
}

interface Deps {
  db: Db
  ids: Ids
  now: number
  vault: Vault
}

/** A code to log in with, drawn at the machine for a colleague; null when there is none of that name. */
export async function drawLogin(name: string, { db, ids, now, vault }: Deps): Promise<string | null> {
  if (!(await findColleague(db, name))) return null
  const { code, row } = issueCode({ purpose: 'login', name }, { vault, ids, now, lifetime: CODE_MINUTES * MINUTE })
  await writeRows(db, OneTimeCode, [row])
  return code
}

/**
 * Who logs in with a code: the account that asked for it. Wrong codes count as those in chats do, by the address that
 * they come from.
 */
export async function logIn(
  typed: string,
  from: string,
  { db, ids, now, vault }: Deps,
): Promise<StaffAccount | 'wrong_code' | 'too_often'> {
  await lock(db, ['identity'])
  await db.delete(WrongCode, { at: LessThanOrEqual(now - WRONG_COUNTS_FOR) })
  const sender = { channel: 'console' as const, externalId: from }
  if (mustWait(await db.find(WrongCode), sender, now)) return 'too_often'
  const code = await db.findOne(OneTimeCode, {
    where: { fingerprint: vault.fingerprint(spellCode(typed)), purpose: 'login' },
    relations: { member: { group: { account: true } } },
  })
  const staff = code && !flawOf(code, now) ? await whose(db, code) : null
  const note = (what: string, actor: string, details: Record<string, unknown>) =>
    writeRows(db, AuditEntry, [{ id: ids(), at: now, actor, what, messageId: null, details }])
  if (!code || !staff) {
    await writeRows(db, WrongCode, [{ id: ids(), ...sender, at: now }])
    await note('identity.refused', 'bot', {
      channel: sender.channel,
      flaw: flawOf(code ?? undefined, now) ?? 'removed',
    })
    return 'wrong_code'
  }
  await db.update(OneTimeCode, { id: code.id }, { state: 'used' })
  await note('identity.logged_in', staff.externalId, { staff: staff.id, code: code.id })
  return staff
}

function whose(db: Db, { member, name }: OneTimeCode): Promise<StaffAccount | null> {
  if (!member) return findColleague(db, name ?? '')
  const channel = member.group?.account?.channel
  return channel ? db.findOneBy(StaffAccount, { channel, externalId: member.externalId }) : Promise.resolve(null)
}
