import { DAY, HOUR } from '../../src/kit/clock.js'
import type { Surveyed } from './survey.js'

/** A system line: somebody came in, under the name that they had then. */
export interface Join {
  id: string
  name: string
  at: number
}

type Account = Pick<Surveyed, 'id' | 'names' | 'firstAt'>

/** A newcomer who has not spoken for so long cannot be told by half a name any more. */
const SOON = 14 * DAY
/** Part of a name says who it is from this length on. */
const TELLING = 2

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase() || name

/**
 * Join → account. The line names a newcomer by nickname only: the account is the one that goes by it, else the one whose
 * name holds it (追风车主-小鱼儿), else the only new voice within the hour. The surest matches are made first.
 */
export function matchJoiners(joins: readonly Join[], members: readonly Account[]): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  const pass = (fits: (join: Join, account: Account) => boolean, only = false) => {
    for (const join of joins) {
      if (found.has(join.id)) continue
      const fitting = members.filter((account) => !taken.has(account.id) && fits(join, account))
      const account = fitting[0]
      if (!account || (only && fitting.length > 1)) continue
      found.set(join.id, account.id)
      taken.add(account.id)
    }
  }
  const isNew = (join: Join, { firstAt }: Account) => firstAt >= join.at
  const goesBy = (join: Join, { names }: Account) => names.some((name) => plain(name) === plain(join.name))
  pass((join, account) => isNew(join, account) && goesBy(join, account))
  pass((join, account) => isNew(join, account) && account.firstAt - join.at <= SOON && holds(account, join.name))
  // Whoever left and came back has spoken before.
  pass((join, account) => !isNew(join, account) && goesBy(join, account), true)
  const isAlone = (join: Join) =>
    joins.every((other) => other === join || found.has(other.id) || Math.abs(other.at - join.at) >= HOUR)
  pass((join, account) => isAlone(join) && isNew(join, account) && account.firstAt - join.at < HOUR, true)
  return found
}

function holds({ names }: Account, name: string): boolean {
  const wanted = plain(name)
  return names.some((each) => {
    const own = plain(each)
    const [short, long] = own.length < wanted.length ? [own, wanted] : [wanted, own]
    return short.length >= TELLING && long.includes(short)
  })
}
