import { z } from 'zod'
import {
  bindAccount,
  CODE_MINUTES,
  drawLogin,
  inviteStaff,
  listStaff,
  removeStaff,
} from '../../src/features/identity/index.js'
import { HOUR } from '../../src/kit/clock.js'
import { CheyouError } from '../../src/kit/errors.js'
import { STAFF_ROLES } from '../../src/store/index.js'
import { configFrom, type Home, openHome } from '../home.js'

const person = z.object({
  name: z.string().trim().min(1).max(40),
  role: z.enum(STAFF_ROLES),
  groups: z.array(z.string().trim().min(1).max(100)).optional(),
})
const account = z.object({
  channel: z.enum(['sandbox', 'qq', 'wechat', 'telegram']),
  account: z.string().trim().min(1).max(255),
})
const MOST_HOURS = 30 * 24
const hours = z.object({ hours: z.coerce.number().int().min(1).max(MOST_HOURS) })

interface Flags {
  home?: string
}

/** `cheyou staff invite 佳佳 --role sales`: prints a code that 佳佳 sends to the bot, once, from any account. */
export const inviteColleague = (
  name: string,
  flags: Flags & { role: string; group?: string[]; hours: string },
): Promise<void> =>
  atHome(flags, async ({ store, ids, clock, say, vault }) => {
    const who = read(person, { name, role: flags.role, groups: flags.group })
    const { hours: lasts } = read(hours, flags)
    const code = await store.transaction((db) =>
      inviteStaff(who, { db, ids, now: clock.now(), vault, lifetime: lasts * HOUR }),
    )
    console.log(
      say('identity.invitation', { name: who.name, role: say(`identity.role.${who.role}`), code, hours: lasts }),
    )
  })

/** `cheyou staff add 佳佳 --channel qq --account 123 --role sales`: binds an account whose id is known, without a code. */
export const addColleague = (
  name: string,
  flags: Flags & { role: string; group?: string[]; channel: string; account: string },
): Promise<void> =>
  atHome(flags, async ({ store, ids, clock, say }) => {
    const who = read(person, { name, role: flags.role, groups: flags.group })
    const { channel, account: externalId } = read(account, flags)
    await store.transaction((db) => bindAccount(who, { channel, externalId }, { db, ids, now: clock.now() }))
    console.log(
      say('identity.added', {
        name: who.name,
        role: say(`identity.role.${who.role}`),
        channel: say(`channels.kind.${channel}`),
        account: externalId,
      }),
    )
  })

/** `cheyou staff login 佳佳`: prints a code with which 佳佳 logs in to the HTTP API. */
export const logColleagueIn = (name: string, flags: Flags): Promise<void> =>
  atHome(flags, async ({ store, ids, clock, say, vault }) => {
    const code = await store.transaction((db) => drawLogin(name, { db, ids, now: clock.now(), vault }))
    if (!code) throw new CheyouError('no_colleague', { name })
    console.log(say('identity.login_drawn', { name, code, minutes: CODE_MINUTES }))
  })

/** `cheyou staff list`: one line an account. */
export const listColleagues = (flags: Flags): Promise<void> =>
  atHome(flags, async ({ store, say }) => {
    const accounts = await store.transaction(listStaff)
    if (!accounts.length) return console.log(say('identity.nobody'))
    for (const { name, role, channel, externalId } of accounts)
      console.log(`${name}  ${say(`identity.role.${role}`)}  ${channel}:${externalId}`)
  })

/** `cheyou staff remove 佳佳` (all accounts) or `cheyou staff remove qq:123` (one). */
export const removeColleague = (who: string, flags: Flags): Promise<void> =>
  atHome(flags, async ({ store, ids, clock, say }) => {
    const gone = await store.transaction((db) => removeStaff(who, { db, ids, now: clock.now() }))
    if (!gone.length) return console.log(say('identity.invitation_void', { name: who }))
    for (const { name, channel, externalId } of gone)
      console.log(say('identity.removed', { name, channel: say(`channels.kind.${channel}`), account: externalId }))
  })

async function atHome(flags: Flags, work: (home: Home) => Promise<void>): Promise<void> {
  const home = await openHome(configFrom(flags))
  try {
    await work(home)
  } finally {
    await home.store.close()
  }
}

/** Throws `input_invalid` with the name of what is wrong, and what would be right. */
function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const { data, error } = schema.safeParse(given)
  if (data !== undefined) return data
  const [issue] = error?.issues ?? []
  throw new CheyouError('input_invalid', { problem: `${issue?.path.join('.')}: ${issue?.message}` })
}
