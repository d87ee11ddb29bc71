import { In, MoreThan } from 'typeorm'
import type { ChannelKind, MessageEvent } from '../../../message/index.js'
import { type Db, Group, Member, Message } from '../../../store/index.js'
import { LATE } from '../recent.js'
import type { Past, PastEvent } from './past.js'

const MOST_EVENTS = 50_000
const LOOKED_AT = ['message', 'join', 'card'] as const

/** What was said and done in a group since then, by whoever does not work for the store or run the group. */
export async function loadPast(db: Db, groupId: string, since: number): Promise<Pick<Past, 'events' | 'members'>> {
  const all = await db.findBy(Member, { groupId })
  const members = all.filter(({ staff, role }) => !staff && role === 'member')
  const known = new Set(members.map(({ externalId }) => externalId))
  const rows = await db.find(Message, {
    where: { groupId, type: In([...LOOKED_AT]), sentAt: MoreThan(since) },
    order: { sentAt: 'DESC', id: 'DESC' },
    take: MOST_EVENTS,
  })
  const texts = new Map(rows.map(({ externalId, text }) => [externalId, text]))
  const events = rows
    .reverse()
    .filter(({ details: { sender } }) => known.has(sender.id) && (sender.role ?? 'member') === 'member')
    .map((row): PastEvent => {
      const { sender, attachments = [], replyTo } = row.details as Omit<MessageEvent, 'type'>
      return {
        messageId: row.id,
        type: row.type as PastEvent['type'],
        at: row.sentAt,
        person: sender.id,
        card: sender.card,
        nickname: sender.nickname,
        text: row.text,
        attachments,
        replyTo: replyTo === undefined ? undefined : texts.get(replyTo),
        late: row.mode === 'live' && row.receivedAt - row.sentAt > LATE,
      }
    })
  return { events, members }
}

/** Groups of imported histories, oldest first. */
export const importedGroups = (db: Db): Promise<Group[]> =>
  db.find(Group, {
    where: { kind: 'owners', account: { channel: 'history' satisfies ChannelKind } },
    order: { createdAt: 'ASC', id: 'ASC' },
  })
