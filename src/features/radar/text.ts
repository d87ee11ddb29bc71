import type { Say } from '../../kit/texts.js'
import type { RadarEntry } from '../../store/index.js'
import type { Effect } from './effect.js'

const REASONS = 3
const LISTED = 30

/** A line for each owner, with the three weightiest reasons. */
export const radarLines = (
  say: Say,
  entries: readonly Pick<RadarEntry, 'customerId' | 'reasons'>[],
  names: ReadonlyMap<string, string>,
): string[] =>
  entries.slice(0, LISTED).map(({ customerId, reasons }) =>
    say('radar.line', {
      name: names.get(customerId) ?? '',
      why: reasons
        .slice(0, REASONS)
        .map(({ code, number }) =>
          say(`radar.reason.${code}${number < 0 ? '_over' : ''}`, { number: Math.abs(number) }),
        )
        .join(say('radar.and')),
    }),
  )

const percent = (part: number, whole: number) => (whole ? `${Math.round((100 * part) / whole)}%` : '—')

/** Both groups beside each other. */
export const effectText = (say: Say, effects: readonly Effect[]): string =>
  [
    say('radar.effect'),
    ...effects.map(({ days, arm, owners, leads, orders }) =>
      say('radar.effect_line', {
        ...{ days, arm: say(`radar.arm.${arm}`), owners, leads, orders },
        ...{ leadRate: percent(leads, owners), orderRate: percent(orders, owners) },
      }),
    ),
  ].join('\n')
