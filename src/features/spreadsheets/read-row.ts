import { DateTime } from 'luxon'
import { type Birthday, readBirthday } from '../../kit/chinese/birthday.js'
import { findPhone } from '../../kit/chinese/phone.js'
import { findPlate } from '../../kit/chinese/plate.js'
import type { LeadLevel, LeadSource } from '../../store/index.js'
import type { Mapping, SheetField } from './columns.js'

/** A cell as the file has it. */
export type Cell = string | number | boolean | Date | null | undefined

/** What one row says of one person. */
export interface SheetRow {
  name: string
  phone: string | null
  plate: string | null
  vin: string | null
  brand: string | null
  model: string | null
  /** ISO day */
  bought: string | null
  /** km */
  mileage: number | null
  /** ISO days: first registration, until when it is insured, inspected, under warranty, financed. */
  registered: string | null
  insurance: string | null
  inspection: string | null
  warranty: string | null
  financing: string | null
  birthday: Birthday | null
  tags: string[]
  wish: string | null
  source: LeadSource | null
  level: LeadLevel | null
  owner: string | null
  author: string | null
  /** UTC ms */
  created: number | null
}

/** What is wrong with a row: a code, and the column's field. */
export interface Fault {
  field: SheetField
  fault: 'missing' | 'invalid'
}

const SOURCES: readonly [RegExp, LeadSource][] = [
  [/总部|厂家|head/i, 'head_office'],
  [/转介绍|介绍|推荐|referral/i, 'referral'],
  [/外展|车展|巡展|外拓|event/i, 'event'],
  [/活动|店庆|activity/i, 'activity'],
  [/网|线上|平台|抖音|懂车|汽车之家|易车|web|online/i, 'web'],
  [/电话|来电|phone/i, 'phone'],
  [/群|group/i, 'group'],
  [/展厅|到店|进店|自然|showroom|walk/i, 'showroom'],
]
/** 17 signs without I, O and Q: ISO 3779. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/
const NOTHING = /^(?:无|没有|暂无|未知|不详|空|-+|—+|\/|n\/?a|null|none)$/i
/** 2024-3-12, 2024/3/12 9:30, 2024年3月, 20240312, an ISO moment; and 3/12/2024. */
const YEAR_FIRST =
  /^(?<year>\d{4})(?:[-/.年](?<month>\d{1,2})(?:[-/.月](?<day>\d{1,2})?日?)?|(?<m>\d{2})(?<d>\d{2}))(?:[ T]+(?<hour>\d{1,2}):(?<minute>\d{2})\S*)?$/
const YEAR_LAST = /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/
/** Days from which a spreadsheet counts, and the numbers that are days of our time. */
const SERIAL_ZERO = { year: 1899, month: 12, day: 30 }
const isSerial = (value: number) => value > 20_000 && value < 80_000

/** Text as it is meant: full width, line breaks and the word for nothing are put right. */
export function textOf(cell: Cell, zone: string): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date)
    return DateTime.fromJSDate(cell, { zone: 'utc' })
      .setZone(zone, { keepLocalTime: true })
      .toFormat('yyyy-MM-dd HH:mm:ss')
  // A phone number that became a number, and a number that became text with an apostrophe.
  const text = String(cell).normalize('NFKC').replace(/^'/, '').replace(/\s+/g, ' ').trim()
  return NOTHING.test(text) ? '' : text
}

/** A moment of the business zone, from any way in which such files write one. */
export function readMoment(text: string, zone: string): DateTime | null {
  if (/^\d+(?:\.\d+)?$/.test(text) && isSerial(Number(text)))
    return DateTime.fromObject(SERIAL_ZERO, { zone }).plus({ days: Math.floor(Number(text)) })
  const found = (YEAR_FIRST.exec(text) ?? YEAR_LAST.exec(text))?.groups
  if (!found) return null
  const { year, month = found.m, day = found.d ?? 1, hour = 0, minute = 0 } = found
  const parts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
  }
  const moment = DateTime.fromObject(parts, { zone })
  return moment.isValid && moment.year > 1950 && moment.year < 2100 ? moment : null
}

/** Reads a row. With faults it is not to be taken in. */
export function readRow(cells: readonly Cell[], mapping: Mapping, zone: string): { row: SheetRow; faults: Fault[] } {
  const faults: Fault[] = []
  const text = (field: SheetField) => {
    const column = mapping[field]
    return column === undefined ? '' : textOf(cells[column], zone)
  }
  /** Null when there is nothing, or (with a fault) nothing that can be read. */
  const read = <T>(field: SheetField, reader: (text: string) => T | null): T | null => {
    const value = text(field)
    const known = value ? reader(value) : null
    if (value && known === null) faults.push({ field, fault: 'invalid' })
    return known
  }
  const day = (value: string) => readMoment(value, zone)?.toISODate() ?? null
  // A month alone lasts until its end.
  const until = (value: string) =>
    /^\d{4}[-/.年]\d{1,2}月?$/.test(value) ? (readMoment(value, zone)?.endOf('month').toISODate() ?? null) : day(value)
  const row: SheetRow = {
    name: text('name').slice(0, 40),
    phone: read('phone', findPhone),
    plate: read('plate', findPlate),
    vin: read('vin', (value) => (VIN.test(value.toUpperCase()) ? value.toUpperCase() : null)),
    brand: text('brand').slice(0, 60) || null,
    model: text('model').slice(0, 60) || null,
    bought: read('bought', day),
    mileage: read('mileage', readMileage),
    registered: read('registered', day),
    insurance: read('insurance', until),
    inspection: read('inspection', until),
    warranty: read('warranty', until),
    financing: read('financing', until),
    birthday:
      read('birthday', (value) => readBorn(value, zone)) ??
      read('lunar', (value) => readBorn(`农历${value.replace(/^[农阴]历/, '')}`, zone)),
    tags: [...new Set(text('tags').split(/[\s,，、;；|/]+/))].filter((tag) => tag && tag.length <= LONGEST_TAG),
    wish: text('wish').slice(0, 500) || null,
    source: read('source', (value) => SOURCES.find(([words]) => words.test(value))?.[1] ?? null),
    level: read('level', (value) => (/^([HABC])级?$/i.exec(value)?.[1]?.toUpperCase() as LeadLevel) ?? null),
    owner: text('owner').slice(0, 40) || null,
    author: text('author').slice(0, 40) || null,
    created: read('created', (value) => readMoment(value, zone)?.toMillis() ?? null),
  }
  if (!row.name) faults.push({ field: 'name', fault: 'missing' })
  if (!row.phone && !row.plate && !row.vin && !faults.some(({ field }) => field === 'phone'))
    faults.push({ field: 'phone', fault: 'missing' })
  return { row, faults }
}

const LONGEST_TAG = 20

/** A day of any year (3月12日, 农历八月十五), or a whole date as such files write them. */
function readBorn(text: string, zone: string): Birthday | null {
  const day = text.replace(/[ T]\d{1,2}:\d{2}.*$/, '')
  const known = readBirthday(day)
  const date = !known && /^(?:\d{5}|\d{8})$/.test(day) ? readMoment(day, zone)?.toISODate() : null
  return date ? { birthday: date, birthdayLunar: false } : known
}

const MOST_KM = 2_000_000

/** 3.2万公里, 32,000 km, 32000 */
function readMileage(text: string): number | null {
  const found = /^([\d,.]+)\s*(万)?\s*(?:公里|km|千米)?$/i.exec(text)
  const km = found ? Math.round(Number((found[1] ?? '').replaceAll(',', '')) * (found[2] ? 10_000 : 1)) : Number.NaN
  return km >= 0 && km < MOST_KM ? km : null
}
