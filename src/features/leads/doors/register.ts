import { z } from 'zod'
import { type Clock, HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import { readKey, signKey } from '../../../kit/signed-key.js'
import { type LeadSource, StaffAccount, type Store } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { isCollected } from './awaits-call.js'
import { type LeadDoor, postedLead } from './door.js'

/** A working day: the page stays open at the reception. */
export const REGISTER_HOURS = 12

/** What is asked of somebody at the reception or on the phone. */
export const REGISTER_SOURCES = ['showroom', 'phone', 'referral', 'event'] as const satisfies readonly LeadSource[]
const registered = postedLead.extend({ source: z.enum(REGISTER_SOURCES).default('showroom') })
export type RegisterField = 'name' | 'phone' | 'plate' | 'wish' | 'source'
export type RegisterValues = Partial<Record<RegisterField | 'id', string>>

/** The register on a page: whoever has a colleague's link writes down who came or called, in that colleague's name. */
export interface RegisterDesk {
  dealer: Dealer
  /** Under which id the next one comes in; null: the link is no good, or the colleague may no more. */
  open(token: string): Promise<{ id: string } | null>
  /** What is wrong with it, or the number of the lead. */
  take(
    token: string,
    values: RegisterValues,
  ): Promise<{ faults: RegisterField[] } | { code: number; outcome: 'new' | 'grown' | 'known' } | null>
}

/** The key of a colleague's register, to be put into an address. */
export const signRegister = (staffId: string, now: number, vault: Vault): string =>
  signKey('register', [staffId], now + REGISTER_HOURS * HOUR, vault)

const readRegister = (token: string, now: number, vault: Vault): string | null =>
  readKey('register', token, now, vault)?.[0] ?? null

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  clock: Clock
  dealer: Dealer
  takeLead: LeadDoor
}

export function createRegisterDesk({ store, vault, ids, clock, dealer, takeLead }: Deps): RegisterDesk {
  async function whose(token: string): Promise<StaffAccount | null> {
    const id = readRegister(token, clock.now(), vault)
    const staff = id && (await store.transaction((db) => db.findOneBy(StaffAccount, { id })))
    return staff && may(staff, 'leads.add') ? staff : null
  }

  return {
    dealer,
    open: async (token) => ((await whose(token)) ? { id: ids() } : null),
    async take(token, { id, ...values }) {
      const staff = await whose(token)
      if (!staff) return null
      const given = Object.entries(values).filter(([, value]) => value?.trim())
      const read = registered.safeParse({ id: id?.trim() || ids(), ...Object.fromEntries(given) })
      if (!read.success) return { faults: faultsOf(read.error) }
      const sells = staff.role === 'sales' && !isCollected(read.data.source)
      return takeLead(staff.externalId, read.data, sells ? staff.name : null)
    },
  }
}

const faultsOf = ({ issues }: z.ZodError): RegisterField[] => [
  ...new Set(issues.map(({ path: [field] }) => field as RegisterField)),
]
