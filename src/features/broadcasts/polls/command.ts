/** What a member of staff wants of a poll. Without a group it is the only one. */
export type PollCommand =
  | { type: 'open'; kind: 'poll' | 'notice'; question: string; options: string[]; group: string | null }
  | { type: 'result'; kind: 'poll' | 'notice'; code: number | null }
  | { type: 'close'; code: number }
  | { type: 'usage' }

const OPEN = /^(?:投票|发起投票|poll)\s*(?:[@＠](\S+)\s+)?[:：]?\s*([\s\S]+)$/i
const NOTICE = /^(?:公告|回执公告|read notice)\s*(?:[@＠](\S+)\s+)?[:：]?\s*([\s\S]+)$/i
const RESULT = /^(?:投票结果|poll results?)\s*[#＃]?\s*(\d+)?$/i
const READ_BY = /^(?:公告回执|谁看了公告|who has read)\s*[#＃]?\s*(\d+)?$/i
const CLOSE = /^(?:结束投票|关闭投票|close poll)\s*[#＃]?\s*(\d+)$/i
const USAGE = /^(?:投票|发起投票|公告|poll|read notice)$/i

const MOST_OPTIONS = 8

/** `投票 周末去哪？水库/古镇/在家`, `公告 …`, `投票结果 3`, `公告回执`, `结束投票 3`. */
export function readPollCommand(said: string, received: string): PollCommand | null {
  const text = said.trim()
  const result = RESULT.exec(text)
  if (result) return { type: 'result', kind: 'poll', code: result[1] ? Number(result[1]) : null }
  const readBy = READ_BY.exec(text)
  if (readBy) return { type: 'result', kind: 'notice', code: readBy[1] ? Number(readBy[1]) : null }
  const closed = CLOSE.exec(text)?.[1]
  if (closed) return { type: 'close', code: Number(closed) }
  if (USAGE.test(text)) return { type: 'usage' }
  const notice = NOTICE.exec(text)
  if (notice)
    return {
      type: 'open',
      kind: 'notice',
      question: notice[2]?.trim() ?? '',
      options: [received],
      group: notice[1] ?? null,
    }
  const opened = OPEN.exec(text)
  const parts = opened && splitPoll(opened[2] ?? '')
  return opened
    ? parts
      ? { type: 'open', kind: 'poll', ...parts, group: opened[1] ?? null }
      : { type: 'usage' }
    : null
}

/** The question ends with its mark or its line; the answers are divided by strokes, commas or lines. */
function splitPoll(text: string): { question: string; options: string[] } | null {
  const end = /[?？\n]/.exec(text)
  if (!end) return null
  const question = text.slice(0, end.index + 1).trim()
  const options = text
    .slice(end.index + 1)
    .split(/[/／、,，;；\n]|\s+(?=[A-Ha-h][.、．)）])/)
    .map((option) => option.replace(/^\s*[A-Ha-h1-8][.、．)）]\s*/, '').trim())
    .filter(Boolean)
  return options.length >= 2 && options.length <= MOST_OPTIONS ? { question, options: [...new Set(options)] } : null
}

const LETTER = /^(?:我?(?:选|投|投给)\s*)?([A-Ha-h])[。!！~～]*$/
const NUMBER = /^我?(?:选|投|投给)\s*第?\s*([1-8])\s*(?:个|项)?[。!！~～]*$/
const BUTTON = /^poll:(\d+):(\d)$/

/** Which answer to which poll a member gives; null for talk. A button says its poll, words go to the newest that fits. */
export function readVote(
  said: string,
  polls: readonly { code: number; options: readonly string[] }[],
): { code: number; option: number } | null {
  const text = said.trim()
  const [, code, pressed] = BUTTON.exec(text) ?? []
  const newest = [...polls].sort((one, other) => other.code - one.code)
  if (code)
    return newest.some((poll) => poll.code === Number(code)) ? { code: Number(code), option: Number(pressed) } : null
  for (const poll of newest) {
    const named = poll.options.indexOf(text.replace(/^我?(?:选|投|投给)/, '').replace(/[。!！~～]+$/, ''))
    const letter = LETTER.exec(text)?.[1]?.toUpperCase().charCodeAt(0)
    const number = NUMBER.exec(text)?.[1]
    const option =
      named >= 0 ? named : poll.options.length < 2 ? -1 : letter !== undefined ? letter - 65 : Number(number ?? 0) - 1
    if (option >= 0 && option < poll.options.length) return { code: poll.code, option }
  }
  return null
}
