import { mapColumns } from './columns.js'
import { jsonScanner } from './json-scanner.js'
import { lineSplitter } from './line-splitter.js'
import type { ToInstant } from './moment.js'
import { shapeOf } from './qq-header.js'
import type { ColumnMapping, HistoryFormat } from './types.js'
import { parseObject } from './wechat-json.js'
import { isRecord } from './wechat-record.js'

/** What the beginning of a file gives away. */
export type Detected =
  | { format: 'qq'; compact: boolean; title?: string }
  | { format: 'wechat-csv'; delimiter: string; title?: string }
  | { format: 'wechat-json'; title?: string }
  | { format: undefined; columns?: string }

export function detectFormat(
  prefix: string,
  toInstant: ToInstant,
  options: { format?: HistoryFormat; columns?: Partial<ColumnMapping> } = {},
): Detected {
  const tries: Record<HistoryFormat, () => Detected> = {
    qq: () => asQq(prefix, toInstant),
    'wechat-json': () => asJson(prefix, options.columns),
    'wechat-csv': () => asCsv(prefix, options.columns),
  }
  // Tables first: their cells may hold pasted QQ headers, while no QQ export begins with column names.
  const order: HistoryFormat[] = options.format ? [options.format] : ['wechat-json', 'wechat-csv', 'qq']
  let refusal: Detected = { format: undefined }
  for (const format of order) {
    const found = tries[format]()
    if (found.format) return found
    if (found.columns) refusal = found
  }
  return refusal
}

function asQq(prefix: string, toInstant: ToInstant): Detected {
  const splitter = lineSplitter()
  const lines = [...splitter.push(prefix), ...splitter.end()].map((line) => line.text)
  const title = /(?:^|[\r\n])消息对象[:：]([^\r\n]*)/.exec(prefix)?.[1]?.trim()
  const isHeader = (line: string) => line.length < 300 && shapeOf(line, toInstant).is === 'header'
  const headers = lines.flatMap((line, i) => (isHeader(line) ? [i] : []))
  const named =
    /^\ufeff?\s*消息记录[（(]此消息记录为文本格式/.test(prefix) ||
    /(?:^|[\r\n])={16,}\s+消息(?:分组|对象)[:：]/.test(prefix)
  // Without its head (cut out of a longer file) the messages alone must be plain to see.
  const plain = headers.length > 1 || (headers.length === 1 && lines.findIndex((line) => line.trim()) === headers[0])
  if (!named && !plain) return { format: undefined }
  const afterBlank = headers.filter((i) => i === 0 || lines[i - 1]!.trim() === '').length
  const compact = headers.length > 2 && afterBlank <= 1
  return { format: 'qq', compact, ...(title && { title }) }
}

function asJson(prefix: string, chosen?: Partial<ColumnMapping>): Detected {
  if (!/^[\s\ufeff]*[[{]/.test(prefix)) return { format: undefined }
  const pieces = jsonScanner().push(prefix)
  let columns: string | undefined
  for (const piece of pieces) {
    const record = piece.damaged ? undefined : parseObject(piece.text)
    if (!record) continue
    const names = Object.keys(record)
    if (isRecord(names, chosen)) {
      const { room } = mapColumns(names, chosen)
      const title = room && typeof record[room] === 'string' ? record[room].trim() : ''
      return { format: 'wechat-json', ...(title && { title }) }
    }
    columns ??= names.slice(0, 20).join(', ')
  }
  return { format: undefined, ...(columns && { columns }) }
}

function asCsv(prefix: string, chosen?: Partial<ColumnMapping>): Detected {
  const [head = '', ...rows] = prefix
    .replace(/^\ufeff/, '')
    .trimStart()
    .split(/\r\n|\n|\r/)
  let columns: string | undefined
  for (const delimiter of [',', '\t', ';']) {
    const names = cells(head, delimiter)
    if (names.length < 3) continue
    if (isRecord(names, chosen)) {
      const { room } = mapColumns(names, chosen)
      const title = room && cells(rows[0] ?? '', delimiter)[names.indexOf(room)]?.trim()
      return { format: 'wechat-csv', delimiter, ...(title && { title }) }
    }
    columns ??= names.slice(0, 20).join(', ')
  }
  // A sentence with commas is no table.
  return { format: undefined, ...(columns && head.length < 300 && rows[0]?.includes(',') && { columns }) }
}

function cells(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}
