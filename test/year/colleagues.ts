import type { Said, YearScene } from './scene.js'

/** A colleague who reads what the bot writes to them, and does something about it, or not. */
export interface Colleague {
  name: string
  role: 'sales' | 'service' | 'manager'
  /** How likely they do what they are asked for. */
  diligence: number
}

export const COLLEAGUES: readonly Colleague[] = [
  { name: '佳佳', role: 'sales', diligence: 0.97 },
  { name: '小赵', role: 'sales', diligence: 0.9 },
  { name: '阿明', role: 'sales', diligence: 0.85 },
  { name: '文文', role: 'sales', diligence: 0.8 },
  { name: '大刘', role: 'sales', diligence: 0.6 },
  { name: '小孟', role: 'sales', diligence: 0.3 },
  { name: '小林', role: 'service', diligence: 0.9 },
  { name: '陈总', role: 'manager', diligence: 0.8 },
]

type Chance = () => number

const TALKS = [
  '电话聊了，还在比价',
  '发了报价单，等回话',
  '加了微信，聊了试驾',
  '说月底再看',
  '约了下周三来看车',
  '没接电话，发了短信',
]
const REASONS = ['价格', '买了别家', '服务', '贷款', '不需要了', '其他']
const CALLS = ['A 明天上午到店', 'B', 'C', 'D 太贵了']
const INVITED = ['会来', '会来', '没接', '不来', '考虑']
const NEXT = ['后天下午', '下周三', '明天上午10点', '月底']
const pick = <T>(list: readonly T[], chance: Chance): T => list[Math.floor(chance() * list.length)] as T

/** What somebody who sells makes of a customer whom they have just talked to. */
function outcome(code: string, chance: Chance): string {
  const luck = chance()
  if (luck < 0.1) return `成交 ${code}`
  if (luck < 0.24) return `战败 ${code} ${pick(REASONS, chance)}`
  if (luck < 0.28) return `失控 ${code}`
  if (luck < 0.36) return `到店 ${code}`
  if (luck < 0.42) return `下次 ${code} ${pick(NEXT, chance)}`
  if (luck < 0.46) return `${code} 改 ${pick(['H', 'A', 'B', 'C'], chance)}级`
  return `跟进 ${code} ${pick(TALKS, chance)}`
}

/** Whoever sells is asked to contact somebody. */
const DUE = /^(?:今天该联系|跟进提醒)/

const codesIn = (text: string) => [...new Set([...text.matchAll(/#(\d+)/g)].map(([, code]) => code as string))]

/** What a colleague answers to one thing that the bot wrote to them: words for the bot, or the data of a button. */
function answer(me: Colleague, { text, buttons }: Said, chance: Chance, sellers: readonly string[]): string[] {
  const willing = () => chance() < me.diligence
  if (me.role === 'sales') {
    const claim = buttons.find(({ data }) => data.startsWith('lead:claim:'))
    if (claim) return willing() ? [claim.data] : []
    const [, plan] = /^邀约 #(\d+) .+请您联系这/.exec(text) ?? []
    if (plan)
      return [...text.matchAll(/^(\d+) 号/gm)].flatMap(([, number]) =>
        willing() ? `邀约 ${plan} ${number} ${pick(INVITED, chance)}` : [],
      )
    return DUE.test(text) ? codesIn(text).flatMap((code) => (willing() ? outcome(code, chance) : [])) : []
  }
  if (me.role === 'manager') {
    if (/^分级复核/.test(text)) return willing() ? ['分级 确认'] : []
    const codes = /没人接|没打电话/.test(text) ? codesIn(text) : []
    return codes.flatMap((code) => (willing() ? `转 ${code} ${pick(sellers, chance)}` : []))
  }
  if (/打电话评级|打个电话评级/.test(text))
    return codesIn(text)
      .slice(0, 1)
      .flatMap((code) => (willing() ? `评级 ${code} ${pick(CALLS, chance)}` : []))
  if (!/请回访/.test(text)) return []
  return codesIn(text).flatMap((code) => (willing() ? `回访 ${code} ${chance() < 0.85 ? '属实' : '还想买'}` : []))
}

/** Everybody goes through what came since they last looked. */
export function createDesk(scene: YearScene, chance: Chance, people: () => readonly Colleague[]) {
  let read = 0
  return async (): Promise<number> => {
    const fresh = scene.said.slice(read)
    read = scene.said.length
    let done = 0
    const sellers = people().flatMap(({ name, role }) => (role === 'sales' ? name : []))
    for (const said of fresh) {
      const me = people().find(({ name }) => name === said.to)
      for (const words of me ? answer(me, said, chance, sellers) : []) {
        void (words.startsWith('lead:') ? scene.presses(said.to, words) : scene.whispers(said.to, words))
        done += 1
      }
    }
    if (done) await scene.settle()
    return done
  }
}
