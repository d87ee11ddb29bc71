import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createUnderstand, type Meaning, THRESHOLDS } from '../../src/understanding/index.js'

const understand = createUnderstand()
const examples = JSON.parse(
  readFileSync(new URL('../fixtures/moderation_examples.json', import.meta.url), 'utf8'),
) as Record<'ads' | 'normals' | 'price_violation' | 'price_allow', { id: string; text: string }[]>
const heldOut = readFileSync(new URL('../fixtures/held_out.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Pick<Meaning, 'leads' | 'topic' | 'moderation'> & { text: string })

function f1(wanted: boolean[], got: boolean[]): number {
  const hits = wanted.filter((is, i) => is && got[i]).length
  return (2 * hits) / (wanted.filter(Boolean).length + got.filter(Boolean).length)
}

describe('understanding', () => {
  it('finds at least 36 of the 40 adverts', () => {
    const found = examples.ads.filter(({ text }) => understand(text).moderation !== 'clean')
    expect(found.length).toBeGreaterThanOrEqual(36)
  })

  it('punishes none of the 40 normal messages and sends at most two to review', () => {
    const flagged = examples.normals
      .map(({ text }) => understand(text))
      .filter(({ moderation }) => moderation !== 'clean')
    const punished = flagged.filter(
      ({ moderation, scores }) => moderation !== 'clean' && scores[moderation]! >= THRESHOLDS[moderation].act,
    )
    expect(punished).toEqual([])
    expect(flagged.length).toBeLessThanOrEqual(2)
  })

  it('tells talk of service prices from other prices in at least 30 of 32 cases', () => {
    const right =
      examples.price_violation.filter(({ text }) => understand(text).moderation === 'service_price').length +
      examples.price_allow.filter(({ text }) => understand(text).moderation === 'clean').length
    expect(right).toBeGreaterThanOrEqual(30)
  })

  it('keeps its figures on messages that it was not trained on', () => {
    const got = heldOut.map(({ text }) => understand(text))
    const leads = f1(
      heldOut.map(({ leads }) => leads.length > 0),
      got.map(({ leads }) => leads.length > 0),
    )
    const violations = f1(
      heldOut.map(({ moderation }) => moderation !== 'clean'),
      got.map(({ moderation }) => moderation !== 'clean'),
    )
    const topics = heldOut.filter(({ topic }, i) => topic === got[i]!.topic).length / heldOut.length
    expect(leads).toBeGreaterThanOrEqual(0.8)
    expect(violations).toBeGreaterThanOrEqual(0.85)
    expect(topics).toBeGreaterThanOrEqual(0.8)
  })

  it('scores every kind of lead and every violation, between 0 and 1', () => {
    const { scores } = understand('想把旧车卖了换个大点的')
    for (const label of [
      'lead',
      'add_on',
      'trade_in',
      'referral',
      'ad',
      'service_price',
      'abuse',
      'illegal',
    ] as const) {
      expect(scores[label]).toBeGreaterThanOrEqual(0)
      expect(scores[label]).toBeLessThanOrEqual(1)
    }
  })

  it('quotes the contact of an advert as it was written', () => {
    const text = '低价代办，要的➕薇❤️：ab_2345，手慢无'
    const { moderation, evidence } = understand(text)
    expect(moderation).toBe('ad')
    expect(evidence.find(({ by }) => by === 'contact:wechat')?.quote).toContain('薇❤️：ab_2345')
  })

  it('never throws and always quotes what was written', () => {
    const words = fc.constantFrom(
      '老三要来了',
      '后排装不下',
      '加V信：ab12345',
      '多少钱',
      '👨‍👩‍👧',
      '\ud83d',
      '\u200b',
      '①②③',
      '，',
      '滚',
      '保养',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(words).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (original) => {
        const { evidence, scores } = understand(original)
        for (const { quote, start, end } of evidence) expect(original.slice(start, end)).toBe(quote)
        expect(Object.values(scores).every((score) => score >= 0 && score <= 1)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('puts a contact together that is sent piece by piece', () => {
    expect(understand('8899').moderation).toBe('clean')
    expect(
      understand('8899', { previous: ['大家早上好呀今天天气真不错', '加我', '微', '信', 'cd66'] }).moderation,
    ).toBe('ad')
    expect(understand('好的', { previous: ['收到', '谢谢'] }).moderation).toBe('clean')
  })

  it('answers the same text the same way', () => {
    const text = '老丈人也想弄一台带孙子，周末领他去看看'
    const first = understand(text)
    understand('今晚吃啥')
    expect(understand(text)).toEqual(first)
  })
})
