import { findDays, findTimes, instantOf } from '../../../kit/chinese/dates.js'
import { foldText } from '../../../kit/chinese/fold-text.js'
import { HOUR } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import type { ActivityPlan, GuestKind } from '../../../store/index.js'
import { activityKeywords } from '../activity-keywords.js'
import type { Announcement } from '../announcement.js'
import type { Field } from './read-command.js'
import { readMoney } from './read-money.js'

/** What is known of an activity, besides who comes. */
export interface Planned {
  announcement: Announcement
  plan: ActivityPlan
  /** The notice. */
  text: string
}

interface Around {
  now: number
  zone: string
  /** Names of the colleagues. */
  staff: readonly string[]
}

/** The activity with one thing changed, or why it cannot be: a key below `activities.fault`. */
export type Edited = { announcement: Announcement; plan: ActivityPlan } | { fault: string }

const GIFTS: [RegExp, GuestKind][] = [
  [/^(?:到店|来宾|visitors?)\s*/i, 'visitor'],
  [/^(?:试驾|test drivers?)\s*/i, 'test_driver'],
  [/^(?:订车|购车|下订|buyers?)\s*/i, 'buyer'],
  [/^(?:转介绍|推荐人|referrers?)\s*/i, 'referrer'],
  [/^(?:置换|换购|trade-?in)\s*/i, 'trade_in'],
  [/^(?:保养|售后|service)\s*/i, 'service'],
]
const MOST_QUESTIONS = 5
/** Each stands above a field of a form, and in a message beside others. */
const LONGEST_QUESTION = 100
const MOST_REMINDERS = 4
const LONGEST_MONTHS_OFF = 400

/** Pure: the activity that comes in is left as it is. */
export function editPlan({ announcement, plan, text }: Planned, field: Field, value: string, around: Around): Edited {
  const told = (change: Partial<Announcement>): Edited => ({
    announcement: named({ ...announcement, ...change }, text),
    plan: field === 'title' ? plan : { ...plan, amended: true },
  })
  const planned = (change: ActivityPlan): Edited => ({ announcement, plan: { ...plan, ...change } })
  switch (field) {
    case 'title':
      return told({ title: value.slice(0, 40) })
    case 'theme':
      return planned({ theme: value.slice(0, 100) })
    case 'when':
      return when(announcement, value, around, told)
    case 'place':
      return told({ place: value.slice(0, 60) })
    case 'map':
      return isLink(value) ? planned({ mapLink: value }) : { fault: 'link' }
    case 'photos':
      return isLink(value) ? planned({ photos: value }) : { fault: 'link' }
    case 'poster':
      return isLink(value) ? planned({ poster: value }) : { fault: 'link' }
    case 'cap':
      return capOf(value, told)
    case 'deadline':
      return deadline(announcement, value, around, told)
    case 'owner':
      return around.staff.includes(value) ? planned({ owner: value }) : { fault: 'owner' }
    case 'planned': {
      const money = readMoney(value)
      // Another sum is another decision.
      const approved = money === plan.planned ? plan.approved : undefined
      return money === null ? { fault: 'money' } : planned({ planned: money, approved })
    }
    case 'spent': {
      const money = readMoney(value)
      return money === null ? { fault: 'money' } : planned({ spent: money })
    }
    case 'gift': {
      const [pattern, kind] = GIFTS.find(([each]) => each.test(value)) ?? []
      const gift = pattern ? value.replace(pattern, '').trim() : ''
      return kind && gift ? planned({ gifts: { ...plan.gifts, [kind]: gift.slice(0, 60) } }) : { fault: 'gift' }
    }
    case 'questions':
      return questions(value, planned)
    case 'reminders': {
      const hours = split(value).map(hoursOf)
      return hours.every((each) => each > 0)
        ? planned({ reminders: hours.slice(0, MOST_REMINDERS) })
        : { fault: 'reminders' }
    }
    case 'counted': {
      const counted = readCounted(value)
      return Object.keys(counted).length ? planned({ counted: { ...plan.counted, ...counted } }) : { fault: 'counted' }
    }
  }
}

const named = (announcement: Announcement, text: string): Announcement => ({
  ...announcement,
  keywords: activityKeywords(text, announcement.title, announcement.day, announcement.place),
})

const split = (value: string): string[] =>
  value
    .split(/[/／、,，;；\n]|\s+(?=\d)/)
    .map((each) => each.trim())
    .filter(Boolean)

/** The mark at the end is put there when it is asked. */
const questionsOf = (value: string): string[] =>
  split(value)
    .map((each) => each.replace(/[?？\s]+$/, ''))
    .filter(Boolean)
    .slice(0, MOST_QUESTIONS)

function questions(value: string, planned: (change: ActivityPlan) => Edited): Edited {
  const asked = /^(?:无|没有|不用|none)$/i.test(value) ? [] : questionsOf(value)
  return asked.every(({ length }) => length <= LONGEST_QUESTION) ? planned({ questions: asked }) : { fault: 'question' }
}

const isLink = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)

function hoursOf(text: string): number {
  const [, many = '', unit = ''] = /^(\d{1,3})\s*(天|小时|个小时|d|h|days?|hours?)/i.exec(text) ?? []
  return Number(many) * (/^(?:天|d)/i.test(unit) ? 24 : 1)
}

function when(
  { day, startsAt, gatherAt }: Announcement,
  value: string,
  { now, zone }: Around,
  told: (change: Partial<Announcement>) => Edited,
): Edited {
  const folded = foldText(value)
  const newDay = findDays(folded, now, zone)[0]?.day ?? day
  const time = findTimes(folded)[0]
  if (newDay === day && !time) return { fault: 'when' }
  const startedAfter = startsAt - instantOf(day, { hour: 0, minute: 0 }, zone)
  const starts = time ? instantOf(newDay, time, zone) : instantOf(newDay, { hour: 0, minute: 0 }, zone) + startedAfter
  if (starts <= now || newDay > dayOf(now + LONGEST_MONTHS_OFF * 24 * HOUR, zone)) return { fault: 'when' }
  return told({
    day: newDay,
    startsAt: starts,
    gatherAt: gatherAt === undefined ? undefined : starts - Math.max(0, startsAt - gatherAt),
  })
}

function deadline(
  { day, startsAt }: Announcement,
  value: string,
  { now, zone }: Around,
  told: (change: Partial<Announcement>) => Edited,
): Edited {
  if (/^(?:不限|无|没有|none)$/i.test(value)) return told({ deadline: undefined })
  const folded = foldText(value)
  const on = findDays(folded, now, zone)[0]?.day
  const time = findTimes(folded)[0]
  if (!on && !time) return { fault: 'deadline' }
  const closes = instantOf(on ?? day, time ?? { hour: 24, minute: 0 }, zone)
  const end = Math.max(startsAt, instantOf(day, { hour: 24, minute: 0 }, zone))
  return closes > now && closes <= end ? told({ deadline: closes }) : { fault: 'deadline' }
}

function capOf(value: string, told: (change: Partial<Announcement>) => Edited): Edited {
  if (/^(?:不限|无|没有|none)$/i.test(value)) return told({ cap: undefined })
  const cars = /(\d{1,4})\s*(?:辆|台|部|车|组|户|家|cars?)/i.exec(value)?.[1]
  const people = /(\d{1,4})\s*(?:个?人|位|名|people|seats?)/i.exec(value)?.[1] ?? /^(\d{1,4})$/.exec(value)?.[1]
  if (!Number(cars) && !Number(people)) return { fault: 'cap' }
  return told({ cap: { ...(cars && { cars: Number(cars) }), ...(people && { people: Number(people) }) } })
}

/** What was counted stands behind its word, or before it: 接待 810 成交 62, 810组接待. */
function readCounted(value: string): NonNullable<ActivityPlan['counted']> {
  const many = (words: string) =>
    new RegExp(`(?:${words})\\s*[:：]?\\s*(\\d{1,6})`, 'i').exec(value)?.[1] ??
    new RegExp(`(\\d{1,6})\\s*(?:个|批|组|台|辆|人)?(?:${words})`, 'i').exec(value)?.[1]
  const found = {
    visits: many('接待|到场|来了|visits?'),
    testDrives: many('试驾|test drives?'),
    leads: many('线索|leads?'),
    orders: many('成交|订单|orders?|sold'),
  }
  return Object.fromEntries(Object.entries(found).flatMap(([key, many]) => (many ? [[key, Number(many)]] : [])))
}
