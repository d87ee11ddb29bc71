import { describe, expect, it } from '@jest/globals'
import type { GroupWord } from '../../../src/features/insight/complaint-signs.js'
import { complaintThreads } from '../../../src/features/insight/complaint-threads.js'
import { DAY, HOUR } from '../../../src/kit/clock.js'

/** `day hour who text`, and what the message was taken for where that is not chatter. */
type Line = readonly [day: number, hour: number, who: string, text: string, topic?: string]

const hear = (lines: readonly Line[], marks: Partial<GroupWord> = {}): GroupWord[] =>
  lines.map(([day, hour, who, text, topic = 'none']) => ({
    account: who,
    names: [who],
    at: day * DAY + hour * HOUR,
    text,
    staff: who === '店里',
    topic,
    open: false,
    quarrel: false,
    ...marks,
  }))

const SUNROOF: readonly Line[] = [
  [0, 9, '老乔', '昨晚那场雨，我天窗又进水了，顶棚湿了一大片，上个月不是刚修过吗'],
  [0, 9.1, '店里', '@老乔 不好意思，您明天过来我们再看看'],
  [0, 12, '话多', '今天洗车店人真多'],
  [1, 9, '米粒', '@老乔 你那个是左边漏还是右边？我右边也滴水，去店里说是我自己没清理排水孔', 'fault'],
  [1, 9.1, '老乔', '左边。跟我说的也是排水孔'],
  [1, 9.2, '话多', '现在的师傅都这样'],
  [1, 17, '老乔', '今天又白跑一趟，等了三个小时告诉我没配件', 'complaint'],
  [1, 18, '话多', '周末谁去烧烤，我也去'],
  [2, 8, '大漠', '看你们说天窗漏水，我去摸了一下，A柱也潮的，味道好大'],
  [3, 10, '风铃', '空调开了有点响是怎么回事', 'fault'],
  [4, 10, '米粒', '我的配件呢？电话打过去没人接', 'complaint'],
]

/** What is rare shows only among other talk. */
const CHATTER: readonly Line[] = [
  '早上好各位',
  '今天的云真好看',
  '晚上吃什么好呢',
  '周末去哪儿玩',
  '刚加完油又涨了',
  '堵死我了',
  '这都几点了',
  '什么时候再聚',
  '下午好热',
  '来了来了',
].map((text, n) => [0, n / 10, '话多', text])

describe('grievances', () => {
  it('are one thread when several members share one over days, without the bystanders', () => {
    const [thread, ...more] = complaintThreads(hear(SUNROOF))
    expect(more).toEqual([])
    expect(thread).toMatchObject({ from: 9 * HOUR, to: 4 * DAY + 10 * HOUR, accounts: ['老乔', '米粒', '大漠'] })
    expect(thread?.quote).toMatch(/白跑一趟|没人接/)
  })

  it('are two threads when they are about two things', () => {
    const other: readonly Line[] = [
      [2, 20, '石榴', '积分换的玻璃水说好月初寄，到现在没影', 'complaint'],
      [3, 20, '石榴', '@店里 玻璃水还是没收到，能给个答复吗', 'complaint'],
    ]
    const lines = [...SUNROOF, ...other].sort((a, b) => a[0] * 24 + a[1] - b[0] * 24 - b[1])
    expect(complaintThreads(hear(lines)).map((thread) => thread.accounts)).toEqual([['老乔', '米粒', '大漠'], ['石榴']])
  })

  it('of one person count when they come again, or when nobody answers', () => {
    const once: Line = [0, 9, '石榴', '洗个车把我漆面划了，没人管', 'complaint']
    expect(complaintThreads(hear([once]))).toEqual([])
    expect(complaintThreads(hear([once], { open: true }))).toHaveLength(1)
    const again: Line = [1, 9, '石榴', '漆面的事有下文没，给个说法', 'complaint']
    expect(complaintThreads(hear([once, again]))).toMatchObject([{ from: 9 * HOUR, to: DAY + 9 * HOUR }])
  })

  it('begin with the polite question that came before', () => {
    const lines: readonly Line[] = [
      ...CHATTER,
      [0, 9, '石榴', '请问一下行车记录仪的线什么时候能来装', 'parts'],
      [1, 9, '石榴', '记录仪的线又推到下个月，这都第三次了', 'complaint'],
      [1, 20, '石榴', '每次都说下周，糊弄谁呢', 'complaint'],
    ]
    expect(complaintThreads(hear(lines))).toMatchObject([{ from: 9 * HOUR, accounts: ['石榴'] }])
  })

  it('are not the heat of a quarrel, the words of the staff, or faults that members explain to each other', () => {
    const heated: Line = [0, 9, '石榴', '你把车停成这样让别人怎么过，没人管你是吧', 'complaint']
    expect(complaintThreads(hear([heated, heated], { quarrel: true }))).toEqual([])
    expect(
      complaintThreads(
        hear([
          [0, 9, '店里', '说好今天到的配件还没到，向各位道歉'],
          [0, 10, '店里', '投诉都登记了'],
        ]),
      ),
    ).toEqual([])
    const lamp: readonly Line[] = [
      [0, 9, '风铃', '仪表上亮了个黄灯', 'fault'],
      [0, 9.1, '话多', '我也亮过，胎压低了', 'fault'],
      [0, 9.2, '风铃', '打完气灭了', 'fault'],
    ]
    expect(complaintThreads(hear(lamp))).toEqual([])
  })

  it('that rest for a week are over: the next one is another', () => {
    const lines: readonly Line[] = [
      [0, 9, '石榴', '保险返的油卡没人管', 'complaint'],
      [0, 12, '石榴', '油卡给个说法', 'complaint'],
      [9, 9, '米粒', '轮毂划伤说好赔，没下文了', 'complaint'],
      [9, 12, '米粒', '轮毂的事等了半天没人回', 'complaint'],
    ]
    expect(complaintThreads(hear(lines)).map((thread) => thread.accounts)).toEqual([['石榴'], ['米粒']])
  })
})
