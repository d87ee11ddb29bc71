import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** JSON lines on stderr. Ids only: never chat text, names, phones, plates or tokens at info or above. */
export function createLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Log {
  const serializers = { error: describe, err: describe }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers }, to)
}

/** Fields of an error are left out by default: a failed statement carries its parameters, which are what people said. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return { type: name, message, code, stack, cause: cause === undefined ? undefined : describe(cause) }
}

export const silentLog: Log = pino({ level: 'silent' })
