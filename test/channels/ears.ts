import type { ChatEvent } from '../../src/message/index.js'
import { until } from './until.js'

/** A sink that remembers what it took in, and refuses as long as `broken`. */
export function createEars() {
  const events: ChatEvent[] = []
  const ears = {
    events,
    broken: false,
    refused: 0,
    sink: async (event: ChatEvent) => {
      if (ears.broken) {
        ears.refused += 1
        throw new Error('the database is away')
      }
      events.push(event)
    },
    /** The first event of this type that fits. */
    hears: <T extends ChatEvent['type']>(
      type: T,
      fits: (event: Extract<ChatEvent, { type: T }>) => boolean = () => true,
    ) =>
      until(
        () =>
          events.find((event): event is Extract<ChatEvent, { type: T }> => event.type === type && fits(event as never)),
        `a ${type}`,
      ),
    hearsText: (text: string) => ears.hears('message', (event) => event.text === text),
  }
  return ears
}

export type Ears = ReturnType<typeof createEars>
