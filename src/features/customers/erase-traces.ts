import { In, Like } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import { pieces } from '../../kit/pieces.js'
import { Arrival, type Db, ENTITIES, Member, Message, OutboxItem } from '../../store/index.js'
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

/** Words in varchar columns; in the others there are ids, codes and names of colleagues. */
const SPOKEN = ['nickname', 'card', 'displayName', 'title', 'wish']
/** A walk-in gives a name and nothing else; elsewhere it is that of a colleague or a thing. */
const NAMED: readonly unknown[] = [Arrival]

/** Takes somebody out of the rows of all tables that are not theirs. */
export async function eraseTraces(db: Db, { sure, names }: Traces): Promise<void> {
  for (const entity of ENTITIES)
    for (const { propertyName, type } of db.connection.getMetadata(entity).columns)
      if (type === 'text' || type === 'simple-json' || isSpoken(entity, propertyName))
        for (const needle of sure) await replaceIn(db, entity, propertyName, needle)
  for (const name of names) await replaceIn(db, Message, 'text', name.length < LONG ? `@${name}` : name)
  // What the staff wrote to the bot about them.
  const where = { staff: true, group: { kind: In(['staff', 'private'] as const) } }
  const rooms = await db.find(Member, { select: { groupId: true }, where })
  for (const some of pieces([...new Set(rooms.map(({ groupId }) => groupId))]))
    for (const name of names) await replaceIn(db, Message, 'text', name, { groupId: In(some) })
}

const isSpoken = (entity: unknown, column: string) =>
  SPOKEN.includes(column) || (column === 'name' && NAMED.includes(entity))

async function replaceIn(db: Db, entity: (typeof ENTITIES)[number], column: string, needle: string, where?: object) {
  // JSON has a backslash before some signs.
  const written = JSON.stringify(needle).slice(1, -1)
  const query = db
    .createQueryBuilder()
    .update(entity)
    .set({ [column]: () => `REPLACE("${column}", :written, '${GONE}')` })
    .where(`"${column}" LIKE :like ESCAPE '!'`, { written, like: like(written) })
  await (where ? query.andWhere(where) : query).execute()
}

const like = (needle: string) => `%${needle.replace(/[!%_]/g, '!$&')}%`

/** What an answer or a card of the bot is about. */
export interface Subjects {
  messageIds: readonly string[]
  /** Of leads, inquiries, violations… */
  ids: readonly string[]
  /** Rooms in which the bot talks with them, as the platform names them. */
  rooms: readonly string[]
}

/** Blanks what the bot said to or about somebody. The platforms have it; ours was a copy, and what waits is not sent. */
export async function eraseSaid(db: Db, { names, sure }: Traces, { messageIds, ids, rooms }: Subjects): Promise<void> {
  const found = new Map<string, OutboxItem>()
  const add = async (where: object) => {
    for (const item of await db.findBy(OutboxItem, where)) found.set(item.id, item)
  }
  for (const some of pieces(messageIds)) await add({ messageId: In(some) })
  for (const id of ids) await add({ dedupeKey: Like(`%:${id}%`) })
  for (const word of [...names, ...sure]) await add({ action: Like(`%${JSON.stringify(word).slice(1, -1)}%`) })
  for (const room of rooms) await add({ action: Like(`%"id":${JSON.stringify(room)}%`) })
  for (const { id, action, state } of found.values()) {
    const { room } = action
    const blank = { ...action, room: { id: room.id, kind: room.kind }, ...('text' in action && { text: '' }) }
    const end = state === 'waiting' ? { state: 'expired' as const, reason: 'erased' } : {}
    await db.update(OutboxItem, { id }, { action: blank as never, ...end })
  }
}
