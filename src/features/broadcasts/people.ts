import type { Audience, Db, Group } from '../../store/index.js'
import { findNamedCustomers, meant, type NamedCustomer } from '../named-customers.js'
import { groupsNamed } from '../owner-groups.js'
import type { Batch } from '../step.js'
import { aimAtCustomers, type Candidate } from './aim.js'
import { loadAudience } from './audience.js'
import type { Facts } from './facts.js'
import { namesOf } from './names-of.js'
import { heldLines } from './preview.js'
import { readAudience } from './read-audience.js'

/** Whom words like `等级A 30天没联系 不含老周` mean, or the sentence that says what is not understood. */
export type Found = { audience: Audience; candidates: readonly Candidate[] } | string

export async function findAudience(batch: Batch, who: string, groups: readonly Group[], now: number): Promise<Found> {
  const { db, say } = batch
  const said = readAudience(who)
  if (said.unknown.length) return say('broadcasts.unknown_condition', { words: said.unknown.join(' ') })
  const groupIds: string[] = []
  for (const name of said.groups) {
    const named = groupsNamed(groups, name)
    if (!named.length) return say('broadcasts.unknown_group', { name, groups: namesOf(batch, groups) })
    groupIds.push(...named.map(({ id }) => id))
  }
  const except = await exceptOf(db, say, said.except)
  if (typeof except === 'string') return except
  const audience: Audience = {
    ...said.audience,
    ...(groupIds.length && { groups: groupIds }),
    ...(except.length && { except }),
  }
  return { audience, candidates: await loadAudience(db, audience, now) }
}

async function exceptOf(db: Db, say: Batch['say'], names: readonly string[]): Promise<string[] | string> {
  const people: NamedCustomer[] = await findNamedCustomers(db, names)
  const ids: string[] = []
  for (const name of names) {
    const found = meant(name, people)
    if (!found.length) return say('customers.nobody', { name })
    ids.push(...found.map(({ customerId }) => customerId))
  }
  return ids
}

/** How many a message would reach now, how, and who is left out why. */
export function countText(batch: Batch, { candidates }: Exclude<Found, string>, facts: Facts, now: number): string {
  const aims = aimAtCustomers(candidates, facts, { safety: false, now })
  const open = aims.filter(({ held }) => !held)
  const asked = open.filter(({ group }) => !group).length
  const numbers = { total: candidates.length, number: open.length, sent: open.length - asked, asked }
  return [batch.say('broadcasts.count', numbers), ...heldLines(batch, aims)].join('\n')
}
