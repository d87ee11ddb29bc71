import type { Surveyed } from './survey.js'

const JOB =
  /销售|客服|售后|顾问|经理|店长|店总|总监|主管|店员|专员|技师|师傅|管家|助理|前台|接待|服务|市场|精品|续保|保险|金融|二手车|内勤|车间|官方/
/** Whoever calls themselves an owner is one, whatever their trade. */
const OWNER = /车主|车友|业主|会员/
const SEPARATORS = '[\\s\\-－—–_+＋·•.|/丨:：【】\\[\\]()（）]*'
/** A dealer's name is at least this long. */
const SHORTEST = 2
/** A start that more of the others share is the format of everybody's card, not the dealer's name. */
const RARE = 0.15

type Named = Pick<Surveyed, 'id' | 'names' | 'role'>

/**
 * Accounts that work for the dealer: 【群主】, 【管理员】 and whoever is named (by account or name); then their colleagues,
 * who carry the dealer's name and a job, or the dealer's name where no customer carries it. Where nobody is marked,
 * people with a job behind one and the same name know each other.
 */
export function findStaff(accounts: readonly Named[], named: readonly string[]): Set<string> {
  const known = accounts.filter(
    ({ id, names, role }) => role !== 'member' || named.some((each) => each === id || names.includes(each)),
  )
  const staff = new Set(known.map((account) => account.id))
  const others = accounts.filter((account) => !staff.has(account.id))
  const dealer = known.length ? startsOf(known) : startsOfSeveral(accounts)
  for (const start of dealer) {
    const alike = others.filter(({ names }) => names.some((name) => name.startsWith(start)))
    const ours = known.filter(({ names }) => names.some((name) => name.startsWith(start)))
    const isOnlyOurs = ours.length >= 2 && alike.length <= others.length * RARE
    const worker = new RegExp(`^${escaped(start)}${SEPARATORS}.{0,2}?(?:${JOB.source})`)
    for (const { id, names } of alike)
      if (names.some((name) => !OWNER.test(name) && (worker.test(name) || (isOnlyOurs && name.startsWith(start)))))
        staff.add(id)
  }
  return staff
}

/** 星途行 of 星途行客服-小林: what stands before the job. */
function beforeJob(name: string): string | null {
  const at = name.search(JOB)
  const start = at < 0 ? '' : name.slice(0, at).replace(new RegExp(`${SEPARATORS}$`), '')
  return start.length >= SHORTEST && !OWNER.test(start) ? start : null
}

/** What stands before their jobs, and what two of them begin with. */
function startsOf(known: readonly Named[]): Set<string> {
  const names = known.flatMap((account) => account.names).filter((name) => !OWNER.test(name))
  const starts = names.flatMap((name) => beforeJob(name) ?? [])
  for (const one of known)
    for (const other of known)
      if (one !== other)
        for (const name of one.names)
          for (const second of other.names) {
            const shared = sharedStart(name, second)
            if (shared.length >= SHORTEST && !OWNER.test(shared)) starts.push(shared)
          }
  return new Set(starts)
}

function startsOfSeveral(accounts: readonly Named[]): Set<string> {
  const holders = new Map<string, Set<string>>()
  for (const { id, names } of accounts)
    for (const start of names.flatMap((name) => beforeJob(name) ?? []))
      holders.set(start, (holders.get(start) ?? new Set()).add(id))
  return new Set([...holders].filter(([, ids]) => ids.size >= 2).map(([start]) => start))
}

function sharedStart(one: string, other: string): string {
  let n = 0
  while (n < one.length && n < other.length && one[n] === other[n]) n += 1
  return one.slice(0, n).replace(new RegExp(`${SEPARATORS}$`), '')
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
