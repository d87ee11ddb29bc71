import { findPhone } from '../../../kit/chinese/phone.js'
import { findPlate } from '../../../kit/chinese/plate.js'
import type { Lead, LeadSource } from '../../../store/index.js'

/** A lead as a colleague writes it down. */
export interface WrittenLead {
  name: string
  phone: string | null
  plate: string | null
  source: LeadSource
  kind: Lead['kind']
  /** What they want, in the colleague's words, without name, number and source. */
  wish: string
}

const START = /^(?:登记线索|新线索|建线索|录线索|new lead)[\s:：，,]+/i
const SOURCES: readonly [RegExp, LeadSource][] = [
  [/(?:^|\s)(?:总部|厂家|总部下发|厂家下发|head office)(?=\s|$)/i, 'head_office'],
  [/(?:^|\s)(?:转介绍|老客户介绍|朋友介绍|介绍|referral)(?=\s|$)/i, 'referral'],
  [/(?:^|\s)(?:外展|车展|巡展|外拓|event)(?=\s|$)/i, 'event'],
  [/(?:^|\s)(?:活动|店庆|activity)(?=\s|$)/i, 'activity'],
  [/(?:^|\s)(?:网站|网络|网上|官网|线上|平台|web)(?=\s|$)/i, 'web'],
  [/(?:^|\s)(?:来电|电话|打电话来|phone)(?=\s|$)/i, 'phone'],
  [/(?:^|\s)(?:群里|车友群|group)(?=\s|$)/i, 'group'],
  [/(?:^|\s)(?:展厅|到店|进店|自然到店|showroom)(?=\s|$)/i, 'showroom'],
]
const KINDS: readonly [RegExp, Lead['kind']][] = [
  [/置换|换购|换车|旧车|trade.?in/i, 'trade_in'],
  [/增购|再添|再买一|第二台|add.?on/i, 'add_on'],
]
const LONGEST_NAME = 20
const DIGITS = /(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}/g
const PLATE = /[一-龥]\s?[A-Za-z][\s.·-]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])/

/** `登记线索 张先生 13800001111 想看X3 下周来 展厅`; the source is showroom when none is named. */
export function readLead(said: string): WrittenLead | null {
  const start = START.exec(said.trim())
  if (!start) return null
  const words = said.trim().slice(start[0].length).normalize('NFKC')
  const phone = findPhone(words)
  const plate = findPlate(words)
  const rest = words.replace(DIGITS, ' ').replace(plate ? PLATE : /$^/, ' ')
  const [name = '', ...others] = rest.trim().split(/[\s，,]+/)
  if (!name || name.length > LONGEST_NAME) return null
  const left = others.join(' ')
  const [pattern, source] = SOURCES.find(([words]) => words.test(left)) ?? [/$^/, 'showroom' as const]
  const wish = left.replace(pattern, ' ').replace(/\s+/g, ' ').trim()
  return { name, phone, plate, source, kind: kindOf(wish), wish }
}

/** The present car, one more, or simply a car. */
export const kindOf = (wish: string): Lead['kind'] => KINDS.find(([words]) => words.test(wish))?.[1] ?? 'purchase'
