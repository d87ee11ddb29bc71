import type { HistoryEntry, HistoryRoom } from '../history/index.js'
import { findCardPrefix } from './find-card-prefix.js'
import { findStaff } from './find-staff.js'
import { type Join, matchJoiners } from './match-joiners.js'

/** One account of a history, under every name that it went by. */
export interface Surveyed {
  id: string
  /** Without a leading 【…】. */
  names: string[]
  role: 'owner' | 'admin' | 'member'
  /** When it first spoke, UTC ms. */
  firstAt: number
  lastName: string
  /** The last name as it was shown, 【…】 included. */
  lastShown: string
}

/** What has to be known of a history before its first message is understood. */
export interface Survey {
  rooms: HistoryRoom[]
  accounts: Map<string, Surveyed>
  /** Accounts that work for the dealer. */
  staff: Set<string>
  /** The start that the members' name cards share, `追风车主` or `【追风】`; null when there is none. */
  cardPrefix: string | null
  /** `<entry id of the join>` → account of the newcomer. */
  joiners: Map<string, string>
}

/** Reads a history once, to know who is who. */
export async function survey(entries: AsyncIterable<HistoryEntry>, namedStaff: readonly string[]): Promise<Survey> {
  const accounts = new Map<string, Surveyed>()
  const rooms = new Map<string, HistoryRoom>()
  const joins: Join[] = []
  const asked: { account: string; text: string }[] = []
  for await (const entry of entries) {
    if (entry.kind === 'broken') continue
    rooms.set(entry.room.title, entry.room)
    if (entry.kind === 'join' && entry.name) joins.push({ id: entry.id, name: entry.name, at: entry.at })
    if (entry.kind !== 'message') continue
    const { id, name, shown, role } = entry.sender
    const known: Surveyed = accounts.get(id) ?? {
      id,
      names: [],
      role: 'member',
      firstAt: entry.at,
      lastName: name,
      lastShown: shown,
    }
    if (!known.names.includes(name)) known.names.push(name)
    known.lastName = name
    known.lastShown = shown
    if (role && known.role !== 'owner') known.role = role
    accounts.set(id, known)
    if (SPEAKS_OF_CARDS.test(entry.text)) asked.push({ account: id, text: entry.text })
  }
  const staff = findStaff([...accounts.values()], namedStaff)
  const members = [...accounts.values()].filter((account) => !staff.has(account.id))
  const staffWords = asked.filter(({ account }) => staff.has(account)).map(({ text }) => text)
  return {
    rooms: [...rooms.values()],
    accounts,
    staff,
    cardPrefix: findCardPrefix(members, staffWords),
    joiners: matchJoiners(joins, members),
  }
}

/** Only such messages are kept until it is known who the staff are. */
const SPEAKS_OF_CARDS = /名片|昵称|网名|群名|改名|备注|格式/
