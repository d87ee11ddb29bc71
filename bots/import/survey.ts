import type { HistoryEntry, HistoryRoom } from '../history/index.js'

/** One account of a history, under every name that it went by. */
export interface Surveyed {
  id: string
  names: string[]
  role: 'owner' | 'admin' | 'member'
  /** When it first spoke, UTC ms. */
  firstAt: number
  lastName: string
}

/** What has to be known of a history before its first message is understood. */
export interface Survey {
  rooms: HistoryRoom[]
  accounts: Map<string, Surveyed>
  /** Accounts that work for the dealer. */
  staff: Set<string>
  /** The start that the members' name cards share, `追风车主`; null when there is none. */
  cardPrefix: string | null
  /** `<entry id of the join>` → account of the newcomer. */
  joiners: Map<string, string>
}

/** Reads a history once, to know who is who. */
export async function survey(entries: AsyncIterable<HistoryEntry>, namedStaff: readonly string[]): Promise<Survey> {
  const accounts = new Map<string, Surveyed>()
  const rooms = new Map<string, HistoryRoom>()
  const joins: { id: string; name: string; at: number }[] = []
  const asked: string[] = []
  for await (const entry of entries) {
    if (entry.kind === 'broken') continue
    rooms.set(entry.room.title, entry.room)
    if (entry.kind === 'join' && entry.name) joins.push({ id: entry.id, name: entry.name, at: entry.at })
    if (entry.kind !== 'message') continue
    const { id, name, role } = entry.sender
    const known = accounts.get(id) ?? { id, names: [], role: 'member' as const, firstAt: entry.at, lastName: name }
    if (!known.names.includes(name)) known.names.push(name)
    known.lastName = name
    if (role && known.role !== 'owner') known.role = role
    accounts.set(id, known)
    if (role) asked.push(entry.text)
  }
  const staff = findStaff(accounts, namedStaff)
  const members = [...accounts.values()].filter((account) => !staff.has(account.id))
  return {
    rooms: [...rooms.values()],
    accounts,
    staff,
    cardPrefix: findCardPrefix(members, asked),
    joiners: matchJoiners(joins, members),
  }
}

const JOB = /销售|客服|售后|顾问|经理|店长|总监|店员|专员|技师|管家|助理|前台|服务|市场|精品|续保|保险|金融|二手车/

/** The start that two names share, cut at the last whole part. */
function sharedStart(one: string, other: string): string {
  let n = 0
  while (n < one.length && n < other.length && one[n] === other[n]) n += 1
  return one.slice(0, n)
}

/** 【群主】, 【管理员】 and whoever is named; then colleagues: a job in the name, and the same start as a known one's. */
function findStaff(accounts: ReadonlyMap<string, Surveyed>, named: readonly string[]): Set<string> {
  const all = [...accounts.values()]
  const isNamed = ({ id, names }: Surveyed) => named.some((each) => each === id || names.includes(each))
  const known = all.filter((account) => account.role !== 'member' || isNamed(account))
  const staff = new Set(known.map((account) => account.id))
  const names = known.flatMap((account) => account.names).filter((name) => JOB.test(name))
  const starts = new Set(
    names
      .map((name) => name.slice(0, name.search(JOB)).replace(/[\s\-—_·.|]+$/, ''))
      .filter((start) => start.length >= 2),
  )
  for (const one of names)
    for (const other of names)
      if (one !== other && sharedStart(one, other).length >= 2) starts.add(sharedStart(one, other))
  for (const { id, names } of all)
    if (names.some((name) => JOB.test(name) && [...starts].some((start) => name.startsWith(start)))) staff.add(id)
  return staff
}

const SEPARATOR = /[-－—–_+＋·•|/\s]/
const ASKED =
  /([\p{L}\p{N}]{1,10}(?:车主|车友|会员|业主))\s*[-－—+＋加]?\s*(?:您的|你的|自己的)?\s*(?:昵称|名字|网名|称呼)/u

/** What the staff ask for, else the start that most members share. */
function findCardPrefix(members: readonly Surveyed[], staffWords: readonly string[]): string | null {
  for (const text of staffWords) {
    const asked = ASKED.exec(text)?.[1]?.replace(/^(?:.*[成为是：:])/u, '')
    if (asked) return asked
  }
  const counts = new Map<string, number>()
  for (const { lastName } of members) {
    const owner = /^(.{1,8}?(?:车主|车友))/u.exec(lastName)?.[1]
    const start = owner ?? (SEPARATOR.test(lastName) ? lastName.split(SEPARATOR)[0] : undefined)
    if (start && start.length >= 2) counts.set(start, (counts.get(start) ?? 0) + 1)
  }
  const [best] = [...counts].sort((one, other) => other[1] - one[1])
  return best && best[1] >= 3 && best[1] >= members.length * 0.4 ? best[0] : null
}

const HOUR = 3_600_000
const plain = (name: string) => name.normalize('NFKC').replace(/[\s~～!！.。]/g, '')

/** A system line names a newcomer by nickname; the account is the one that goes by it, or the only new one soon after. */
function matchJoiners(
  joins: readonly { id: string; name: string; at: number }[],
  members: readonly Surveyed[],
): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  const match = (join: { id: string; at: number }, account: Surveyed | undefined) => {
    if (!account) return
    found.set(join.id, account.id)
    taken.add(account.id)
  }
  for (const join of joins) {
    const name = plain(join.name)
    const newer = members.filter((account) => account.firstAt >= join.at && !taken.has(account.id))
    const exact = newer.filter((account) => account.names.some((each) => plain(each) === name))
    const within = newer.filter((account) =>
      account.names.some((each) => plain(each).includes(name) || (each && name.includes(plain(each)))),
    )
    match(join, exact[0] ?? within[0])
  }
  for (const join of joins) {
    if (found.has(join.id)) continue
    const soon = members.filter(
      (account) => !taken.has(account.id) && account.firstAt >= join.at && account.firstAt - join.at < HOUR,
    )
    const others = joins.filter(
      (other) => other !== join && !found.has(other.id) && Math.abs(other.at - join.at) < HOUR,
    )
    if (soon.length === 1 && !others.length) match(join, soon[0])
  }
  return found
}
