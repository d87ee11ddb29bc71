import { describe, expect, it } from '@jest/globals'
import { readSystemSentence } from '../../../bots/history/system-sentence.js'

describe('a system sentence', () => {
  it.each([
    ['阿木加入了本群。', 'join', '阿木', undefined],
    ['阿木 加入本群', 'join', '阿木', undefined],
    ['阿木已加入该群，一起欢迎吧', 'join', '阿木', undefined],
    ['老周邀请阿木加入了本群。', 'join', '阿木', '老周'],
    ['"老周"邀请"阿木"加入了群聊', 'join', '阿木', '老周'],
    ['老周邀请 阿木 进群', 'join', '阿木', '老周'],
    ['你邀请"阿木"加入了群聊', 'join', '阿木', '你'],
    ['阿木通过扫描二维码加入了本群', 'join', '阿木', undefined],
    ['阿木通过扫描老周分享的二维码加入了本群。', 'join', '阿木', '老周'],
    ['" 阿木"通过扫描"老周"分享的二维码加入群聊', 'join', '阿木', '老周'],
    ['阿木通过老周的邀请加入了本群', 'join', '阿木', '老周'],
    ['阿木通过群链接加入了本群', 'join', '阿木', undefined],
    ['管理员小林已同意阿木的入群申请', 'join', '阿木', '小林'],
    ['阿木退出了本群。', 'leave', '阿木', undefined],
    ['阿木已退出群聊', 'leave', '阿木', undefined],
    ['阿木被管理员移出本群', 'kick', '阿木', '管理员'],
    ['阿木被管理员小林移出了本群。', 'kick', '阿木', '小林'],
    ['阿木已被移出群聊', 'kick', '阿木', undefined],
    ['阿木被群主踢出本群', 'kick', '阿木', '群主'],
    ['管理员小林将阿木移出了本群', 'kick', '阿木', '小林'],
    ['你将"阿木"移出了群聊', 'kick', '阿木', '你'],
    ['阿木被管理员禁言1小时', 'mute', '阿木', '管理员'],
    ['阿木被小林禁言10分钟', 'mute', '阿木', '小林'],
    ['小林将阿木禁言1天', 'mute', '阿木', '小林'],
    ['阿木被管理员解除禁言', 'system', undefined, undefined],
    ['管理员开启了全员禁言', 'system', undefined, undefined],
    ['阿木撤回了一条消息', 'recall', '阿木', undefined],
    ['"阿木" 撤回了一条消息', 'recall', '阿木', undefined],
    ['管理员小林撤回了阿木的一条消息', 'recall', '阿木', '小林'],
    ['小林撤回了一条成员消息', 'recall', undefined, '小林'],
  ])('%s', (text, kind, name, by) => {
    expect(readSystemSentence(text)).toEqual([{ kind, ...(name && { name }), ...(by && { by }) }])
  })

  it('names everybody who was invited together', () => {
    expect(readSystemSentence('"老周"邀请"阿木、阿林"加入了群聊')?.map((e) => e.name)).toEqual(['阿木', '阿林'])
    expect(readSystemSentence('甲、乙加入了本群')?.map((e) => e.name)).toEqual(['甲、乙'])
  })

  it('is unknown when it says something else', () => {
    expect(readSystemSentence('本群等级升为 5 级')).toBeUndefined()
    expect(readSystemSentence('')).toBeUndefined()
  })
})
