import { describe, expect, it } from '@jest/globals'
import { createUnderstand } from '../../src/understanding/index.js'
import type { Meaning } from '../../src/understanding/meaning.js'

const understand = createUnderstand()

/** The message that is answered · the answer · what the answer then means. */
const THREADS: readonly [string, string, { topic: string; moderation?: string; lead?: boolean }][] = [
  ['高价回收二手车，加V信 cheshou88 上门看车现款结算', '多少钱', { topic: 'none' }],
  ['刷单兼职日结三百，要的加QQ 123456789', '我要', { topic: 'none' }],
  ['刷单兼职日结三百，要的加QQ 123456789', '求带', { topic: 'none' }],
  ['专业办理信用卡套现，加微信 daihuan66', '有兴趣', { topic: 'none' }],
  ['低价车险代办，返现三十个点，加我微信 baoxian01', '怎么收费', { topic: 'none' }],
  ['周六云溪谷自驾游，早上八点集合，想去的报名', '多少钱', { topic: 'event' }],
  ['周六云溪谷自驾游，早上八点集合，想去的报名', '求带', { topic: 'event' }],
  ['周六云溪谷自驾游，早上八点集合，想去的报名', '想要！', { topic: 'event' }],
  ['周末亲子采摘活动开始报名啦，一家限三人', '一共多少？', { topic: 'event' }],
  ['小保养现在可以预约了，周末也开门', '多少钱', { topic: 'maintenance', moderation: 'service_price' }],
  ['刹车片薄了，师傅说该换了', '要多少钱？', { topic: 'fault', moderation: 'service_price' }],
  ['店里可以加装行车记录仪和360影像', '怎么收费', { topic: 'parts', moderation: 'service_price' }],
  ['空调不凉了，应该是要加冷媒', '贵不贵', { topic: 'fault', moderation: 'service_price' }],
  ['新款七座SUV到店了，欢迎来看车试驾', '多少钱', { topic: 'price' }],
  ['新款七座SUV到店了，欢迎来看车试驾', '什么价', { topic: 'price' }],
  ['新款七座SUV到店了，有五台现车', '想要', { topic: 'model', lead: true }],
  ['新款七座SUV到店了，有五台现车', '心动了', { topic: 'model', lead: true }],
  ['这个月置换补贴一万五，月底截止', '我要', { topic: 'price', lead: true }],
  ['手里这台开六年了，想换台七座的，旧车店里能抵多少？', '同问', { topic: 'price', lead: true }],
  ['老二出生了，后排挤得慌，想换个大点的车', '我也想', { topic: 'model', lead: true }],
  ['保养多少钱一次', '同问', { topic: 'maintenance', moderation: 'service_price' }],
  ['今晚吃啥', '我要', { topic: 'none' }],
  ['谁有多的遮阳挡', '想要', { topic: 'none' }],
  ['谁家小猫，太可爱了', '想要', { topic: 'none' }],
]

const asWanted = (meaning: Meaning, { topic, moderation = 'clean', lead = false }: (typeof THREADS)[number][2]) =>
  meaning.topic === topic && meaning.moderation === moderation && meaning.leads.length > 0 === lead

describe('a short answer', () => {
  it('means what the message that it answers makes of it', () => {
    const wrong = THREADS.filter(([replyTo, text, wanted]) => !asWanted(understand(text, { replyTo }), wanted))
    const wrongAlone = THREADS.filter(([, text, wanted]) => !asWanted(understand(text), wanted))
    // Measured when it was written: 1 wrong of 24 in context, 20 out of it.
    expect(wrong.length).toBeLessThanOrEqual(THREADS.length / 8)
    expect(wrongAlone.length).toBeGreaterThan(THREADS.length / 2)
  })

  it('that wants a shown car is a hint, not a certainty', () => {
    const { scores, evidence } = understand('想要', { replyTo: '新款七座SUV到店了，有五台现车' })
    expect(scores.lead).toBeLessThan(0.9)
    expect(evidence).toContainEqual(expect.objectContaining({ quote: '想要', by: 'context' }))
  })

  it.each(['想换台七座的，旧车能抵多少', '滚远点', '加我微信 xiaoli_0001 办贷款', '好的谢谢'])(
    'with words of its own keeps its own meaning: %s',
    (text) => {
      for (const replyTo of ['刷单兼职日结三百，要的加QQ 123456789', '周六自驾游报名', '小保养可以预约了'])
        expect(understand(text, { replyTo })).toEqual(understand(text))
    },
  )
})
