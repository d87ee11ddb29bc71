import { z } from 'zod'
import { findPhone } from '../../../kit/chinese/phone.js'
import { findPlate } from '../../../kit/chinese/plate.js'
import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import { LEAD_SOURCES, type Store, Writes } from '../../../store/index.js'
import { kindOf } from './read-lead.js'
import { openDoor, type Taken } from './take-in.js'

const phone = z.string().refine((text) => findPhone(text) !== null, 'is no mobile number')
const plate = z.string().refine((text) => findPlate(text) !== null, 'is no number plate')

/** A lead as another program hands it over. */
export const postedLead = z.strictObject({
  /** What comes with the same id comes in once. */
  id: z.string().trim().min(1).max(100),
  name: z.string().trim().min(1).max(40),
  phone: phone.optional(),
  plate: plate.optional(),
  source: z.enum(LEAD_SOURCES).default('web'),
  wish: z.string().trim().max(500).default(''),
})
export type PostedLead = z.infer<typeof postedLead>

/** `from` is who hands it over: `hook`, or an account; `owner` follows it at once. */
export type LeadDoor = (
  from: string,
  posted: PostedLead,
  owner?: string | null,
) => Promise<{ code: number; outcome: Taken['outcome'] }>

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  clock: Clock
  dealer: Dealer
  /** Told when there is something for the staff to hear. */
  onTaken(): void
}

export const createLeadDoor =
  ({ store, vault, ids, clock, dealer, onTaken }: Deps): LeadDoor =>
  async (from, { id, name, wish, source, ...posted }, owner = null) => {
    const now = clock.now()
    const taken = await store.transaction(async (db) => {
      const writes = new Writes()
      const given = {
        ...{ name, wish, source, kind: kindOf(wish), key: `${from}:${id}`, at: now, author: from, owner },
        phone: posted.phone ? findPhone(posted.phone) : null,
        plate: posted.plate ? findPlate(posted.plate) : null,
      }
      const take = await openDoor({ db, writes, ids, vault, dealer, now }, [given])
      const { lead, outcome } = take(given)
      await writes.flush(db)
      return { code: lead.code, outcome }
    })
    onTaken()
    return taken
  }
