/** One piece of a message. Values are strings by convention, but numbers and more occur. */
export interface Segment {
  type: string
  data: Record<string, unknown>
}

/** What an implementation answers to a call. */
export interface Answer {
  status: string
  retcode: number
  data?: unknown
  /** The sentence for people: `wording`, `message` or `msg`, whichever the implementation fills in. */
  words: string
}

/** Any JSON object from outside. */
export type Frame = Record<string, unknown>

export const isFrame = (value: unknown): value is Frame =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined for what is no JSON object. */
export function readFrame(text: string): Frame | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFrame(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** QQ numbers, group numbers and message ids come as numbers or as strings of digits; undefined for anything else. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return value
  return undefined
}

/** An id as the protocol wants it: a number, unless that would lose digits. */
export function wireId(id: string): number | string {
  const number = Number(id)
  return Number.isSafeInteger(number) && String(number) === id ? number : id
}

export const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Nobody keeps more than this as a name; what is longer is no name. */
export const toName = (value: unknown): string => wordsOf(value).slice(0, 200)

/** An answer has no `post_type`, an event does. */
export function toAnswer(frame: Frame): Answer | undefined {
  const { status, retcode, data } = frame
  if (typeof status !== 'string' || 'post_type' in frame) return undefined
  const words = [frame.wording, frame.message, frame.msg].map(wordsOf).find(Boolean) ?? ''
  const code = typeof retcode === 'number' ? retcode : status === 'ok' ? 0 : -1
  return { status, retcode: code, data, words }
}

export const isGood = ({ status, retcode }: Answer): boolean => status === 'ok' || retcode === 0
