import type { Vault } from '../../kit/crypto.js'
import type { Ids } from '../../kit/ids.js'
import { secretCode } from '../../kit/secret-code.js'
import type { OneTimeCode, RowOf } from '../../store/index.js'

interface Issue {
  vault: Vault
  ids: Ids
  now: number
  /** ms */
  lifetime: number
}

type About = Pick<OneTimeCode, 'purpose'> & Partial<Pick<OneTimeCode, 'name' | 'role' | 'groups' | 'memberId'>>

/** A new code, to be told once, and the row that knows it again. */
export function issueCode(
  about: About,
  { vault, ids, now, lifetime }: Issue,
): { code: string; row: RowOf<OneTimeCode> } {
  const code = secretCode()
  const row = {
    id: ids(),
    fingerprint: vault.fingerprint(code),
    name: null,
    role: null,
    groups: null,
    memberId: null,
    ...about,
    state: 'open' as const,
    createdAt: now,
    expiresAt: now + lifetime,
  }
  return { code, row }
}
