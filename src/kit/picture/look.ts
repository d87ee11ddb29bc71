import { Worker } from 'node:worker_threads'
import { SECOND } from '../clock.js'
import { type DownloadLimits, download, type Missing } from './download.js'

/** What the QR codes in a picture say, or why nobody knows. */
export type Look = { codes: string[] } | { missing: Missing }

/** `bytes` of the file; `time` for the download, and for the look at it, ms each. */
export interface LookLimits extends DownloadLimits {
  /** Width times height. */
  pixels: number
}

/** Photos of phones, as platforms pass them on, are smaller. */
const LIMITS: LookLimits = { bytes: 8 * 1024 * 1024, pixels: 25_000_000, time: 10 * SECOND, nearby: false }

const THREAD = new URL('./thread.js', import.meta.url)

/** Fetches a picture (http, https) and reads its QR codes; in a thread, which is ended when it takes too long. Never throws. */
export async function lookAtPicture(url: string, limits: Partial<LookLimits> = {}): Promise<Look> {
  const { pixels, time, ...rest } = { ...LIMITS, ...limits }
  const got = await download(url, { ...rest, time })
  return got instanceof Uint8Array ? readCodes(got, pixels, time) : got
}

/** @param time ms; a picture (JPEG, PNG, GIF, BMP) that is not read by then is given up */
function readCodes(bytes: Uint8Array, mostPixels: number, time: number): Promise<Look> {
  return new Promise((resolve) => {
    const thread = new Worker(THREAD, { workerData: { bytes, mostPixels } })
    const end = (look: Look) => {
      clearTimeout(patience)
      void thread.terminate()
      resolve(look)
    }
    const patience = setTimeout(() => end({ missing: 'too_slow' }), time)
    thread.once('message', end)
    thread.once('error', () => end({ missing: 'no_picture' }))
    thread.once('exit', () => end({ missing: 'no_picture' }))
  })
}
