import type { Attachment } from '../../src/message/index.js'
import { parseCq } from './cq.js'
import { idOf, isFrame, type Segment, wordsOf } from './types.js'

/** What a message says, in our words. */
export interface Reading {
  text: string
  mentions: string[]
  replyTo?: string
  attachments: Attachment[]
}

const PLACEHOLDERS: Record<string, { words: string; kind: Attachment['kind'] }> = {
  image: { words: '[图片]', kind: 'image' },
  flash: { words: '[图片]', kind: 'image' },
  record: { words: '[语音]', kind: 'voice' },
  video: { words: '[视频]', kind: 'video' },
  file: { words: '[文件]', kind: 'file' },
  onlinefile: { words: '[文件]', kind: 'file' },
  share: { words: '[链接]', kind: 'link' },
  music: { words: '[音乐]', kind: 'link' },
  json: { words: '[卡片]', kind: 'card' },
  xml: { words: '[卡片]', kind: 'card' },
  contact: { words: '[名片]', kind: 'card' },
  location: { words: '[位置]', kind: 'location' },
  forward: { words: '[聊天记录]', kind: 'forward' },
  node: { words: '[聊天记录]', kind: 'forward' },
}

const FACES = new Set(['face', 'mface', 'bface', 'sface', 'dice', 'rps', 'new_dice', 'new_rps', 'shake', 'poke'])

/** Array or CQ string → segments; undefined when it is neither. What is no segment is left out. */
export function toSegments(message: unknown): Segment[] | undefined {
  if (typeof message === 'string') return parseCq(message)
  if (!Array.isArray(message)) return undefined
  return message.flatMap((each) => {
    if (!isFrame(each) || typeof each.type !== 'string') return []
    return [{ type: each.type, data: isFrame(each.data) ? each.data : {} }]
  })
}

/** @param nameOf the name that the group shows for a QQ number, where it is known */
export function readSegments(segments: readonly Segment[], nameOf: (id: string) => string | undefined): Reading {
  const reading: Reading = { text: '', mentions: [], attachments: [] }
  for (const segment of segments) reading.text += read(segment, reading, nameOf)
  return reading
}

/** The words of one segment; what is more than words goes into `reading`. */
function read({ type, data }: Segment, reading: Reading, nameOf: (id: string) => string | undefined): string {
  if (type === 'text') return wordsOf(data.text)
  if (FACES.has(type)) return '[表情]'
  if (type === 'reply') {
    const id = idOf(data.id)
    if (id !== undefined) reading.replyTo = id
    return ''
  }
  if (type === 'at') {
    if (data.qq === 'all') return '@全体成员'
    const id = idOf(data.qq)
    if (id === undefined) return ''
    if (!reading.mentions.includes(id)) reading.mentions.push(id)
    return `@${nameOf(id) || wordsOf(data.name).replace(/^@/, '') || id}`
  }
  if (type === 'markdown') return wordsOf(data.content)
  const { words, kind } = PLACEHOLDERS[type] ?? { words: '[消息]', kind: 'other' as const }
  const title = kind === 'link' || kind === 'card' || kind === 'location' ? titleOf(type, data) : ''
  const name = kind === 'file' ? wordsOf(data.name) || wordsOf(data.file) : title
  const url = [data.url, data.file].map(wordsOf).find((each) => /^https?:\/\//.test(each))
  reading.attachments.push({ kind, ...(name ? { name } : {}), ...(url ? { url } : {}) })
  return words + name
}

/** What a shared thing is called: the words that the phone shows for it in the list of chats. */
function titleOf(type: string, data: Record<string, unknown>): string {
  if (type !== 'json') return wordsOf(data.title)
  try {
    const card: unknown = typeof data.data === 'string' ? JSON.parse(data.data) : data.data
    return isFrame(card) ? wordsOf(card.prompt) || wordsOf(card.desc) : ''
  } catch {
    return ''
  }
}
