import { describe, expect, it } from '@jest/globals'
import { proposeLevel } from '../../../src/features/leads/propose-level.js'

describe('the level of a lead', () => {
  it.each([
    ['H', ['想看看那台七座的，明天下午有人在吗']],
    ['H', ['给我儿子挑一台', '定金交多少可以留车']],
    ['H', ['我妹想买，礼拜天带她过来看']],
    ['H', ['旧车想处理掉', '你们二手车评估要带啥', '好的知道了']],
    ['A', ['我这台老的能抵多少']],
    ['A', ['家里打算添一台，节前能定下来最好']],
    ['A', ['下周三我媳妇休息，想一起商量换车']],
    ['B', ['家里一台车不够用了']],
    ['B', ['媳妇下礼拜一换单位', '两个人还是得各开各的']],
    ['B', ['上次试驾感觉不错，想换一台']],
    ['B', ['昨天带娃出门坐不下，琢磨换台大的']],
    ['C', ['想换车，明年再说吧']],
    ['C', ['不急，先了解了解']],
  ] as const)('is %s for %j', (level, quotes) => {
    expect(proposeLevel(quotes)).toBe(level)
  })
})
