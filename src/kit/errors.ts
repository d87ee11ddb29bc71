/** Whose move it is: the user's, the operator's, the platform's, or ours. */
export type ErrorKind = 'user' | 'operator' | 'platform' | 'bug'

/** Every error that a person may meet. The sentence for a code is `errors.<code>` in data/texts. */
const CATALOGUE = {
  node_too_old: 'operator',
  port_busy: 'operator',
  folder_not_writable: 'operator',
  home_in_use: 'operator',
  database_corrupt: 'operator',
  database_locked: 'operator',
  database_busy: 'operator',
  database_unreachable: 'operator',
  disk_full: 'operator',
  config_invalid: 'operator',
  key_invalid: 'operator',
  model_invalid: 'operator',
  model_unknown: 'user',
  training_failed: 'operator',
  file_unreadable: 'user',
  not_an_export: 'user',
  not_allowed: 'user',
  not_found: 'user',
  input_invalid: 'user',
  name_taken: 'user',
  no_heir: 'user',
  no_colleague: 'user',
  no_such_group: 'user',
  not_a_command: 'user',
  opinion_key_refused: 'operator',
  opinion_request_refused: 'operator',
  opinion_unreachable: 'platform',
  opinion_timeout: 'platform',
  opinion_busy: 'platform',
  opinion_failed: 'platform',
  opinion_garbled: 'platform',
  weather_unreachable: 'platform',
  weather_timeout: 'platform',
  weather_failed: 'platform',
  weather_refused: 'operator',
  weather_garbled: 'operator',
  internal: 'bug',
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof CATALOGUE

/** An error with a stable code and what its sentence needs to be filled in. */
export class CheyouError extends Error {
  readonly kind: ErrorKind

  constructor(
    readonly code: ErrorCode,
    readonly params: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(`${code}${Object.keys(params).length ? ` ${JSON.stringify(params)}` : ''}`, options)
    this.name = 'CheyouError'
    this.kind = CATALOGUE[code]
  }
}

export const ERROR_CODES = Object.keys(CATALOGUE) as ErrorCode[]

interface DriverError {
  code?: string
  errno?: number
  message?: string
}

/** SQLite says SQLITE_CONSTRAINT, PostgreSQL 23505. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, message } = error as DriverError
  return code === '23505' || (code === 'SQLITE_CONSTRAINT' && /UNIQUE/.test(message ?? ''))
}

/** Two transactions waited for each other, or one too long for a lock: nothing of it stands, and it may be tried again. */
const BUSY = ['40P01', '40001', '55P03']
/** The server is not there, shuts down, has no connection left, or is not to be entered. Class 08: connection exceptions. */
const UNREACHABLE = /^(?:08...|57P0[1-3]|53300|3D000|28P01|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT)$/
/** The driver has no code for it. */
const CUT_OFF = /ECONNREFUSED|^Connection terminated|connection error and is not queryable/

/** What a database or file-system failure means to the person who runs the program; unknown ones pass through. */
export function asOperatorError(error: unknown, where: string): unknown {
  const { code = '', message = '' } = error as DriverError
  const wrap = (to: ErrorCode) => new CheyouError(to, { where }, { cause: error })
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === '53100') return wrap('disk_full')
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return wrap('database_corrupt')
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') return wrap('database_locked')
  if (code === 'EACCES' || code === 'EROFS' || code === 'SQLITE_READONLY' || code === 'EPERM')
    return wrap('folder_not_writable')
  if (code === 'SQLITE_CANTOPEN') return wrap('folder_not_writable')
  if (BUSY.includes(code)) return wrap('database_busy')
  if (UNREACHABLE.test(code) || CUT_OFF.test(message)) return wrap('database_unreachable')
  return error
}
