import { IsNull } from 'typeorm'
import { type Db, KnowledgeEntry, tableOf } from '../../../store/index.js'
import type { Meaning } from '../../../understanding/meaning.js'
import { createFindAnswer, type FindAnswer, isSure } from './similar.js'

/** Buying and complaints are for people, in private. */
const PRIVATE: readonly string[] = ['none', 'price', 'model', 'test_drive', 'complaint']

/** Whether the answer may be given in public: it touches no interest of the store, and nobody's purse. */
export const mayBePublic = ({ topic, leads, moderation }: Meaning): boolean =>
  moderation === 'clean' && !leads.length && !PRIVATE.includes(topic)

/** The entry that surely answers the question, or null: then a person is asked. */
export type LookUp = (question: string) => KnowledgeEntry | null

/** Reads the knowledge base when it has changed since the last time. */
export function createKnowledge(): (db: Db) => Promise<LookUp> {
  let version = ''
  let entries = new Map<string, KnowledgeEntry>()
  let find: FindAnswer = () => null

  return async (db) => {
    const [state] = (await db.query(
      `SELECT COUNT(*) AS count, MAX("changedAt") AS changed FROM ${tableOf(db, KnowledgeEntry)}`,
    )) as { count: unknown; changed: unknown }[]
    const seen = `${state?.count} ${state?.changed}`
    if (seen !== version) {
      const rows = await db.find(KnowledgeEntry, { where: { removedAt: IsNull() }, order: { code: 'ASC' } })
      entries = new Map(rows.map((row) => [row.id, row]))
      find = createFindAnswer(rows)
      version = seen
    }
    return (question) => {
      const match = find(question)
      return match && isSure(match) ? (entries.get(match.id) ?? null) : null
    }
  }
}
