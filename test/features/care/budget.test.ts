import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import type { DueDate } from '../../../src/features/car-clock.js'
import { type Decision, decide } from '../../../src/features/care/budget.js'
import { festivalOn, isBirthday, longHolidayAfter } from '../../../src/features/care/calendar.js'
import { changesIn, noteOf } from '../../../src/features/care/changes.js'
import { groupOccasions, keyFor, nextForGroup } from '../../../src/features/care/group-occasions.js'
import { nextJourneyStep, stepsOf } from '../../../src/features/care/journeys.js'
import { CUSTOMER_KINDS, keyOf, occasionsOf } from '../../../src/features/care/occasions.js'
import { GROUP_KINDS } from '../../../src/features/care/settings.js'
import { silenceOf } from '../../../src/features/care/silence.js'
import { WEATHER_KINDS } from '../../../src/features/care/weather.js'
import { allowanceOf, decideForGroup } from '../../../src/features/contact-budget.js'
import { plusDays } from '../../../src/kit/days.js'
import type { Say } from '../../../src/kit/texts.js'
import type { Contact } from '../../../src/store/index.js'

const WEEK = 7 * 86_400_000
const START = DateTime.utc(2026, 1, 1, 9)
const dayAt = (index: number) => START.plus({ days: index }).toISODate() as string
const day = fc.integer({ min: 0, max: 400 }).map(dayAt)
const due: fc.Arbitrary<DueDate> = fc.record({
  kind: fc.constantFrom('service', 'inspection', 'inspection_mark', 'insurance', 'warranty', 'financing'),
  day,
  basis: fc.constant('entered'),
})
const bought = fc.integer({ min: -800, max: 364 }).map(dayAt)
const yearDay = fc.integer({ min: 0, max: 364 })
const yearDays = fc.uniqueArray(yearDay, { maxLength: 12 })
/** From a day on it is so; before the first one null. */
const course = <T>(values: fc.Arbitrary<T>) => fc.array(fc.tuple(yearDay, values), { maxLength: 5 })
const at = <T>(steps: readonly (readonly [number, T])[], index: number): T | null =>
  steps.toSorted(([one], [other]) => one - other).findLast(([from]) => from <= index)?.[1] ?? null

const person = fc.record({
  classes: course(fc.constantFrom('A' as const, 'B' as const, 'C' as const)),
  owners: course(fc.constantFrom('佳佳', '小赵', null)),
  birthday: fc.option(day.map((each) => each.slice(5))),
  birthdayLunar: fc.boolean(),
  cars: fc.array(fc.record({ purchaseDate: fc.option(bought), due: fc.array(due, { maxLength: 8 }) }), {
    maxLength: 3,
  }),
  /** The days on which they write to us, wish for a car that they buy, and complain. */
  ...{ talks: yearDays, wishes: fc.option(yearDay), complaint: fc.option(yearDay) },
  /** The days on which they stop it and want it again. */
  stops: fc.option(fc.tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 120 }))),
  hours: fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 7, maxLength: 7 }),
})

describe('the contact budget', () => {
  it('holds through a year of any history, for every kind of care', () => {
    const heardOf = new Set<string>()
    fc.assert(
      fc.property(person, ({ stops, hours, cars, talks, wishes, complaint, ...who }) => {
        const past: Pick<Contact, 'at' | 'state'>[] = []
        const said = new Map<string, number>()
        const steps = stepsOf({}, 'after_delivery')
        let note: ReturnType<typeof noteOf> | undefined
        for (let index = 0; index < 365; index++) {
          const hour = hours[index % 7] as number
          const today = dayAt(index)
          const now = START.plus({ days: index }).set({ hour }).toMillis()
          const stopped = stops !== null && index >= stops[0] && index < stops[0] + stops[1]
          const level = at(who.classes, index)
          const before = note
          note = noteOf(before, { id: 'c', owner: at(who.owners, index), class: level }, today)
          const spoken = talks.filter((each) => each <= index)
          const last = spoken.length ? dayAt(Math.max(...spoken)) : null
          const journeys = cars.flatMap(({ purchaseDate }) => {
            if (!purchaseDate) return []
            const heard = steps.filter((step) =>
              said.has(keyOf({ kind: 'after_delivery', day: purchaseDate, step }, 'c')),
            )
            const times = heard.flatMap(
              (step) => said.get(keyOf({ kind: 'after_delivery', day: purchaseDate, step }, 'c')) ?? [],
            )
            const next = nextJourneyStep(
              steps,
              {
                ...{ start: purchaseDate, said: heard.map((step) => step.day) },
                firstSaidAt: times.length ? Math.min(...times) : null,
                answeredAt: spoken.length ? START.plus({ days: Math.max(...spoken) }).toMillis() : null,
                boughtOn: wishes !== null && wishes <= index ? dayAt(wishes) : null,
                complainedOn: complaint !== null && complaint <= index ? dayAt(complaint) : null,
              },
              today,
            )
            return next && 'step' in next
              ? [{ kind: 'after_delivery' as const, day: purchaseDate, step: next.step }]
              : []
          })
          const occasions = [
            ...[...occasionsOf(who, cars, today), ...changesIn(note, today)],
            ...[...journeys, ...silenceOf(last, 90, today)],
          ].filter((occasion) => !said.has(keyOf(occasion, 'c')))
          const decided: Decision[] = decide(
            occasions,
            { class: level, marketingStoppedAt: stopped ? now : null },
            past,
            { now, hour },
          )
          for (const { occasion, held } of decided) {
            past.push({ at: now, state: held ? 'held' : 'sent' })
            if (held) continue
            const { kind, day: about, step } = occasion
            heardOf.add(kind)
            said.set(keyOf(occasion, 'c'), now)
            const faults = {
              stopped,
              night: hour < 8 || hour >= 21,
              birthday: kind === 'birthday' && !isBirthday(who.birthday as string, who.birthdayLunar, today),
              delivery:
                kind === 'delivery' &&
                !cars.some(({ purchaseDate }) => purchaseDate?.slice(5) === today.slice(5) && purchaseDate < today),
              journey:
                step !== undefined &&
                (today < plusDays(about, step.day) ||
                  today > plusDays(about, step.day + 5) ||
                  [complaint, wishes].some((each) => each !== null && each <= index && dayAt(each) > about)),
              silent: kind === 'silent' && spoken.some((each) => each > index - 90),
              consultant: kind === 'consultant' && (about > today || plusDays(about, 14) < today),
              level: kind === 'level' && (level === null || level === 'C'),
              late: !['birthday', 'delivery', 'silent', 'consultant', 'level'].includes(kind) && !step && about < today,
            }
            expect([today, Object.entries(faults).filter(([, is]) => is)]).toEqual([today, []])
          }
          const { times, weeks } = allowanceOf(level)
          const sent = past.filter(({ at, state }) => state === 'sent' && at > now - weeks * WEEK)
          // Whoever was of a better class yesterday may have heard more by then, and hears nothing today.
          if (sent.length > times && !decided.every(({ held }) => held)) throw new Error(`too much on ${today}`)
        }
      }),
      { numRuns: 15, seed: 1 },
    )
    expect([...heardOf].sort()).toEqual(CUSTOMER_KINDS.filter((kind) => kind !== 'after_service').sort())
  })

  it('holds for the groups through a year of any weather and any other contacts', () => {
    const say: Say = () => ''
    const heardOf = new Set<string>()
    const weather = fc.record({
      ...{ low: fc.integer({ min: -15, max: 28 }), range: fc.integer({ min: 1, max: 15 }) },
      ...{ rain: fc.constantFrom(0, 0, 2, 9), code: fc.constantFrom(0, 2, 3, 45, 61, 63, 73) },
    })
    const life = fc.record({
      days: fc.array(weather, { minLength: 370, maxLength: 370 }),
      others: fc.array(yearDay, { maxLength: 80 }),
      troubles: yearDays,
      times: fc.integer({ min: 0, max: 4 }),
      moves: yearDay,
    })
    fc.assert(
      fc.property(life, ({ days, others, troubles, times, moves }) => {
        const past: Pick<Contact, 'key' | 'kind' | 'state' | 'at'>[] = []
        const forecast = days.map(({ low, range, ...rest }, index) => ({
          ...{ day: dayAt(index - 2), low, high: low + range, ...rest },
        }))
        const premises = { day: dayAt(moves), what: '搬家' }
        for (let index = 0; index < 365; index++) {
          const today = dayAt(index)
          const morning = START.plus({ days: index }).startOf('day').toMillis()
          const now = morning + 9 * 3_600_000
          for (const other of others.filter((each) => each === index))
            past.push({ key: `b${other}`, kind: 'broadcast', state: 'sent', at: now - 1 })
          // Twice, as after a crash.
          for (let round = 0; round < 2; round++) {
            const known = { forecast: forecast.slice(index, index + 8), premises }
            const settings = { on: [...GROUP_KINDS], weatherDays: 7 }
            const occasion = nextForGroup(groupOccasions(say, known, today), { id: 'g', past }, settings, {
              now,
              morning,
            })
            if (!occasion) continue
            const isTroubled = troubles.includes(index)
            const held = decideForGroup({ past, isTroubled, times }, now)
            const key = keyFor(occasion, 'g')
            past.push({ key, kind: occasion.kind, state: held ? 'held' : 'sent', at: now })
            if (held) continue
            heardOf.add(occasion.kind)
            const tomorrow = forecast[index + 3]
            expect(isTroubled).toBe(false)
            expect(past.filter(({ state, key: other }) => state === 'sent' && other === key)).toHaveLength(1)
            const right: Partial<Record<string, boolean>> = {
              festival: festivalOn(today) !== null,
              holiday: longHolidayAfter(today) > 0,
              premises: today <= premises.day && plusDays(today, 7) >= premises.day,
              tips: /-(?:03|06|09|12)-(?:0[5-9]|1[0-4])$/.test(today),
              fog: tomorrow?.code === 45,
              heat: (tomorrow?.high ?? 0) >= 35,
              cold_snap: (tomorrow?.low ?? 9) <= 4,
              long_rain: (tomorrow?.rain ?? 0) >= 1,
            }
            expect([occasion.kind, today, right[occasion.kind]]).toEqual([occasion.kind, today, true])
          }
          const care = past.filter(({ kind, state, at }) => kind !== 'broadcast' && state === 'sent' && at >= morning)
          const week = past.filter(({ state, at }) => state === 'sent' && at > now - WEEK)
          if (care.length > 1 || (care.length && week.length > times)) throw new Error(`too much on ${today}`)
        }
        const sky = past.filter(({ kind, state }) => state === 'sent' && WEATHER_KINDS.some((each) => each === kind))
        for (const [index, { at, kind }] of sky.entries()) {
          const before = sky.slice(0, index)
          if (before.some((each) => at - each.at < WEEK || (each.kind === kind && at - each.at < 4 * WEEK)))
            throw new Error(`too often: ${kind}`)
        }
      }),
      { numRuns: 6, seed: 3 },
    )
    expect([...heardOf].sort()).toEqual([...GROUP_KINDS].sort())
  })

  it('lets the most important go first, and says why the rest waits', () => {
    const occasions = occasionsOf(
      { birthday: '05-10', birthdayLunar: false },
      [{ purchaseDate: '2024-05-10', due: [{ kind: 'insurance', day: '2026-06-01', basis: 'entered' }] }],
      '2026-05-10',
    )
    const decided = decide(occasions, { class: 'B', marketingStoppedAt: null }, [], { now: START.toMillis(), hour: 10 })
    expect(decided.map(({ occasion, held }) => [occasion.kind, held])).toEqual([
      ['insurance', null],
      ['birthday', 'budget'],
      ['delivery', 'budget'],
    ])
  })

  const heard = { at: START.toMillis(), state: 'sent' as const }
  it.each([
    [{ past: [], isTroubled: false, times: 2 }, null],
    [{ past: [heard], isTroubled: false, times: 2 }, null],
    [{ past: [heard, heard], isTroubled: false, times: 2 }, 'budget'],
    [{ past: [], isTroubled: true, times: 2 }, 'incident'],
  ])('holds for a group too: %j', (group, held) => {
    expect(decideForGroup(group, START.toMillis() + 1)).toBe(held)
  })
})
