import { advertises } from './public-name.js'

/** Why a name card is wrong; null when it is right. */
export type CardFault = 'missing' | 'no_prefix' | 'no_nickname'

const SEPARATORS = /^[\s\-－—–_+＋·•.。:：|/、~～]+|[\s\-－—–_+＋·•.。:：|/、~～]+$/g
const letters = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** 星澜S7老K: a model between brand and nickname breaks the format; after a separator it may be a nickname. */
const MODEL = /^[a-z]{1,3}\d{1,3}/

/** 群名片 is `brand + 车主 + nickname`: `追风车主-小鱼儿`, `追风车主+石头` and `追风车主静水流深` are all right. */
export function checkCard(card: string, prefix: string): CardFault | null {
  const given = letters(card)
  if (!given) return 'missing'
  const wanted = letters(prefix)
  if (!given.startsWith(wanted)) return 'no_prefix'
  const rest = given.slice(wanted.length)
  const nickname = rest.replace(SEPARATORS, '')
  if (!nickname) return 'no_nickname'
  return rest === nickname && MODEL.test(nickname) ? 'no_prefix' : null
}

/** What the card should read: the nickname stays, whatever stood before it, unless it is an advert. */
export function suggestCard(name: string, prefix: string): string {
  const own =
    name
      .normalize('NFKC')
      .replace(SEPARATORS, '')
      .split(/[-_+|]/)
      .at(-1)
      ?.trim() ?? ''
  const nickname = own.replace(prefix, '').replace(SEPARATORS, '')
  return `${prefix}-${nickname && !advertises(nickname) ? nickname : '昵称'}`
}
