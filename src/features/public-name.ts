import { foldText } from '../kit/chinese/fold-text.js'
import type { Say } from '../kit/texts.js'
import type { Member } from '../store/index.js'
import { displayName } from './step.js'

const SELLS = /1[3-9]\d{9}|(?:微信|vx?|wx|加我|qq)\s*[:：]?\s*[a-z0-9_-]{5,}|收车|收购二手|代办|贷款|返利|代购/

/** Whether a name tries to sell something; it is not to be repeated, however kindly. */
export const advertises = (name: string): boolean => SELLS.test(foldText(name))

/** How the bot calls a member where all can read it. */
export function publicName(say: Say, member: Pick<Member, 'card' | 'nickname' | 'externalId'>): string {
  const name = displayName(member)
  return advertises(name) ? say('rules.somebody') : name
}
