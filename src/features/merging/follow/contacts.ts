import { In } from 'typeorm'
import { pieces } from '../../../kit/pieces.js'
import { Contact } from '../../../store/index.js'
import type { Pair } from './fold.js'

/**
 * One person has one budget of what they hear unasked, and hears of one occasion once: its key names the customer, and
 * follows. What both were told counts twice, for it was said twice; what was held back from one gives way.
 */
export async function followContacts({ db, pen, keptId, mergedId }: Pair): Promise<void> {
  const theirs = await db.find(Contact, { where: { customerId: mergedId }, order: { id: 'ASC' } })
  const keyOf = ({ key }: Contact) => key.replaceAll(mergedId, keptId)
  const known = new Map<string, Contact>()
  for (const some of pieces(theirs))
    for (const contact of await db.findBy(Contact, { key: In(some.map(keyOf)), customerId: keptId }))
      known.set(contact.key, contact)
  for (const contact of theirs) {
    const other = known.get(keyOf(contact))
    if (other && contact.state === 'held') {
      await pen.remove(Contact, contact)
      continue
    }
    if (other?.state === 'held') await pen.remove(Contact, other)
    const isFree = !other || other.state === 'held'
    await pen.change(Contact, contact, { customerId: keptId, ...(isFree && { key: keyOf(contact) }) })
  }
}
