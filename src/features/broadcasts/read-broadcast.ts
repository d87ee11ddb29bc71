/** What a member of staff wants to have said to groups or customers. Without an id it is their newest draft. */
export type BroadcastCommand =
  | { type: 'draft'; body: string; safety: boolean }
  /** To customers in private; `who` names them. */
  | { type: 'people'; who: string; body: string }
  /** How many a message would reach. */
  | { type: 'count'; who: string }
  | { type: 'send' | 'cancel'; id: string | null }
  /** Confirms, for later: a time in words, or cron. */
  | { type: 'plan'; when: string }
  /** From so many groups or people on a second colleague has to say yes. */
  | { type: 'second'; of: 'second' | 'secondPeople'; number: number }

/** The bot may be mentioned first. The verb stands apart from what follows, so that `通知一下老王` stays talk. */
const DRAFT =
  /^(?:[@＠]\S+\s+)?[/／]?(紧急|urgent )?(?:通知|广播|群发|broadcast|notice)(?:\s*[:：]\s*|\s+(?:to\s+(?=[@＠#＃]))?|(?=[@＠#＃])|$)([\s\S]*)$/i
const PEOPLE =
  /^(?:客户群发|发给客户|broadcast customers)(?:\s+|$)([^:：\n]*(?:[=:][^\s:：\n]+[^:：\n]*)*?)(?:\s*[:：]\s*([\s\S]+))?$/i
const COUNT = /^(?:客户人数|count customers)(?:\s+(.*))?$/i
const SEND = /^(?:确认|立即|马上)(?:发送|群发|广播)[。!！～~]*$|^confirm (?:sending|broadcast)[.!]*$/i
const CANCEL = /^取消(?:发送|群发|广播|通知)[。!！～~]*$|^cancel (?:sending|broadcast)[.!]*$/i
const PLAN = /^(?:定时发送|定时群发|send at)\s*(.+)$/i
const SECOND = /^(?:群发复核|second check)\s*(\d{1,6})\s*(个群|群|groups|人|个人|people)?$/i
const BUTTON = /^broadcast:(send|cancel):(.+)$/

/** `通知 …`, `群发 @一群 …`, `客户群发 等级A：…`, `确认发送`, `定时发送 周六 10:00`, `群发复核 20`, or the data of a button. */
export function readBroadcast(said: string): BroadcastCommand | null {
  const text = said.trim()
  const [, choice, id] = BUTTON.exec(text) ?? []
  if (choice && id) return { type: choice as 'send' | 'cancel', id }
  if (SEND.test(text)) return { type: 'send', id: null }
  if (CANCEL.test(text)) return { type: 'cancel', id: null }
  const when = PLAN.exec(text)?.[1]
  if (when) return { type: 'plan', when: when.trim() }
  const [, number, unit = ''] = SECOND.exec(text) ?? []
  if (number) return { type: 'second', of: /人|people/i.test(unit) ? 'secondPeople' : 'second', number: Number(number) }
  const count = COUNT.exec(text)
  if (count) return { type: 'count', who: count[1] ?? '' }
  const people = PEOPLE.exec(text)
  if (people) return { type: 'people', who: people[1] ?? '', body: (people[2] ?? '').trim() }
  const draft = DRAFT.exec(text)
  return draft ? { type: 'draft', body: (draft[2] as string).trim(), safety: draft[1] !== undefined } : null
}
