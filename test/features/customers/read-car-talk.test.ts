import { describe, expect, it } from '@jest/globals'
import { readCarTalk } from '../../../src/features/customers/read-car-talk.js'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2026-09-19T10:00:00+08:00')
const read = (text: string) => readCarTalk(text, NOW, ZONE).map(({ kind, value }) => `${kind} ${value}`)

describe('what members let slip about their cars', () => {
  it.each([
    ['刚跑完3万公里', 'mileage 30000'],
    ['我这车都跑了两万八公里了', 'mileage 28000'],
    ['已经开了6.5万公里，一点毛病没有', 'mileage 65000'],
    ['表显42000，动力还是很足', 'mileage 42000'],
    ['里程刚过三万', 'mileage 30000'],
    ['我车跑了8万多了', 'mileage 80000'],
    ['上个月过的年检', 'inspected 2026-08-01'],
    ['年检昨天刚办完，很快', 'inspected 2026-09-18'],
    ['今天把年检过了', 'inspected 2026-09-19'],
    ['保险下个月到期', 'insurance 2026-10-31'],
    ['我的车险12月5号到期', 'insurance 2026-12-05'],
    ['保险月底就到期了', 'insurance 2026-09-30'],
    ['车险三月份到期', 'insurance 2027-03-31'],
    ['上周刚续了保险', 'insured 2026-09-12'],
    ['提车三年了，感觉还不错', 'bought 2023-09-19'],
    ['我这车开了五年了', 'bought 2021-09-19'],
    ['我车是2022年5月提的', 'bought 2022-05-01'],
    ['去年3月提的车', 'bought 2025-03-01'],
    ['昨天刚做完保养', 'serviced 2026-09-18'],
    ['上个月做的保养', 'serviced 2026-08-01'],
  ])('%s', (text, fact) => {
    expect(read(text)).toEqual([fact])
  })

  it.each([
    '我朋友那台跑了10万公里',
    '我同事上个月过的年检',
    '我老婆的车保险下个月到期',
    '要是跑了10万公里还能卖多少',
    '希望能跑30万公里',
    '这车能跑800公里吗',
    '一年跑2万公里',
    '国庆自驾跑了3000公里',
    '质保3年10万公里',
    '保险什么时候到期',
    '年检多少钱',
    '打算下个月做保养',
    '保养刚做完花了1200块钱',
    '还没做保养呢',
    '该做3万公里保养了',
    '收一台跑了3万公里的',
    '二手车，开了5万公里',
    '保险过期了会罚款吗',
    '想提车',
    '等提车三年了再换',
    '每跑1万公里做一次保养',
    '提车要3万块',
    '周末去钓鱼',
    '听说年检上个月改了',
    '一箱油跑了1000公里',
    '我爸的车刚提车一年',
  ])('%s says nothing of it', (text) => expect(read(text)).toEqual([]))

  it('reads several things out of one message, each with its words', () => {
    expect(readCarTalk('提车三年了，刚跑完3万公里，保险下个月到期', NOW, ZONE)).toEqual([
      { kind: 'bought', value: '2023-09-19', quote: '提车三年了' },
      { kind: 'mileage', value: '30000', quote: '刚跑完3万公里' },
      { kind: 'insurance', value: '2026-10-31', quote: '保险下个月到期' },
    ])
  })
})
