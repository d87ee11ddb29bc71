import { describe, expect, it } from '@jest/globals'
import { fold } from '../../src/understanding/fold.js'
import { findSignals } from '../../src/understanding/signals.js'

const names = (text: string) => findSignals(fold(text).text).map((signal) => signal.name)

describe('signals', () => {
  it.each([
    ['联系 139-1111-2222', 'phone'],
    ['电话一三九一一一一二二二二', 'phone'],
    ['壹叁玖壹壹壹壹贰贰贰贰', 'phone'],
    ['加V信：ab123456', 'wechat'],
    ['徽信 tiemo-99', 'wechat'],
    ['加我微信ab12345', 'wechat'],
    ['卫星hao: xiaochen88', 'wechat'],
    ['扣扣 1 2 3 4 5 6 7', 'qq'],
    ['加君羊 456789123', 'group'],
    ['看这里 abc-def．shop', 'link'],
    ['hxxps://a[.]example[.]com/x', 'link'],
    ['电报 @abcdef1', 'telegram'],
    ['jia wei xin', 'add-wechat'],
    ['che dai', 'pinyin'],
  ])('sees a contact in %s', (text, name) => {
    expect(names(text)).toContain(name)
  })

  it.each([
    ['车架号 LSVAM4187C2184841', 'vin'],
    ['粤B·12345在路口', 'plate'],
    ['快递单号 SF1390000111122', 'order'],
    ['跑了13900公里', 'mileage'],
    ['打400-111-2222', 'hotline'],
    ['打12345投诉', 'hotline'],
  ])('sees no contact in %s', (text, name) => {
    expect(names(text)).toEqual([name])
  })

  it.each(['V6发动机加95', '后备箱加V型网', '胎压2.3', '今天真热', '200块一次'])('sees nothing in %s', (text) => {
    expect(names(text)).toEqual([])
  })
})
