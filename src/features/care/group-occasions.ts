import { DAY } from '../../kit/clock.js'
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
}

/** The same weather is spoken of once in so many days: a hot summer is no news. */
const SAME_WEATHER = 28
const isWeather = (kind: string) => WEATHER_KINDS.some((each) => each === kind)

/** What there is to say to the groups on an ISO day, the most important first. */
export function groupOccasions(say: Say, forecast: readonly DayForecast[], today: string): GroupOccasion[] {
  const festival = festivalOn(today)
  const days = longHolidayAfter(today)
  const weather = weatherCare(forecast, today)
  const all: (GroupOccasion | null | undefined | 0)[] = [
    festival && {
      ...{ kind: 'festival', about: today, fill: { day: today } },
      ...{ ours: say(`care.festival.${festival}`), why: null },
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
