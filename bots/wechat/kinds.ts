import type { Attachment } from '../../src/message/index.js'

/** @see https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
export const TEXT = 7
export const RECALLED = 13
/** A grey line of WeChat itself in a group; what matters of it comes as an event of its own. */
export const GROUP_NOTE = 10
export const CONTACT_CARD = 3
export const FILE = 1
export const LOCATION = 8
export const MINI_PROGRAM = 9
export const LINK = 14

interface Kind {
  words: string
  /** Absent for what holds nothing to keep. */
  kind?: Attachment['kind']
}

const KINDS: Record<number, Kind> = {
  [FILE]: { words: '文件', kind: 'file' },
  2: { words: '语音', kind: 'voice' },
  [CONTACT_CARD]: { words: '名片', kind: 'card' },
  4: { words: '聊天记录', kind: 'forward' },
  5: { words: '表情' },
  6: { words: '图片', kind: 'image' },
  [LOCATION]: { words: '位置', kind: 'location' },
  [MINI_PROGRAM]: { words: '小程序', kind: 'link' },
  11: { words: '转账', kind: 'other' },
  12: { words: '红包', kind: 'other' },
  [LINK]: { words: '链接', kind: 'link' },
  15: { words: '视频', kind: 'video' },
  16: { words: '动态', kind: 'link' },
}

/** What is known about a picture, file or card beyond its kind. */
export interface Detail {
  name?: string
  url?: string
}

/** `[文件] 保养手册.pdf` and the attachment; a kind of message that is newer than this table is kept as `[消息]`. */
export function placeholder(type: number, { name, url }: Detail): { text: string; attachments: Attachment[] } {
  const { words, kind } = KINDS[type] ?? { words: '消息', kind: 'other' as const }
  return {
    text: name ? `[${words}] ${name}` : `[${words}]`,
    attachments: kind ? [{ kind, ...(name ? { name } : {}), ...(url ? { url } : {}) }] : [],
  }
}
