/** What the staff ask about a customer, or write down of one. */
export type CustomerCommand =
  | { type: 'card' | 'timeline' | 'phone' | 'erase' | 'erase_now'; name: string }
  | CustomerEdit

export type CustomerEdit =
  | { type: 'tags'; name: string; add: string[]; remove: string[] }
  | { type: 'note'; name: string; field: NoteField; value: string }
  | { type: 'car'; name: string; car: number; field: CarField; value: string }

const NOTES = {
  birthday: /^(?:生日|birthday)$/i,
  owner: /^(?:顾问|owner)$/i,
  class: /^(?:分级|级别|class)$/i,
  kind: /^(?:类型|kind)$/i,
  family: /^(?:家庭|family)$/i,
  tastes: /^(?:喜好|tastes)$/i,
  budget: /^(?:预算|budget)$/i,
  cycle: /^(?:换车周期|cycle)$/i,
  marketing: /^(?:推送|marketing)$/i,
  lost: /^(?:流失|lost)$/i,
}
export type NoteField = keyof typeof NOTES

const CARS = {
  model: /^(?:车型|model)$/i,
  mileage: /^(?:里程|公里数|mileage)$/i,
  purchaseDate: /^(?:购车|提车|bought)$/i,
  registeredOn: /^(?:上牌|registered)$/i,
  insuranceUntil: /^(?:保险到期|insurance)$/i,
  inspectionUntil: /^(?:年检到期|inspection)$/i,
  warrantyUntil: /^(?:质保到期|warranty)$/i,
  warrantyKm: /^(?:质保里程|warranty-km)$/i,
  financedUntil: /^(?:贷款到期|financing)$/i,
  usage: /^(?:用途|usage)$/i,
  gone: /^(?:已卖|sold)$/i,
}
export type CarField = keyof typeof CARS

const CUSTOMER = /^(?:客户|customer)\s+@?(\S+)(?:\s+(\S+)(?:\s+(.+))?)?$/i
const CAR = /^(?:车辆|car)\s+@?(\S+)(?:\s+#?(\d))?\s+(\S+)(?:\s+(.+))?$/i
const ERASE = /^(删除资料|确认删除|erase|erase-now)\s+@?(\S+)$/i

const fieldOf = <T extends string>(fields: Record<T, RegExp>, word: string) =>
  (Object.keys(fields) as T[]).find((field) => fields[field].test(word))

/**
 * `客户 老周`, `客户 老周 时间线`, `客户 老周 电话`, `客户 老周 标签 +钓鱼 -露营`, `客户 老周 生日 农历八月十五`,
 * `车辆 老周 保险到期 2026-12-01`, `车辆 老周 2 里程 3万`, `删除资料 老周`. Null for everything else, which may be talk.
 */
export function readCustomerCommand(said: string): CustomerCommand | null {
  const text = said.trim().replace(/[。!！～~]+$/, '')
  const [, erase = '', whom] = ERASE.exec(text) ?? []
  if (whom) return { type: /^(?:确认删除|erase-now)$/i.test(erase) ? 'erase_now' : 'erase', name: whom }
  const [, owner, number = '1', part = '', set = ''] = CAR.exec(text) ?? []
  const carField = owner && fieldOf(CARS, part)
  if (owner && carField && (set || carField === 'gone'))
    return { type: 'car', name: owner, car: Number(number), field: carField, value: set.trim() }
  const [, name, word, value = ''] = CUSTOMER.exec(text) ?? []
  if (!name) return null
  if (!word) return { type: 'card', name }
  if (/^(?:时间线|timeline)$/i.test(word) && !value) return { type: 'timeline', name }
  if (/^(?:电话|phone)$/i.test(word) && !value) return { type: 'phone', name }
  if (/^(?:标签|tags?)$/i.test(word)) return readTags(name, value)
  const field = fieldOf(NOTES, word)
  return field && value ? { type: 'note', name, field, value: value.trim() } : null
}

function readTags(name: string, value: string): CustomerCommand | null {
  const tags = [...value.matchAll(/([+＋\-－])\s*([^\s+＋\-－,，、]{1,20})/g)]
  const those = (sign: RegExp) => tags.flatMap(([, found = '', tag = '']) => (sign.test(found) ? [tag] : []))
  return tags.length ? { type: 'tags', name, add: those(/[+＋]/), remove: those(/[-－]/) } : null
}
