import { foldText } from '../../kit/chinese/fold-text.js'
import type { Meaning } from '../../understanding/meaning.js'

/** What is wrong with a name beside its format: it advertises, or it poses as the store. */
export type NameFault = 'advert' | 'imitates'

const OFFICIAL = /客服|官方|售后|销售|顾问|店长|经理|管理员|群主|管家|4s店/
const CONTACT = /1[3-9]\d{9}|(?:微信|vx?|wx|加我|qq)\s*[:：]?\s*[a-z0-9_-]{5,}|收车|收购二手|代办|贷款|返利|代购/

/** Whether a name tries to sell something; it is not to be repeated, however kindly. */
export const advertises = (name: string): boolean => CONTACT.test(foldText(name))

/** Below this many characters two names may be alike by chance. */
const SHORTEST = 2

/** Looks at the name of somebody who does not work for the store. `staff` are the names of those who do. */
export function checkName(
  name: string,
  staff: readonly string[],
  understand: (text: string) => Meaning,
): NameFault | null {
  const plain = strip(name)
  if (!plain) return null
  const poses = staff
    .map(strip)
    .some((own) => own.length >= SHORTEST && plain.endsWith(own) && OFFICIAL.test(foldText(name)))
  if (
    poses ||
    (OFFICIAL.test(foldText(name)) && /^(?:官方|客服|售后|管家|管理员|群主)|(?:官方|客服|管理员|群主)$/.test(plain))
  )
    return 'imitates'
  if (staff.map(strip).some((own) => own.length >= SHORTEST && plain === own)) return 'imitates'
  const { ad = 0 } = understand(name).scores
  return advertises(name) || ad >= 0.95 ? 'advert' : null
}

/** Look-alikes are made of spaces and signs. */
const strip = (name: string) => foldText(name).replace(/[\s\p{P}\p{S}]/gu, '')
