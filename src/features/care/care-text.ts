import { clip } from '../../kit/cut-text.js'
import type { Say } from '../../kit/texts.js'
import { JOURNEYS, type Journey, stepsOf } from './journeys.js'
import { type CareSettings, KINDS, type Kind } from './settings.js'

/** All kinds, what is on, and in which words. */
export function careText(say: Say, settings: CareSettings): string {
  const { weatherDays, silentDays, premises } = settings
  return [
    ...[say('care.title'), ...KINDS.map((kind) => kindLine(say, settings, kind))],
    ...[say('care.weather_days', { days: weatherDays }), say('care.silent_days', { days: silentDays })],
    premises ? say('care.premises_set', premises) : say('care.premises_none'),
    say('care.how'),
  ].join('\n')
}

/** A journey, step by step. */
export function journeyText(say: Say, settings: CareSettings, journey: Journey): string {
  const steps = stepsOf(settings.journeys, journey).map(({ day, words }) =>
    say('care.step', {
      day,
      words: clip(words ?? say(`care.journey.${journey}.day_${day}`, { name: say('care.you') })),
    }),
  )
  const lines = steps.length ? steps : [say('care.no_steps')]
  return [kindLine(say, settings, journey), ...lines, say('care.ends'), say('care.how_steps')].join('\n')
}

function kindLine(say: Say, settings: CareSettings, kind: Kind): string {
  const line = say('care.line', {
    kind: say(`care.kind.${kind}`),
    state: say(settings.on.includes(kind) ? 'care.on' : 'care.off'),
  })
  const journey = JOURNEYS.find((each) => each === kind)
  if (journey) {
    const days = stepsOf(settings.journeys, journey).map(({ day }) => day)
    return `${line}${say('care.days_after', { days: days.join('、') })}`
  }
  const own = settings.words[kind]
  return own ? `${line}${say('care.own', { words: clip(own) })}` : line
}
