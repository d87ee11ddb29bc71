import { describe, expect, it } from '@jest/globals'
import { printReport } from '../../../bots/import/print-report.js'
import type { Report } from '../../../src/features/insight/index.js'
import { createSay } from '../../../src/kit/texts.js'

const QUIET: Report = {
  file: '群聊.txt',
  messages: 3,
  added: 3,
  skipped: [],
  members: 2,
  staff: [],
  leads: [],
  inquiries: {},
  violations: [],
  newcomers: [],
  rsvps: [],
  complaints: [],
  health: {
    days: 1,
    messagesPerDay: 3,
    activity: 'inactive',
    members: 2,
    activeMembers: 2,
    joined: 0,
    left: 0,
    questions: 0,
    answered: 0,
  },
}

const lead = (name: string, level: string, quotes: string[]) => ({
  account: name,
  name,
  kinds: ['add_on', 'referral'],
  level,
  score: 0.8,
  firstMessageAt: '2026-09-13 09:00:00',
  evidence: quotes.map((quote, n) => ({ at: `2026-09-13 09:0${n}:00`, quote })),
})

const print = (report: Partial<Report>, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  printReport({ ...QUIET, ...report }, createSay(locale))

describe('the printed report', () => {
  it('leaves out what there is none of', () => {
    expect(print({})).toBe(
      [
        '聊天记录看完了 · 群聊.txt',
        '消息 3 条，新入库 3 条；车主 2 位。',
        '',
        '这段记录里还没看到想买、想换或带朋友来的车主。',
        '',
        '没有不合群规的话，群里很干净。',
        '',
        '群里有点安静：1 天，平均每天 3 条；最近一周 2 人说过话，新来 0 人，走了 0 人。',
        '下一步：先抛一个人人都能答的用车话题，把群聊热。',
      ].join('\n'),
    )
  })

  it('puts the most urgent lead first, with its last five quotes and their times', () => {
    const text = print({
      leads: [lead('老乔', 'B', ['随便看看']), lead('米粒', 'H', ['一', '二', '三', '四', '五', '六'])],
    })
    expect(text).toContain(
      [
        '可以跟进的 2 位：',
        '  H 米粒 · 想再添一台、身边有人想买 · 一周内',
        '    09-13 09:01 「二」',
        '    09-13 09:02 「三」',
        '    09-13 09:03 「四」',
        '    09-13 09:04 「五」',
        '    09-13 09:05 「六」',
        '  B 老乔 · 想再添一台、身边有人想买 · 一两个月',
        '    09-13 09:00 「随便看看」',
      ].join('\n'),
    )
  })

  it('adds up who comes, and keeps those who wait apart', () => {
    const person = (name: string, adults: number, children: number, state: 'coming' | 'waiting') => ({
      account: name,
      name,
      adults,
      children,
      state,
    })
    const people = [person('老乔', 2, 1, 'coming'), person('米粒', 1, 0, 'coming'), person('大漠', 3, 2, 'waiting')]
    expect(print({ rsvps: [{ event: '秋游', people }] })).toContain(
      ['「秋游」最后来 2 家，3 大 1 小：', '  老乔 2大1小  米粒 1大0小', '  还在候补的 1 家：', '  大漠 3大2小'].join(
        '\n',
      ),
    )
  })

  it('names the newcomers with a wrong card only, and says so when there is none', () => {
    const newcomer = (name: string, cardOk: boolean | null) => ({
      account: name,
      name,
      at: '2026-09-13 09:00:00',
      cardOk,
    })
    expect(print({ newcomers: [newcomer('甲', true), newcomer('乙', false)] })).toContain(
      '新来 2 位，报到时群名片不对的 1 位（现在的名字）：\n  09-13 09:00 乙',
    )
    expect(print({ newcomers: [newcomer('甲', true), newcomer('丙', null)] })).toContain('新来 2 位，群名片都没问题。')
  })

  it('says what was skipped and why, and does not list hundreds', () => {
    const skipped = Array.from({ length: 40 }, (_, n) => ({ line: n + 1, reason: 'bad_time' }))
    expect(print({ skipped })).toMatch(/有 40 行没读懂[\s\S]*第 1 行：时间不对[\s\S]*还有 25 条$/)
  })

  it('shows each grievance with the people and the loudest words', () => {
    const complaints = [
      {
        from: '2026-09-12 14:02:33',
        to: '2026-09-16 09:31:40',
        accounts: ['1', '2'],
        names: ['老乔', '米粒'],
        quote: '都一个月了\n还没修好',
      },
    ]
    expect(print({ complaints })).toContain(
      '不满意、要尽快安抚的 1 件：\n  09-12 14:02 到 09-16 09:31，2 位：老乔、米粒\n    「都一个月了 还没修好」',
    )
    expect(print({ complaints }, 'en')).toContain('09-12 14:02 to 09-16 09:31, 2: 老乔, 米粒')
  })
})
