import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { decodeText } from './decode-text.js'
import { type Detected, detectFormat } from './detect-format.js'
import { detectEncoding } from './encoding.js'
import { idsInOrder } from './entry-id.js'
import { instantsIn, type ToInstant } from './moment.js'
import { NotAnExport } from './not-an-export.js'
import { decodeQq } from './qq.js'
import type { ColumnMapping, Decode, History, HistoryEntry, HistoryOptions } from './types.js'
import { decodeWechatCsv } from './wechat-csv.js'
import { decodeWechatJson } from './wechat-json.js'

const PREFIX_BYTES = 256 * 1024

/**
 * Opens a chat export: looks at its beginning, and reads the rest when `entries()` is walked.
 * Throws NotAnExport for what cannot be one, RangeError for an unknown time zone.
 */
export async function openHistory(path: string, options: HistoryOptions = {}): Promise<History> {
  const toInstant = instantsIn(options.timeZone ?? 'Asia/Shanghai')
  const { prefix, bytes } = await beginningOf(path)
  const encoding = detectEncoding(prefix)
  const beginning = new TextDecoder(encoding).decode(prefix, { stream: true })
  if (!beginning.trim()) throw new NotAnExport('empty', path)
  const found = detectFormat(beginning, toInstant, options)
  if (!found.format) {
    if (isBinary(beginning)) throw new NotAnExport('binary', path)
    throw new NotAnExport(found.columns ? 'no_columns' : 'unknown', path, found.columns)
  }
  const decode = decoderFor(found, toInstant, options.columns)
  return {
    format: found.format,
    ...(found.title && { title: found.title }),
    bytes,
    async *entries() {
      const text = decodeText(createReadStream(path), encoding)
      yield* readEntries(text.pieces, decode, text.bytesRead)
    },
  }
}

/** Entries of decoded text, with their ids. Pulls no further than it is walked. */
export async function* readEntries(
  text: AsyncIterable<string>,
  decode: Decode,
  bytesRead: () => number,
): AsyncGenerator<HistoryEntry> {
  const idOf = idsInOrder()
  for await (const entry of decode(text)) {
    yield entry.kind === 'broken'
      ? { ...entry, bytesRead: bytesRead() }
      : { ...entry, id: idOf(entry), bytesRead: bytesRead() }
  }
}

function decoderFor(
  found: Exclude<Detected, { format: undefined }>,
  toInstant: ToInstant,
  columns?: Partial<ColumnMapping>,
): Decode {
  if (found.format === 'qq') return decodeQq(toInstant, found.compact)
  if (found.format === 'wechat-csv') return decodeWechatCsv(found.delimiter, toInstant, columns)
  return decodeWechatJson(toInstant, columns)
}

async function beginningOf(path: string): Promise<{ prefix: Uint8Array; bytes: number }> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw new NotAnExport('directory', path)
    if (!found.isFile()) throw new NotAnExport('unreadable', path)
    if (found.size === 0) throw new NotAnExport('empty', path)
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(PREFIX_BYTES, found.size)), 0)
      return { prefix: buffer.subarray(0, bytesRead), bytes: found.size }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof NotAnExport) throw error
    const { code } = error as { code?: string }
    throw new NotAnExport(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', path)
  }
}

/** Text has next to no control characters; pictures and archives are full of them. */
function isBinary(text: string): boolean {
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return odd * 50 > text.length
}
