import type { Capability } from '../../src/message/index.js'

/** What drives WeChat behind the gateway. What the bot can do depends on it more than on WeChat itself. */
export const PUPPETS = ['padlocal', 'wechat4u', 'other'] as const
export type PuppetKind = (typeof PUPPETS)[number]

/** What a puppet of kind `other` may be said to do. */
export const OPTIONAL = ['kick', 'announce', 'mention', 'acceptInvitation', 'leave'] as const
type Optional = (typeof OPTIONAL)[number]

const ALWAYS: readonly Capability[] = ['listMembers', 'directMessage']

const OF_PUPPET: Record<PuppetKind, readonly Optional[]> = {
  padlocal: ['kick', 'announce', 'mention', 'acceptInvitation', 'leave'],
  // The web protocol has no notice, drops the ids of who is mentioned, and knows neither invitations nor leaving.
  wechat4u: ['kick'],
  other: [],
}

/**
 * `recall` is never among them: on WeChat nobody takes back what another member wrote, and that is what the
 * capability promises. Our own messages can be taken back all the same, where the puppet knows their ids.
 */
export function capabilitiesOf(puppet: PuppetKind, also: readonly Optional[]): ReadonlySet<Capability> {
  return new Set([...ALWAYS, ...OF_PUPPET[puppet], ...(puppet === 'other' ? also : [])])
}

/** Web WeChat gives everybody a new id at each login. */
export const hasStableIds = (puppet: PuppetKind): boolean => puppet !== 'wechat4u'
