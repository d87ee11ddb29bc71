import { foldText } from '../../kit/chinese/fold-text.js'
import type { Meaning } from '../../understanding/meaning.js'
import { advertises } from '../public-name.js'

/** What is wrong with a name beside its format: it advertises, or it poses as the store. */
export type NameFault = 'advert' | 'imitates'

const OFFICIAL = /客服|官方|售后|销售|顾问|店长|经理|管理员|群主|管家|4s店/

/** Below this many characters two names may be alike by chance. */
const SHORTEST = 2

/** The names of those who work for the store, as they are compared. */
export const plainNames = (staff: readonly string[]): readonly string[] =>
  staff.map(strip).filter((own) => own.length >= SHORTEST)

/** Looks at the name of somebody who does not work for the store; `staff` by `plainNames`. */
export function checkName(
  name: string,
  staff: readonly string[],
  understand: (text: string) => Meaning,
): NameFault | null {
  const plain = strip(name)
  if (!plain) return null
  if (staff.includes(plain)) return 'imitates'
  if (
    OFFICIAL.test(foldText(name)) &&
    (staff.some((own) => plain.endsWith(own)) ||
      /^(?:官方|客服|售后|管家|管理员|群主)|(?:官方|客服|管理员|群主)$/.test(plain))
  )
    return 'imitates'
  const { ad = 0 } = understand(name).scores
  return advertises(name) || ad >= 0.95 ? 'advert' : null
}

/** Look-alikes are made of spaces and signs. */
const strip = (name: string) => foldText(name).replace(/[\s\p{P}\p{S}]/gu, '')
