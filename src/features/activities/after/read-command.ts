import type { Prize } from './draw.js'

/** What the staff ask for on the day and after it. */
export type AfterCommand =
  /** 3+1; a summary for the group, shown first; and the same sent. */
  | { type: 'review' | 'recap' | 'post_recap'; code: number }
  | { type: 'lottery'; code: number; prizes: Prize[] }
  | { type: 'draw'; code: number }

const CODE = '[#＃]?\\s*(\\d{1,6})'
const whole = (words: string) => new RegExp(`^(?:${words})\\s*${CODE}$`, 'i')
const PLAIN: [RegExp, 'review' | 'recap' | 'post_recap' | 'draw'][] = [
  [whole('复盘|review'), 'review'],
  [whole('活动总结|recap'), 'recap'],
  [whole('发总结|post recap'), 'post_recap'],
  [/^activity:recap:(\d{1,6})$/, 'post_recap'],
  [whole('开奖|draw'), 'draw'],
]
const LOTTERY = new RegExp(`^(?:抽奖|lottery)\\s*${CODE}\\s+(\\S.*)$`, 'i')
const PRIZE = /([^\d,，、;；/]+?)\s*[:：x×*]?\s*(\d{1,3})\s*(?:个|名|份|台|张)?(?=$|[\s,，、;；/])/g
const MOST = 200

/** `复盘 3`, `活动总结 3`, `发总结 3`, `抽奖 3 一等奖 1 二等奖 3`, `开奖 3`. */
export function readAfterCommand(said: string): AfterCommand | null {
  const text = said.trim()
  for (const [pattern, type] of PLAIN) {
    const code = pattern.exec(text)?.[1]
    if (code) return { type, code: Number(code) }
  }
  const [, code, list = ''] = LOTTERY.exec(text) ?? []
  if (!code) return null
  const prizes = [...list.matchAll(PRIZE)].map(([, name = '', count]) => ({
    name: name.trim().slice(0, 30),
    count: Number(count),
  }))
  const sum = prizes.reduce((total, { count }) => total + count, 0)
  return sum > 0 && sum <= MOST ? { type: 'lottery', code: Number(code), prizes } : null
}
