import { In, MoreThanOrEqual } from 'typeorm'
import { pieces } from '../../../kit/pieces.js'
import { columnsOf, type Db, Message, readRows, tableOf } from '../../../store/index.js'

/** A message or a join, as far as it says something of how a group does. */
export interface Talk {
  /** The platform's id. */
  id: string
  at: number
  /** The account. */
  by: string
  isJoin: boolean
  invitedBy?: string
  replyTo?: string
  mentions: readonly string[]
  pictures: number
  files: number
}

const PICTURE = /\[(?:图片|视频)\]/g
const FILE = /\[文件/g
const number = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** What was said in a group since then (UTC ms), and who came. */
export async function readTalk(db: Db, groupId: string, since: number): Promise<Talk[]> {
  const rows = await db.find(Message, {
    select: { externalId: true, sentAt: true, type: true, text: true, details: true },
    where: { groupId, type: In(['message', 'join']), sentAt: MoreThanOrEqual(since) },
  })
  return rows.map(talkOf)
}

function talkOf({ externalId, sentAt, type, text, details }: Message): Talk {
  const told = details as { replyTo?: string; mentions?: string[]; invitedBy?: string } & {
    attachments?: { kind: string }[]
  }
  const { attachments } = told
  const of = (...kinds: string[]) => attachments?.filter(({ kind }) => kinds.includes(kind)).length
  return {
    id: externalId,
    at: sentAt,
    by: details.sender.id,
    isJoin: type === 'join',
    invitedBy: told.invitedBy,
    replyTo: told.replyTo,
    mentions: told.mentions ?? [],
    // An export has no attachments, and says in words where one was.
    pictures: of('image', 'video') ?? number(text, PICTURE),
    files: of('file') ?? number(text, FILE),
  }
}

/** A month of a group as far as it ties its members to each other. */
export interface Ties {
  /** What answers or names somebody, or was brought by somebody. */
  talk: readonly Talk[]
  /** Who wrote what was answered, by the platform's id. */
  written: ReadonlyMap<string, string>
}

const TIE = ['"replyTo":"', '"mentions":["', '"invitedBy":"'].map((key) => `details LIKE '%${key}%'`).join(' OR ')

/** Of what `readTalk` reads, the little that ties members to each other. */
export async function readTies(db: Db, groupId: string, since: number): Promise<Ties> {
  const sql = `SELECT ${columnsOf(db, Message)} FROM ${tableOf(db, Message)}
    WHERE "groupId" = $1 AND type IN ('message', 'join') AND "sentAt" >= $2 AND (${TIE})`
  const talk = (await readRows(db, Message, sql, [groupId, since])).map(talkOf)
  const written = new Map<string, string>()
  for (const some of pieces([...new Set(talk.flatMap(({ replyTo }) => replyTo ?? []))])) {
    const answered = await db.find(Message, {
      select: { externalId: true, details: true as never },
      where: { groupId, externalId: In(some), type: In(['message', 'join']), sentAt: MoreThanOrEqual(since) },
      order: { sentAt: 'ASC' },
    })
    for (const { externalId, details } of answered) written.set(externalId, details.sender.id)
  }
  return { talk, written }
}

/** When each of these accounts spoke. */
export async function readSpeech(db: Db, groupId: string, since: number, accounts: readonly string[]) {
  const isPostgres = db.connection.options.type === 'postgres'
  const by = isPostgres ? `details::json #>> '{sender,id}'` : `json_extract(details, '$.sender.id')`
  const found: { by: string; at: number }[] = []
  for (const some of pieces(accounts)) {
    const rows = (await db.query(
      `SELECT ${by} AS by, "sentAt" AS at FROM ${tableOf(db, Message)}
       WHERE "groupId" = $1 AND type = 'message' AND "sentAt" >= $2 AND ${by} IN (${some.map((_, n) => `$${n + 3}`)})`,
      [groupId, since, ...some],
    )) as { by: string; at: number | string }[]
    found.push(...rows.map((row) => ({ by: row.by, at: Number(row.at) })))
  }
  return found
}
