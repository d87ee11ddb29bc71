import { In } from 'typeorm'
import type { Say } from '../../kit/texts.js'
import { AuditEntry, Correction, type Db, Inquiry, Message, StaffAccount, Understanding } from '../../store/index.js'
import type { LeadKind, Meaning, Moderation, Topic, Understand } from '../../understanding/meaning.js'

/** What was understood of a message, and what was decided then. */
export interface Explained {
  meaning: Meaning
  decisions: { feature: string; outcome: string; reason: string; at: number }[]
  /** What the staff said about it since. */
  corrections: Pick<Correction, 'about' | 'wrong' | 'right' | 'by'>[]
  model: string
}

interface Deps {
  db: Db
  understand: Understand
  say: Say
}

/** Null for a message that the bot never read. A message that meant nothing has no row: it is simply read again. */
export async function explain({ db, understand, say }: Deps, room: string, post: string): Promise<Explained | null> {
  const message = await db.findOne(Message, { where: { externalId: post, group: { externalId: room } } })
  if (message?.type !== 'message') return null
  const row = await db.findOneBy(Understanding, { id: message.id })
  const meaning = row ? toMeaning(row) : understand(message.text)
  const entries = await db.find(AuditEntry, { where: { messageId: message.id }, order: { at: 'ASC', id: 'ASC' } })
  const decisions = entries.map(({ what, details, at }) => {
    const [feature = '', outcome = ''] = what.split('.')
    return { feature, outcome, reason: say(`decisions.${feature}.${outcome}`, toParams(details)), at }
  })
  const inquiry = await db.findOneBy(Inquiry, { messageId: message.id })
  if (inquiry)
    decisions.push({
      feature: 'inquiries',
      outcome: 'logged',
      reason: say('decisions.inquiries.logged'),
      at: inquiry.askedAt,
    })
  const corrections = await db.find(Correction, {
    select: { id: true, about: true, wrong: true, right: true, by: true },
    where: { messageId: message.id },
    order: { at: 'ASC', id: 'ASC' },
  })
  const authors = In(corrections.map((each) => each.by))
  const staff = await db.findBy(StaffAccount, [{ externalId: authors }, { id: authors }])
  const nameOf = (by: string) => staff.find((each) => each.externalId === by || each.id === by)?.name ?? by
  const said = corrections.map(({ about, wrong, right, by }) => ({ about, wrong, right, by: nameOf(by) }))
  return { meaning, decisions, corrections: said, model: meaning.model }
}

const toMeaning = ({ leads, topic, moderation, scores, evidence, model }: Understanding): Meaning => ({
  leads: leads ? (leads.split(',') as LeadKind[]) : [],
  topic: topic as Topic,
  moderation: moderation as Moderation,
  scores,
  evidence: JSON.parse(evidence) as Meaning['evidence'],
  model,
})

const toParams = (details: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === 'number' ? (value <= 1 ? Math.round(value * 100) : value) : String(value ?? ''),
    ]),
  )
