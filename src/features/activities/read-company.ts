import { blank } from '../../kit/chinese/fold-text.js'
import { readNumber } from '../../kit/chinese/number.js'
import { COMPANION, RELATIVE } from './people-words.js'

/** Companions named one by one: 我带老婆和两个孩子. The sender is not in the figures. */
export interface Company {
  adults: number
  children: number
  withSelf: boolean
  start: number
  end: number
}

const ANYBODY = new RegExp(RELATIVE)
const EACH = new RegExp(COMPANION, 'g')
const LINK =
  '(?:和|跟|与|同|带着?|带上?|领着?|加上?|外加|陪着?|还有|以及|及|叫上?|喊上?|拉上?|\\+|➕|、|,|，|\\s|了|再|又|也)'
const ITEM_LINK = `(?:${LINK}){0,4}`
const NONCAPTURING = COMPANION.replace(/\((?!\?)/g, '(?:')
const LED = new RegExp(
  `(?:(我|俺|本人|自己|偶)(?:自己)?(?:也|要|想|会|就|再|打算|准备)*\\s*)?(?:和|跟|与|同|带着?上?|领着?|加上?|外加|陪着?|还有|叫上?|喊上?|拉上?|\\+|(?<=(?:我|俺|本人)\\s*)[、,，])\\s*(?:了)?${NONCAPTURING}(?:${ITEM_LINK}${NONCAPTURING})*`,
)
const FOR_OTHERS = new RegExp(
  `(?:帮|给|替|为)(?!我和|我跟|我带|我们|我一|我报)(?:我|俺)?${NONCAPTURING}(?:${ITEM_LINK}${NONCAPTURING})*(?=.{0,6}(?:报|登记|留|加))`,
)
const TOGETHER = new RegExp(
  `${NONCAPTURING}(?:${ITEM_LINK}${NONCAPTURING})*\\s*(?:他们?|她们?)?(?:都|也|一起|一块儿?|也要?想?|说)+(?:要|想|会|能)?(?:去|来|参加|跟着|报)`,
)
const NOT_COMING = new RegExp(
  `(?:不带|没带|不跟|没有?|除了|没叫)${NONCAPTURING}|${NONCAPTURING}\\s*(?:[们都也就]|临时|突然|实在|周[一-日末]|要|得|加班|值班|出差|上班|生病|发烧|没空|有事|有课|补课){0,3}(?:不去|不来|去不了|来不了|去不成|来不成|不能去|不想去|没空|不参加|不肯|加班|值班|出差|要上班|上课|补课|发烧|生病)`,
  'g',
)

/**
 * Finds the companions that a text names. With `leading`, the list need not have a subject or a verb of its own,
 * as after 我们俩: …，加我爸妈.
 */
export function readCompany(text: string, options: { leading?: boolean } = {}): Company | null {
  if (!ANYBODY.test(text)) return null
  const clean = /[不没除班差课烧病肯]/.test(text) ? blank(text, NOT_COMING) : text
  const forOthers = options.leading ? null : FOR_OTHERS.exec(clean)
  const found = forOthers ?? LED.exec(clean) ?? (options.leading ? null : TOGETHER.exec(clean))
  if (!found) return null
  let adults = 0
  let children = 0
  for (const item of found[0].matchAll(EACH)) {
    const many = item[1] === undefined ? 1 : readNumber(item[1])
    if (item[2] !== undefined) adults += 2
    else if (item[3] !== undefined) adults += many
    else children += many
  }
  return { adults, children, withSelf: !forOthers, start: found.index, end: found.index + found[0].length }
}
