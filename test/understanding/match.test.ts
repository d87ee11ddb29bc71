import { describe, expect, it } from '@jest/globals'
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
    for (const { text } of words) {
      const [hit] = find(text)
      expect([hit?.start, hit?.end]).toEqual([0, text.length])
    }
  })
})
