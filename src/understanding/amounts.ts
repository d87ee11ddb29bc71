/** What a number in a text stands for: money or anything else by its size, or what its unit says. */
export const AMOUNTS = [
  'tens',
  'hundreds',
  'thousands',
  'ten-thousands',
  'decimal',
  'tens-of-money',
  'hundreds-of-money',
  'thousands-of-money',
  'ten-thousands-of-money',
  'decimal-of-money',
  'year',
  'count',
  'discount',
] as const
export type Amount = (typeof AMOUNTS)[number]

export interface FoundAmount {
  start: number
  end: number
  amount: Amount
}

const ARABIC = String.raw`\d[\d,]*(?:\.\d+)?`
const HAN = '[一二两三四五六七八九十几半][零一二两三四五六七八九十百千万几]*'
const MONEY = '块|元|大洋|毛钱'
const COUNTED =
  '公里|km|里|年|款|个|台|辆|人|口|月|号|点|天|日|周|分钟|分|秒|小时|度|升|座|岁|斤|楼|层|次|趟|遍|回|匹|马力|寸|%|页|位|桌|单|种|件'
/** Sign, number, magnitudes on both sides of 多 or 来, unit: ¥380, 四百二, 3.2万, 五百来公里, 八折. */
const SHAPE = new RegExp(
  `([¥$])?(${ARABIC}|${HAN})([百千万wk])?(?:多|来|好?几)?([十百千万wk]?)(?:出头|左右|上下)?(?:(${MONEY})|(折)|(${COUNTED}))?`,
  'g',
)
const WORTH_LOOKING = /\d|[一二两三四五六七八九几][百千万十]|[零一二两三四五六七八九]{3}/

/** Every number of a folded text in Arabic or Chinese digits. Single Chinese digits and long numbers are none. */
export function findAmounts(text: string): FoundAmount[] {
  if (!WORTH_LOOKING.test(text)) return []
  const found: FoundAmount[] = []
  for (const match of text.matchAll(SHAPE)) {
    const [all, sign, number = '', first = '', second = '', money, discount, counted] = match
    const size = sizeOf(number, first + second)
    if (!size) continue
    const start = match.index
    const amount = discount
      ? 'discount'
      : counted
        ? countOf(number)
        : sign || money
          ? (`${size}-of-money` as const)
          : size
    found.push({ start, end: start + all.length, amount })
  }
  return found
}

function countOf(number: string): Amount {
  return /^(?:19|20)\d\d$/.test(number) ? 'year' : 'count'
}

function sizeOf(number: string, magnitude: string) {
  const all = number + magnitude
  if (/[万w]/.test(all)) return 'ten-thousands'
  if (/[千k]/.test(all)) return 'thousands'
  if (all.includes('百')) return 'hundreds'
  if (/^\d/.test(number)) return sizeOfDigits(number.replaceAll(',', ''))
  if (number.includes('十') && number.length > 1) return 'tens'
  // 三九九 and 一二八零 are prices, read out digit by digit.
  if (number.length === 3) return 'hundreds'
  return number.length === 4 ? 'thousands' : undefined
}

function sizeOfDigits(digits: string) {
  const [whole = '', fraction] = digits.split('.')
  if (whole.length <= 2) return fraction === undefined ? 'tens' : 'decimal'
  if (whole.length === 3) return 'hundreds'
  if (whole.length === 4) return 'thousands'
  return whole.length <= 6 ? 'ten-thousands' : undefined
}
