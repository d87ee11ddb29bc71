import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../../../bots/history/index.js'
import type { HistoryEntry, HistoryOptions, MessageEntry, SystemEntry } from '../../../bots/history/types.js'

const folder = mkdtempSync(join(tmpdir(), 'history-'))
let files = 0

/** Writes a file of its own and gives its path. */
export function file(content: string | Uint8Array, name = `export-${++files}.txt`): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

export async function read(content: string | Uint8Array, options?: HistoryOptions): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  for await (const entry of (await openHistory(file(content), options)).entries()) entries.push(entry)
  return entries
}

export const messages = (entries: HistoryEntry[]) => entries.filter((e): e is MessageEntry => e.kind === 'message')
export const broken = (entries: HistoryEntry[]) =>
  entries.flatMap((e) => (e.kind === 'broken' ? [`${e.line} ${e.reason.code}`] : []))
export const system = (entries: HistoryEntry[]) =>
  entries.filter((e): e is SystemEntry => e.kind !== 'message' && e.kind !== 'broken')

/** `account: text`, as a person would quote a chat. */
export const said = (entries: HistoryEntry[]) => messages(entries).map((e) => `${e.sender.id}: ${e.text}`)

const RULE = '='.repeat(64)
export const head = (title: string, folderName = '我的QQ群') =>
  `${RULE}\n消息分组:${folderName}\n${RULE}\n消息对象:${title}\n${RULE}\n\n`
export const BANNER = '消息记录（此消息记录为文本格式，不支持重新导入）\n\n'
export const group = (...blocks: string[]) => `${BANNER}${head('星澜车友群')}${blocks.join('\n\n')}\n`
