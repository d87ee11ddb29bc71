import { findPastDay } from '../../kit/chinese/past-day.js'
import { findPhone } from '../../kit/chinese/phone.js'
import { findPlate } from '../../kit/chinese/plate.js'
import type { Field } from '../../store/index.js'

/** In the order in which they are asked for. */
export const FIELDS = ['name', 'phone', 'model', 'plate', 'bought', 'need'] as const satisfies readonly Field[]
/** Without these customer service has something left to ask. */
export const WANTED: readonly Field[] = ['name', 'phone', 'model', 'bought']

interface Around {
  /** UTC ms */
  now: number
  zone: string
}

const NAME = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}(?:·\p{Script=Han}{1,8})+|[A-Za-z][A-Za-z .'-]{1,40})$/u
const NO_NAME = /^(?:好的?|可以|谢谢|您好|你好|在吗|稍等|等等|等下|收到|知道了|不知道|有人吗|是的|嗯+|哈+)$/
const LEAD_IN = /^(?:(?:我的?)?(?:真实)?(?:姓名|名字|车型|车|需求)?(?:叫做?|是|为)?[:：\s]*)/
const tidy = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .replace(LEAD_IN, '')
    .replace(/[。.!~,]+$/, '')
    .trim()

const LONGEST_MODEL = 40
const LONGEST_NEED = 300
const upTo = (longest: number, text: string) => (text && text.length <= longest ? text : null)

/** What an answer says, in its one spelling: phone 11 digits, day `2024-03-12`; null when it is no such thing. */
export function readField(field: Field, text: string, { now, zone }: Around): string | null {
  if (field === 'phone') return findPhone(text)
  if (field === 'plate') return findPlate(text)
  if (field === 'bought') return findPastDay(text, now, zone)
  if (field === 'need') return upTo(LONGEST_NEED, text.trim())
  const words = tidy(text)
  if (field === 'name') return NAME.test(words) && !NO_NAME.test(words) ? words : null
  return /[\p{L}\p{N}]/u.test(words) && !/\n|[?？]/.test(words) ? upTo(LONGEST_MODEL, words) : null
}
