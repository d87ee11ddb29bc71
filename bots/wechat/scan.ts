/** A QR code that somebody has to scan with the WeChat of the bot's phone. */
export interface QrCode {
  /** What the code says. It logs the account in: show it to staff only, and never log it. */
  text: string
  /** When it came, UTC epoch ms. It is good for a few minutes; a new one comes by itself. */
  at: number
  /** Scanned, not yet confirmed on the phone. */
  scanned: boolean
}

/** @see https://github.com/wechaty/puppet/blob/main/src/schemas/event.ts */
const STATUS = { cancelled: 1, waiting: 2, scanned: 3, confirmed: 4, timeout: 5 } as const

/** The code to show after a scan event; undefined when there is none to show any more. */
export function toQrCode(before: QrCode | undefined, status: number, text: string, now: number): QrCode | undefined {
  switch (status) {
    case STATUS.waiting:
    case STATUS.timeout:
      return text ? { text, at: now, scanned: false } : before
    case STATUS.scanned:
      return { text: text || (before?.text ?? ''), at: before?.at ?? now, scanned: true }
    case STATUS.cancelled:
    case STATUS.confirmed:
      return undefined
    default:
      return before
  }
}
