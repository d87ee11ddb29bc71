/** What a member of staff wants to have said to the groups. Without an id it is their newest draft. */
export type BroadcastCommand =
  | { type: 'draft'; body: string }
  | { type: 'send' | 'cancel'; id: string | null }
  /** From so many groups on a second colleague has to say yes. */
  | { type: 'second'; groups: number }

/** The bot may be mentioned first. The verb stands apart from what follows, so that `通知一下老王` stays talk. */
const DRAFT =
  /^(?:[@＠]\S+\s+)?[/／]?(?:通知|广播|群发|broadcast)(?:\s*[:：]\s*|\s+(?:to\s+(?=[@＠]))?|(?=[@＠])|$)([\s\S]*)$/i
const SEND = /^(?:确认|立即|马上)(?:发送|群发|广播)[。!！～~]*$|^confirm (?:sending|broadcast)[.!]*$/i
const CANCEL = /^取消(?:发送|群发|广播|通知)[。!！～~]*$|^cancel (?:sending|broadcast)[.!]*$/i
const SECOND = /^(?:群发复核|second check)\s*(\d{1,4})\s*(?:个群|群)?$/i
const BUTTON = /^broadcast:(send|cancel):(.+)$/

/** `通知 …`, `群发 @一群 …`, `broadcast: …`, `确认发送`, `取消发送`, `群发复核 20`, or the data of a button. */
export function readBroadcast(said: string): BroadcastCommand | null {
  const text = said.trim()
  const [, choice, id] = BUTTON.exec(text) ?? []
  if (choice && id) return { type: choice as 'send' | 'cancel', id }
  if (SEND.test(text)) return { type: 'send', id: null }
  if (CANCEL.test(text)) return { type: 'cancel', id: null }
  const groups = SECOND.exec(text)?.[1]
  if (groups) return { type: 'second', groups: Number(groups) }
  const draft = DRAFT.exec(text)
  return draft ? { type: 'draft', body: (draft[1] as string).trim() } : null
}
