import { plusDays } from '../../kit/days.js'

/** A sequence of messages, each so many days after something happened. */
export const JOURNEYS = ['after_delivery', 'after_service'] as const
export type Journey = (typeof JOURNEYS)[number]

export interface JourneyStep {
  /** Days after the start. */
  day: number
  /** null: ours. */
  words: string | null
}

/** On which days we have words of our own. */
const SHIPPED: Readonly<Record<Journey, readonly number[]>> = {
  after_delivery: [3, 7, 30, 90],
  after_service: [3],
}
/** What the budget did not allow on its day is said so many days later at most. */
const LATE = 5

export type Journeys = Partial<Record<Journey, JourneyStep[]>>

export const isShipped = (journey: Journey, day: number): boolean => SHIPPED[journey].includes(day)

/** The steps as the store set them, else as they are shipped; in their order. */
export const stepsOf = (journeys: Journeys, journey: Journey): readonly JourneyStep[] =>
  journeys[journey] ?? SHIPPED[journey].map((day) => ({ day, words: null }))

/** On which days somebody set out whom a step may reach on an ISO day: the first and the last of them. */
export const startsFor = ({ day }: JourneyStep, today: string): readonly [first: string, last: string] => [
  plusDays(today, -day - LATE),
  plusDays(today, -day),
]

function isDue(step: JourneyStep, start: string, today: string): boolean {
  const [first, last] = startsFor(step, today)
  return first <= start && start <= last
}

/** How far somebody is. */
export interface Traveller {
  /** ISO day */
  start: string
  /** The days of the steps that were said, and when the first of them was, UTC ms. */
  said: readonly number[]
  firstSaidAt: number | null
  /** What ends a journey, when it last happened: an answer in private (UTC ms), a car bought, a complaint (ISO days). */
  answeredAt: number | null
  boughtOn: string | null
  complainedOn: string | null
}

export type Ended = 'answered' | 'bought' | 'complained'

/** Why the rest of a journey is not said: people have taken over. 退订 is the budget's matter. */
function endOf({ start, firstSaidAt, answeredAt, boughtOn, complainedOn }: Traveller): Ended | null {
  if (complainedOn !== null && complainedOn >= start) return 'complained'
  if (boughtOn !== null && boughtOn > start) return 'bought'
  return firstSaidAt !== null && answeredAt !== null && answeredAt > firstSaidAt ? 'answered' : null
}

/** The latest step that is due, and none before one that was said. */
export function dueStep(
  steps: readonly JourneyStep[],
  { start, said }: Pick<Traveller, 'start' | 'said'>,
  today: string,
): JourneyStep | undefined {
  const reached = Math.max(0, ...said)
  return steps.findLast((step) => step.day > reached && isDue(step, start, today))
}

/** What a traveller hears today, if anything. */
export function nextJourneyStep(
  steps: readonly JourneyStep[],
  traveller: Traveller,
  today: string,
): { step: JourneyStep } | { ended: Ended } | null {
  const step = dueStep(steps, traveller, today)
  if (!step) return null
  const ended = endOf(traveller)
  return ended ? { ended } : { step }
}
