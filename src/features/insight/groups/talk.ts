import { In, MoreThanOrEqual } from 'typeorm'
import { type Db, Message } from '../../../store/index.js'

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
  return rows.map(({ externalId, sentAt, type, text, details }) => {
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
  })
}
