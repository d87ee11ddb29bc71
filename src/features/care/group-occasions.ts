import { DAY } from '../../kit/clock.js'
import { daysBetween } from '../../kit/days.js'
import type { Say } from '../../kit/texts.js'
import type { DayForecast } from '../../kit/weather/forecast.js'
import type { Contact } from '../../store/index.js'
import { festivalOn, longHolidayAfter } from './calendar.js'
import { type CareSettings, GROUP_KINDS, type GroupKind } from './settings.js'
import { WEATHER_KINDS, weatherCare } from './weather.js'
import type { Fill } from './wording.js'

/** A good reason to say something to the owner groups today. */
export interface GroupOccasion {
  kind: GroupKind
  /** What tells it from the same another time; with the kind and the group it is the key of a contact. */
  about: string
  /** Our own words, and why they came; null: everybody knows why. */
  ours: string
  why: string | null
  fill: Fill
  /** Which of the store's wordings it is, where the calendar says so. */
  turn?: number
}

/** The same weather is spoken of once in so many days: a hot summer is no news. */
const SAME_WEATHER = 28
const isWeather = (kind: string) => WEATHER_KINDS.some((each) => each === kind)

/** Tips come with the season, in March, June, September and December, on one of these days. */
const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const
const TIP_DAYS: readonly [first: number, last: number] = [5, 14]
/** So many days before something changes at the store it is said; once. */
const PREMISES_BEFORE = 7

function seasonOf(today: string): (typeof SEASONS)[number] | undefined {
  const [, month = 0, date = 0] = today.split('-').map(Number)
  return date >= TIP_DAYS[0] && date <= TIP_DAYS[1] ? SEASONS[month / 3 - 1] : undefined
}

const isNear = (day: string, today: string) => {
  const days = daysBetween(today, day)
  return days >= 0 && days <= PREMISES_BEFORE
}

/** What there is to say to the groups on an ISO day, the most important first. */
export function groupOccasions(
  say: Say,
  { forecast, premises }: { forecast: readonly DayForecast[]; premises: CareSettings['premises'] },
  today: string,
): GroupOccasion[] {
  const season = seasonOf(today)
  const festival = festivalOn(today)
  const days = longHolidayAfter(today)
  const weather = weatherCare(forecast, today)
  const all: (GroupOccasion | null | undefined | false | 0)[] = [
    festival && {
      ...{ kind: 'festival', about: today, fill: { day: today } },
      ...{ ours: say(`care.festival.${festival}`), why: null },
    },
    premises &&
      isNear(premises.day, today) && {
        ...{ kind: 'premises', about: premises.day, fill: premises },
        ...{ ours: say('care.premises', premises), why: say('care.why.premises') },
      },
    days && {
      ...{ kind: 'holiday', about: today, fill: { day: today, days } },
      ...{ ours: say('care.holiday', { days }), why: null },
    },
    weather && {
      ...{ kind: weather.kind, about: today, fill: { ...weather } },
      ...{
        ours: say(`care.weather.${weather.kind}`, { ...weather }),
        why: say(`care.why.${weather.kind}`, { ...weather }),
      },
    },
    season && {
      ...{ kind: 'tips', about: today.slice(0, 7), fill: { day: today }, turn: SEASONS.indexOf(season) },
      ...{ ours: say(`care.tips.${season}`), why: say('care.why.tips') },
    },
  ]
  return all
    .filter((each) => typeof each === 'object' && each !== null)
    .sort((one, other) => GROUP_KINDS.indexOf(one.kind) - GROUP_KINDS.indexOf(other.kind))
}

export const keyFor = ({ kind, about }: GroupOccasion, groupId: string) => `${kind}:${about}:${groupId}`

type Past = Pick<Contact, 'key' | 'kind' | 'state' | 'at'>

/** The one thing that a group hears of care this morning. `past` is what it heard within a month. */
export function nextForGroup(
  occasions: readonly GroupOccasion[],
  group: { id: string; past: readonly Past[] },
  { on, weatherDays }: Pick<CareSettings, 'on' | 'weatherDays'>,
  /** UTC ms, and when the day began. */
  { now, morning }: { now: number; morning: number },
): GroupOccasion | undefined {
  const heard = group.past.filter(({ state }) => state !== 'held')
  if (heard.some(({ kind, at }) => at >= morning && GROUP_KINDS.some((each) => each === kind))) return undefined
  const heardWithin = (days: number, is: (kind: string) => boolean) =>
    heard.some(({ kind, at }) => is(kind) && at > now - days * DAY)
  return occasions.find((occasion) => {
    const { kind } = occasion
    if (!on.includes(kind) || heard.some(({ key }) => key === keyFor(occasion, group.id))) return false
    return (
      !isWeather(kind) || !(heardWithin(weatherDays, isWeather) || heardWithin(SAME_WEATHER, (each) => each === kind))
    )
  })
}
