import { In } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import { pieces } from '../../kit/pieces.js'
import type { Action } from '../../message/index.js'
import {
  Arrival,
  changeRow,
  type Db,
  ENTITIES,
  Member,
  Message,
  OutboxItem,
  readRows,
  tableOf,
} from '../../store/index.js'
import { displayName } from '../step.js'
import type { Dossier } from './dossier.js'
import { GONE } from './erase-words.js'

/** By what somebody is recognised in what others wrote. */
export interface Traces {
  /** Nobody and nothing else is called so: taken out wherever they stand. */
  sure: string[]
  /** All names, which others may have: taken out of what the staff wrote, and of what the bot told. */
  names: string[]
}

/** So long a name is nobody else's. */
const LONG = 4
/** `null` or `8888` would be found in keys, numbers, ids and sealed text, too: those know neither blanks nor Chinese. */
const isApart = (name: string) => /[^!-~]/.test(name)

/** Read before the file is cleared. */
export function tracesOf(dossiers: readonly Dossier[], vault: Vault): Traces {
  const open = (sealed: readonly (string | null)[]) => sealed.flatMap((text) => (text ? [vault.open(text)] : []))
  const numbers = open(
    dossiers.flatMap(({ customer, vehicles }) => [
      customer.phone,
      ...vehicles.flatMap(({ plate, vin }) => [plate, vin]),
    ]),
  )
  const realNames = open(dossiers.map(({ customer }) => customer.realName))
  const called = dossiers.flatMap(({ customer, members }) => [
    customer.displayName,
    ...members.flatMap((member) => [
      member.nickname,
      member.card,
      displayName(member)
        .split(/[-－+＋]/)
        .at(-1) ?? '',
    ]),
  ])
  const spelt = numbers.filter((text) => /^\d{11}$/.test(text)).flatMap((phone) => ways(phone))
  const names = [...new Set([...realNames, ...called])].filter((name) => name.length > 1)
  const long = [...realNames, ...names.filter(({ length }) => length >= LONG)]
  return {
    // The longest first: a card is gone before the nickname in it.
    sure: longestFirst([...numbers, ...spelt, ...long.filter(isApart)]),
    names: longestFirst(names),
  }
}

const longestFirst = (texts: readonly string[]) => [...new Set(texts)].sort((one, other) => other.length - one.length)
const ways = (phone: string) =>
  ['-', ' '].map((sign) => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, `$1${sign}$2${sign}$3`))

const WRITTEN: readonly unknown[] = ['text', 'simple-json']
/** Words in varchar columns; in the others there are ids, codes and names of colleagues. */
const SPOKEN = ['nickname', 'card', 'displayName', 'title', 'wish']
/** A walk-in gives a name and nothing else; elsewhere it is that of a colleague or a thing. */
const NAMED: readonly unknown[] = [Arrival]

/** Takes somebody out of the rows of all tables that are not theirs, but for what `eraseSaid` has seen to. */
export async function eraseTraces(db: Db, { sure, names }: Traces): Promise<void> {
  const called = names.map((name) => (name.length < LONG ? `@${name}` : name))
  for (const entity of ENTITIES) {
    const columns = db.connection
      .getMetadata(entity)
      .columns.filter(({ propertyName, type }) => isSpoken(entity, propertyName) || WRITTEN.includes(type))
      .map(({ propertyName }) => propertyName)
      .filter((column) => entity !== OutboxItem || column !== 'action')
    const wordsIn = (column: string) =>
      entity === Message && column === 'text' ? [...new Set([...sure, ...called])] : sure
    await takeOut(db, entity, new Map(columns.map((column) => [column, wordsIn(column)])))
  }
  // What the staff wrote to the bot about them.
  const where = { staff: true, group: { kind: In(['staff', 'private'] as const) } }
  const rooms = await db.find(Member, { select: { groupId: true }, where })
  for (const some of pieces([...new Set(rooms.map(({ groupId }) => groupId))]))
    await takeOut(db, Message, new Map([['text', names]]), some)
}

const isSpoken = (entity: unknown, column: string) =>
  SPOKEN.includes(column) || (column === 'name' && NAMED.includes(entity))

/** One pass over a table; `needles`: column → what is taken out of it, one after the other. */
async function takeOut(
  db: Db,
  entity: (typeof ENTITIES)[number],
  needles: ReadonlyMap<string, readonly string[]>,
  groupIds?: readonly string[],
): Promise<void> {
  const values: string[] = []
  const known = new Map<string, string>()
  const value = (word: string) => {
    const place = known.get(word) ?? `$${values.push(word)}`
    known.set(word, place)
    return place
  }
  const columns = [...needles].map(([column, words]) => ({ name: `"${column}"`, words: words.map(inJson) }))
  const set = columns.map(
    ({ name, words }) =>
      `${name} = ${words.reduce((inner, word) => `REPLACE(${inner}, ${value(word)}, '${GONE}')`, name)}`,
  )
  const found = columns.flatMap(({ name, words }) =>
    shortest(words).map((word) => `${name} LIKE ${value(like(word))} ESCAPE '!'`),
  )
  if (!found.length) return
  const within = groupIds ? ` AND "groupId" IN (${groupIds.map(value)})` : ''
  await db.query(`UPDATE ${tableOf(db, entity)} SET ${set} WHERE (${found.join(' OR ')})${within}`, values)
}

/** JSON has a backslash before some signs. */
const inJson = (words: string) => JSON.stringify(words).slice(1, -1)
const like = (needle: string) => `%${needle.replace(/[!%_]/g, '!$&')}%`

/** Where a card stands, the nickname in it does, too. */
const shortest = (words: readonly string[]) =>
  words.filter((word) => !words.some((other) => other !== word && word.includes(other)))

/** What an answer or a card of the bot is about. */
export interface Subjects {
  messageIds: readonly string[]
  /** Of leads, inquiries, violations… */
  ids: readonly string[]
  /** Rooms in which the bot talks with them, as the platform names them. */
  rooms: readonly string[]
}

/** SQLite takes so many conditions beside each other, and some more. */
const KEYS = 500

/** Blanks what the bot said to or about somebody. The platforms have it; ours was a copy, and what waits is not sent. */
export async function eraseSaid(db: Db, { names, sure }: Traces, { messageIds, ids, rooms }: Subjects): Promise<void> {
  const found: Pick<OutboxItem, 'id' | 'action' | 'state'>[] = []
  const add = async (where: string, values: readonly string[]) => {
    const sql = `SELECT id, action, state FROM ${tableOf(db, OutboxItem)} WHERE ${where}`
    found.push(...(await readRows(db, OutboxItem, sql, values)))
  }
  const [first = ''] = [...ids].sort()
  // What speaks of a row came after it.
  for (const some of pieces(ids, KEYS)) {
    const keys = some.map((_, n) => `"dedupeKey" LIKE $${n + 2} ESCAPE '!'`)
    await add(`id >= $1 AND (${keys.join(' OR ')})`, [first, ...some.map((id) => like(`:${id}`))])
  }
  const words = shortest([...names, ...sure].map(inJson))
  const told = [...words, ...rooms.map((room) => `"id":${JSON.stringify(room)}`)].map(like)
  for (const some of pieces(told, KEYS))
    await add(some.map((_, n) => `action LIKE $${n + 1} ESCAPE '!'`).join(' OR '), some)
  for (const some of pieces(messageIds)) await add(`"messageId" IN (${some.map((_, n) => `$${n + 1}`)})`, some)

  const items = new Map(found.map((item) => [item.id, item]))
  for (const { id, action, state } of items.values()) {
    const end = state === 'waiting' ? { state: 'expired' as const, reason: 'erased' } : {}
    await changeRow(db, OutboxItem, id, { action: blanked(action, sure), ...end })
  }
}

function blanked(action: Action, sure: readonly string[]): Action {
  const { id, kind } = action.room
  const json = JSON.stringify({ ...action, room: { id, kind }, ...('text' in action && { text: '' }) })
  return JSON.parse(sure.reduce((left, word) => left.replaceAll(inJson(word), GONE), json)) as Action
}
