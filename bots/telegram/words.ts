import type { Attachment } from '../../src/message/index.js'
import type { TelegramMessage } from './types.js'

interface Content {
  kind: Attachment['kind']
  /** Stands in the text for what has no words. */
  placeholder: string
  name?: string
}

/** What came beside the words. Telegram's addresses of files hold the bot's token, so they are never passed on. */
function contentOf(message: TelegramMessage): Content | undefined {
  const named = (kind: Attachment['kind'], word: string, name: string | undefined): Content => ({
    kind,
    placeholder: name ? `[${word}：${name}]` : `[${word}]`,
    ...(name ? { name } : {}),
  })
  if (message.photo) return { kind: 'image', placeholder: '[图片]' }
  // An animation comes as a document too, and a place with a name as a location too.
  if (message.animation) return { kind: 'image', placeholder: '[动图]' }
  if (message.video || message.video_note) return { kind: 'video', placeholder: '[视频]' }
  if (message.voice) return { kind: 'voice', placeholder: '[语音]' }
  if (message.audio) return named('voice', '音频', message.audio.file_name)
  if (message.document) return named('file', '文件', message.document.file_name)
  if (message.sticker) return { kind: 'image', placeholder: `[表情${message.sticker.emoji ?? ''}]` }
  if (message.contact) return { kind: 'card', placeholder: '[名片]' }
  if (message.venue) return named('location', '位置', message.venue.title)
  if (message.location) return { kind: 'location', placeholder: '[位置]' }
  if (message.poll) return named('other', '投票', message.poll.question)
  if (message.story) return { kind: 'other', placeholder: '[动态]' }
  if (message.dice) return { kind: 'other', placeholder: '[骰子]' }
  return undefined
}

/** The words of a message with placeholders for the rest; undefined for a service message. */
export function wordsOf(message: TelegramMessage): { text: string; attachments?: Attachment[] } | undefined {
  if (message.text !== undefined) return { text: message.text }
  const content = contentOf(message)
  if (!content) return undefined
  const { kind, placeholder, name } = content
  // A caption keeps its place, so that the offsets of its entities stay true.
  const text = message.caption ? `${message.caption} ${placeholder}` : placeholder
  return { text, attachments: [{ kind, ...(name ? { name } : {}) }] }
}
