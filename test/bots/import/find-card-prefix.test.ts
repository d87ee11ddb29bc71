import { describe, expect, it } from '@jest/globals'
import { findCardPrefix } from '../../../bots/import/find-card-prefix.js'

const prefixOf = (cards: string[], staffWords: string[] = []) =>
  findCardPrefix(
    cards.map((shown) => ({ lastShown: shown, lastName: shown.replace(/^【[^】]*】/, '') })),
    staffWords,
  )

describe('the format of the name cards', () => {
  it.each([
    ['凌远车主', ['凌远车主-大漠', '凌远车主-米粒', '凌远车主+老乔', '凌远车主风铃', '路过']],
    ['凌远', ['凌远-大漠', '凌远-米粒', '凌远-老乔', '凌远-风铃', 'Tom']],
    ['MG车友', ['MG车友_大漠', 'MG车友_米粒', 'MG车友_老乔', '阿呆']],
    [null, ['大漠', '米粒', '老乔', '风铃', '阿呆']],
    [null, ['京A-大漠-X1', '京A-米粒-X3', '京A-老乔-X5', '京A-风铃-X7']],
    [null, ['凌远-大漠', '凌远-米粒']],
  ] as const)('is %s when that is how most cards begin', (prefix, cards) => {
    expect(prefixOf([...cards])).toBe(prefix)
  })

  it.each([
    ['欢迎新朋友，麻烦把群名片改成凌远车主+昵称，方便大家认识', '凌远车主'],
    ['格式：凌远车主-您的网名', '凌远车主'],
    ['名片统一为【凌远】昵称，谢谢', '【凌远】'],
    ['群名片请按品牌+车主+昵称来改', null],
  ])('is what the staff ask for in %j, where some follow it', (words, prefix) => {
    const cards = ['凌远车主-大漠', '【凌远】米粒', '老乔', '风铃', '阿呆', '小满', '大鹏']
    expect(prefixOf(cards, [words])).toBe(prefix)
  })

  it('is not what nobody follows', () => {
    expect(prefixOf(['大漠', '米粒', '老乔'], ['群名片改成凌远车主-昵称'])).toBeNull()
  })
})
