import type { Line } from './line-splitter.js'
import type { HistoryRoom } from './types.js'

const BANNER = /^\s*消息记录[（(]此消息记录为文本格式/
const RULE = /^={16,}\s*$/
const HEAD = /^消息(分组|对象)[:：](.*)$/s

/** Keeps the heads of an export apart from its messages: 消息分组 (a folder) and 消息对象 (a chat), between rules. */
export function qqSection() {
  let title = ''
  let folder = ''
  let held: Line | undefined
  let inHead = true

  const release = () => {
    const lines = held ? [held] : []
    held = undefined
    return lines
  }

  return {
    /** The lines that belong to messages, and whether a new section began with this line. */
    sift(line: Line): { lines: Line[]; began: boolean } {
      if (BANNER.test(line.text)) return { lines: release(), began: false }
      const head = HEAD.exec(line.text)
      if (head && (held || inHead)) {
        if (head[1] === '分组') folder = head[2]!.trim()
        title = head[1] === '对象' ? head[2]!.trim() : ''
        held = undefined
        inHead = true
        return { lines: [], began: true }
      }
      const blank = line.text.trim() === ''
      if (RULE.test(line.text)) {
        if (inHead) return { lines: [], began: false }
        const lines = release()
        held = line
        return { lines, began: false }
      }
      if (!blank) inHead = false
      return { lines: [...release(), line], began: false }
    },
    /** A rule that nothing followed was text. */
    rest: release,
    isGroup: () => folder.includes('群'),
    /** A chat is a group when its folder says so, or when it shows accounts: private chats show names alone. */
    room(accountsShown: boolean): HistoryRoom {
      return { title, kind: folder.includes('群') || accountsShown ? 'group' : 'private' }
    },
  }
}
