import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { createFindAnswer, isSure } from '../../../src/features/inquiries/knowledge/similar.js'

interface Entry {
  question: string
  variants: string[]
}
const entries = parse(readFileSync('data/demo/knowledge.yml', 'utf8')) as Entry[]
const find = createFindAnswer(entries.map((entry) => ({ id: entry.question, ...entry })))
const surely = (question: string) => {
  const match = find(question)
  return match && isSure(match) ? match.id : null
}

/** Asked in words that stand in no variant. */
const ASKED: [string, string][] = [
  ['请问店里几点开门呀', '店里几点开门'],
  ['你们周末上不上班', '店里几点开门'],
  ['周日开不开门', '店里几点开门'],
  ['请问你们晚上几点关门', '店里几点开门'],
  ['咱们店地址发我一下', '店在哪里'],
  ['4S店在哪个位置', '店在哪里'],
  ['保养要不要提前约', '保养要提前预约吗'],
  ['直接过去能保养不', '保养要提前预约吗'],
  ['首保是几个月来着', '首保是什么时候'],
  ['新车第一次保养是多少公里', '首保是什么时候'],
  ['救援电话发一下', '救援电话是多少'],
  ['半路抛锚打什么电话', '救援电话是多少'],
  ['店里有儿童区没', '保养的时候能等吗有休息区吗'],
  ['六年免检怎么领', '年检怎么办'],
  ['车钥匙没电了', '钥匙没电了怎么换电池'],
  ['冬天胎压打多少', '胎压多少合适'],
  ['积分怎么换东西', '积分怎么查'],
]

/** Near to something that is known, and yet something else. */
const SILENT = [
  '周末有活动吗',
  '周末自驾去哪',
  '保养多少钱',
  '首保花了多少',
  '店里有现车吗',
  '充电桩在哪里',
  '地下车库怎么走',
  '年检过了没有',
  '保养完有异响',
  '胎压灯亮了',
  '钥匙丢了怎么办',
  '积分什么时候到账',
  '几点集合',
  '保险什么时候到期',
  '救援来了两个小时了还没到',
  '你们什么态度',
  '首付多少',
  '隔壁店几点开门',
  '试驾要预约吗',
  '？？？',
]

describe('the knowledge base', () => {
  it.each(ASKED)('%s → %s', (question, entry) => {
    expect(surely(question)).toBe(entry)
  })

  it.each(SILENT)('%s → silence', (question) => {
    expect(surely(question)).toBeNull()
  })

  it('says nothing when it is empty', () => {
    expect(createFindAnswer([])('店里几点开门')).toBeNull()
  })
})
