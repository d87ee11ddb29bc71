import { describe, expect, it } from '@jest/globals'
import { readRsvp } from '../../../src/features/activities/read-rsvp.js'
import type { RsvpContext } from '../../../src/features/activities/rsvp-intent.js'
import { COMING_BACK, FIRST_WORDS, LATER_WORDS, OUT_OF_THE_BLUE } from './phrases.js'

const CONTEXT: RsvpContext = {
  senderName: '星海车主-阿宽',
  open: [{ title: '青龙湖露营', keywords: ['露营', '青龙湖', '周日', '星期天'] }],
  at: Date.UTC(2027, 3, 8, 4),
  afterDeadline: false,
}

function meaningOf(text: string, context: Partial<RsvpContext>): string {
  const intent = readRsvp(text, { ...CONTEXT, ...context })
  if (!intent) return '-'
  const heads = 'adults' in intent && intent.adults !== undefined ? ` ${intent.adults}/${intent.children}` : ''
  return `${intent.type}${intent.type === 'join' && !intent.absolute ? '~' : ''}${heads}`
}

const signed = { adults: 2, children: 1, state: 'signed' as const }

describe('reading sign-ups', () => {
  it.each(FIRST_WORDS)('%s, as first word of a member, means %s', (text, meaning) => {
    expect(meaningOf(text, { recentlyAboutActivity: true, precededBy: 'activity' })).toBe(meaning)
  })

  it.each(LATER_WORDS)('%s, of a member with 2大1小, means %s', (text, meaning) => {
    expect(meaningOf(text, { recentlyAboutActivity: true, precededBy: 'activity', current: signed })).toBe(meaning)
  })

  it.each(COMING_BACK)('%s, of a member who had cancelled, means %s', (text, meaning) => {
    expect(meaningOf(text, { recentlyAboutActivity: true, current: { ...signed, state: 'cancelled' } })).toBe(meaning)
  })

  it.each(OUT_OF_THE_BLUE)('%s, out of the blue, means %s', (text, meaning) => {
    expect(meaningOf(text, {})).toBe(meaning)
  })

  it('takes a +1 under chatter for agreement with the chatter', () => {
    expect(meaningOf('+1', { recentlyAboutActivity: true, precededBy: 'chatter' })).toBe('-')
  })

  it('reads a bare figure as the answer to a question of staff', () => {
    expect(meaningOf('3个', { repliedTo: '好的，你们几位呀？' })).toBe('join 3/0')
    expect(meaningOf('好的', { repliedTo: '要给您报上吗？' })).toBe('join~ 1/0')
    expect(meaningOf('好的', {})).toBe('-')
  })

  it('leaves quoted and pasted sign-ups out of account', () => {
    expect(meaningOf('「老吴：报名 4大」\n- - - - - - -\n哈哈你家人真多', { recentlyAboutActivity: true })).toBe('-')
    const pasted = '我翻了下记录\n星海车主-阿宽  10:21:07\n报名 3大1小，自带桌椅\n后来改过的，以后面的为准'
    expect(meaningOf(pasted, { recentlyAboutActivity: true, current: signed })).toBe('-')
  })

  it('reads nothing where no activity is open', () => {
    expect(meaningOf('报名2大1小', { open: [] })).toBe('-')
  })

  it('says which of several open activities is meant, and quotes the words that decided', () => {
    const open = [...CONTEXT.open, { title: '羽毛球友谊赛', keywords: ['羽毛球', '周五'] }]
    const intent = readRsvp('羽毛球报名，2个人', { ...CONTEXT, open })
    expect(intent).toMatchObject({ type: 'join', adults: 2, activity: '羽毛球友谊赛', evidence: ['报名'] })
    expect(intent?.confidence).toBeGreaterThan(0.7)
  })

  it('is unsure how a family of five is split', () => {
    const intent = readRsvp('报名，一家五口', { ...CONTEXT, recentlyAboutActivity: true })
    expect(intent).toMatchObject({ type: 'join', adults: 4, children: 1 })
    expect(intent?.confidence).toBeLessThan(0.6)
  })
})
