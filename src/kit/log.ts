import { type Logger, pino } from 'pino'

export type Log = Logger

/** JSON lines on stderr. Ids only: never chat text, names, phones, plates or tokens at info or above. */
export function createLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
}

export const silentLog: Log = pino({ level: 'silent' })
