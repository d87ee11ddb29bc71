import { describe, expect, it } from '@jest/globals'
import { AMOUNTS } from '../../src/understanding/amounts.js'
import { buildFinder, loadMatcher } from '../../src/understanding/match.js'

describe('matching', () => {
  const found = (words: string[], text: string) => buildFinder(words)(text).map((hit) => text.slice(hit.start, hit.end))

  it('takes the longest word that begins first', () => {
    expect(found(['口交', '路口交通', '交通'], '这路口交通太堵')).toEqual(['路口交通'])
    expect(found(['裙', '连衣裙'], '买连衣裙加裙')).toEqual(['连衣裙', '裙'])
  })

  it('falls back to the shorter word when the longer one is not finished', () => {
    expect(found(['换', '换购车'], '换购了')).toEqual(['换'])
  })

  it('finds Latin words and numbers as wholes only', () => {
    expect(found(['mini', '92'], 'minimal 1920 mini，92号')).toEqual(['mini', '92'])
  })

  it('knows every class of a word', () => {
    const matcher = loadMatcher()
    const classes = matcher
      .find('双胞胎')
      .flatMap((hit) => matcher.words[hit.word]!.classes.map((id) => matcher.classes[id]))
    expect(classes).toEqual(expect.arrayContaining(['child', 'newborn']))
  })

  it('agrees with a plain search for every word of the lexicon', () => {
    const { words, find } = loadMatcher()
    for (const { text } of words.slice(0, -AMOUNTS.length)) {
      const [hit] = find(text)
      expect([hit?.start, hit?.end]).toEqual([0, text.length])
    }
  })
})

describe('amounts', () => {
  const { words, find } = loadMatcher()
  const found = (text: string) =>
    find(text)
      .filter(({ word }) => word >= words.length - AMOUNTS.length)
      .map(({ start, end, word }) => `${text.slice(start, end)}: ${words[word]!.text}`)

  it('are told by their size, in whatever digits they are written', () => {
    expect(found('小保四百二')).toEqual(['四百二: hundreds'])
    expect(found('报了1,280')).toEqual(['1,280: thousands'])
    expect(found('裸车11.98')).toEqual(['11.98: decimal'])
    expect(found('落地3.2万')).toEqual(['3.2万: ten-thousands'])
    expect(found('三九九，')).toEqual(['三九九: hundreds'])
  })

  it('are money where a sign or a unit says so', () => {
    expect(found('收我¥380')).toEqual(['¥380: hundreds-of-money'])
    expect(found('三百多块就换好了')).toEqual(['三百多块: hundreds-of-money'])
  })

  it('are something else where a unit says so', () => {
    expect(found('跑了12万公里')).toEqual(['12万公里: count'])
    expect(found('2019年的车')).toEqual(['2019年: year'])
    expect(found('打8折')).toEqual(['8折: discount'])
  })

  it('are neither single digits nor long numbers nor words that only hold one', () => {
    expect(found('一个人去，万一不行千万别等，电话13800001234，订单20260901123456')).toEqual([])
  })

  it('give way to a longer word of the lexicon', () => {
    expect(found('七座的')).toEqual([])
    expect(found('十几万公里了')).toEqual([])
  })
})
