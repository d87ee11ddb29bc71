import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What goes under a button, signed: an altered client may send any data as if it came from a button of ours. */
export interface Seal {
  /** Undefined when the data is too long to be signed within what Telegram carries. */
  close(data: string): string | undefined
  /** Undefined when it was not closed by us. */
  open(sealed: string): string | undefined
}

const MOST_BYTES = 64
/** 48 bits, in base64url. */
const MARK_LENGTH = 8

export function createSeal(token: string): Seal {
  const key = createHash('sha256').update(`buttons ${token}`).digest()
  const mark = (data: string) => createHmac('sha256', key).update(data).digest('base64url').slice(0, MARK_LENGTH)
  return {
    close(data) {
      const sealed = mark(data) + data
      return Buffer.byteLength(sealed) <= MOST_BYTES ? sealed : undefined
    },
    open(sealed) {
      const given = Buffer.from(sealed.slice(0, MARK_LENGTH))
      const data = sealed.slice(MARK_LENGTH)
      const wanted = Buffer.from(mark(data))
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? data : undefined
    },
  }
}
