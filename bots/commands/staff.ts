import { CheyouError } from '../../src/kit/errors.js'
import { StaffAccount, type StaffRole } from '../../src/store/index.js'
import { configFrom, openHome } from '../home.js'

const ROLES: readonly StaffRole[] = ['admin', 'manager', 'sales', 'service']
const KINDS = ['sandbox', 'qq', 'wechat', 'telegram'] as const

interface StaffFlags {
  home?: string
  channel: string
  account: string
  role: string
}

/** `cheyou staff <name> --channel qq --account 123 --role sales`: binds an account; only bound accounts give commands. */
export async function bindStaff(name: string, flags: StaffFlags): Promise<void> {
  const role = ROLES.find((each) => each === flags.role)
  const channel = KINDS.find((each) => each === flags.channel)
  if (!role) throw new CheyouError('input_invalid', { problem: `--role ${ROLES.join(' | ')}` })
  if (!channel) throw new CheyouError('input_invalid', { problem: `--channel ${KINDS.join(' | ')}` })
  const { store, ids, say } = await openHome(configFrom(flags))
  await store.transaction(async (db) => {
    const known = await db.findOneBy(StaffAccount, { channel, externalId: flags.account })
    await db.upsert(StaffAccount, { id: known?.id ?? ids(), channel, externalId: flags.account, name, role }, ['id'])
  })
  await store.close()
  console.log(say('channels.bound', { name, role, channel }))
}
