import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { CheyouError } from '../../src/kit/errors.js'
import type { Ids } from '../../src/kit/ids.js'
import { createCodes, type Db, KnowledgeEntry } from '../../src/store/index.js'
import { configFrom, openHome } from '../home.js'

const words = z.string().trim().min(1).max(500)
const fileSchema = z.array(
  z.strictObject({
    question: words,
    variants: z.array(words).default([]),
    answer: words,
    source: z.string().trim().max(255).default(''),
  }),
)

/** Reads a knowledge file. Throws `file_unreadable` or `input_invalid`, which names the entry. */
function readKnowledgeFile(file: string): z.infer<typeof fileSchema> {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new CheyouError('file_unreadable', { where: file }, { cause: error })
  }
  const result = fileSchema.safeParse(content)
  if (result.success) return result.data
  const { path, message } = result.error.issues[0] as z.core.$ZodIssue
  throw new CheyouError('input_invalid', { problem: `${file} ${path.join('.')}: ${message}` })
}

/** Puts the entries of a file into the knowledge base: the same question is changed, a new one is added. */
export async function loadKnowledge(
  db: Db,
  ids: Ids,
  now: number,
  file: string,
): Promise<{ added: number; changed: number }> {
  const known = new Map((await db.find(KnowledgeEntry)).map((entry) => [entry.question, entry]))
  const nextCode = await createCodes(db, KnowledgeEntry)
  const entries = readKnowledgeFile(file)
  const rows = entries.map((entry) => {
    const before = known.get(entry.question)
    return { ...entry, id: before?.id ?? ids(), code: before?.code ?? nextCode(), changedAt: now, removedAt: null }
  })
  await db.upsert(KnowledgeEntry, rows, ['id'])
  const changed = entries.filter((entry) => known.has(entry.question)).length
  return { added: entries.length - changed, changed }
}

/** `cheyou knowledge <file.yml>`: what the bot may answer in public. */
export async function importKnowledge(file: string, flags: { home?: string }): Promise<void> {
  const { store, ids, clock, say } = await openHome(configFrom(flags))
  try {
    console.log(say('knowledge.imported', await store.transaction((db) => loadKnowledge(db, ids, clock.now(), file))))
  } finally {
    await store.close()
  }
}
