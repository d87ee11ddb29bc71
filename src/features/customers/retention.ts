import { DateTime } from 'luxon'
import { In, LessThan, Not } from 'typeorm'
import { z } from 'zod'
import { AuditEntry, Message, settingOf, Understanding } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'

const privacy = settingOf(
  'privacy',
  z.object({
    /** What was written is kept so long. */
    messageMonths: z.number().int().min(1).default(24),
  }),
)

const AT_ONCE = 500
/** One night's work; what is left is done in the next. */
const ROUNDS = 100

/** Blanks what was written so long ago that nobody needs the words: the rows stay, for the counts. */
export async function blankOldMessages({ store, ids, dealer, now }: JobDeps): Promise<void> {
  let blanked = 0
  for (let round = 0; round < ROUNDS; round++) {
    const done = await store.transaction(async (db) => {
      const { messageMonths } = await privacy.read(db)
      const limit = DateTime.fromMillis(now, { zone: dealer.zone }).minus({ months: messageMonths }).toMillis()
      const old = await db.find(Message, {
        select: { id: true },
        where: { sentAt: LessThan(limit), text: Not('') },
        take: AT_ONCE,
      })
      const some = In(old.map(({ id }) => id))
      await db.update(Message, { id: some }, { text: '' })
      await db.update(Understanding, { id: some }, { evidence: '[]' })
      return old.length
    })
    blanked += done
    if (done < AT_ONCE) break
  }
  if (blanked)
    await store.transaction((db) =>
      db.insert(AuditEntry, {
        ...{ id: ids(), at: now, actor: 'bot', what: 'customers.blanked', messageId: null },
        details: { messages: blanked },
      }),
    )
}
