import { describe, expect, it } from '@jest/globals'
import { readBroadcast } from '../../../src/features/broadcasts/read-broadcast.js'

describe('what the staff say about notices', () => {
  it.each([
    ['通知 明天下午两点店庆，欢迎来坐坐', '明天下午两点店庆，欢迎来坐坐'],
    ['通知：周六展厅闭店半天', '周六展厅闭店半天'],
    ['通知:周六展厅闭店半天', '周六展厅闭店半天'],
    ['广播　国庆值班表见公众号', '国庆值班表见公众号'],
    ['  通知\n第一行\n第二行  ', '第一行\n第二行'],
    ['群发 @追风车友一群 明天降温，注意胎压', '@追风车友一群 明天降温，注意胎压'],
    ['群发@一群 明天降温', '@一群 明天降温'],
    ['@车友管家 通知 明天降温', '明天降温'],
    ['/通知 明天降温', '明天降温'],
    ['broadcast: we celebrate tomorrow', 'we celebrate tomorrow'],
    ['Broadcast to @Group One: we celebrate', '@Group One: we celebrate'],
    ['broadcast to all owners: come and see us', 'to all owners: come and see us'],
    ['通知', ''],
    ['群发：', ''],
  ])('%j is a notice', (said, body) => {
    expect(readBroadcast(said)).toEqual({ type: 'draft', body, safety: false })
  })

  it.each([
    ['确认发送', { type: 'send', id: null }],
    ['确认群发！', { type: 'send', id: null }],
    ['confirm sending', { type: 'send', id: null }],
    ['取消发送。', { type: 'cancel', id: null }],
    ['Cancel broadcast', { type: 'cancel', id: null }],
    ['紧急通知 台风将至', { type: 'draft', body: '台风将至', safety: true }],
    ['定时发送 每周一 9:00', { type: 'plan', when: '每周一 9:00' }],
    ['群发复核 500人', { type: 'second', of: 'secondPeople', number: 500 }],
    ['客户人数 等级A 30天没联系', { type: 'count', who: '等级A 30天没联系' }],
    [
      '客户群发 等级A 不含老周：{{name}}，来坐坐：周六',
      { type: 'people', who: '等级A 不含老周', body: '{{name}}，来坐坐：周六' },
    ],
    ['broadcast customers class=A: come', { type: 'people', who: 'class=A', body: 'come' }],
    ['broadcast:send:019a', { type: 'send', id: '019a' }],
    ['broadcast:cancel:019a', { type: 'cancel', id: '019a' }],
  ])('%j decides about a draft', (said, command) => {
    expect(readBroadcast(said)).toEqual(command)
  })

  it.each([
    '通知一下老王，他的车好了',
    '通知单打印了吗',
    '这个通知 谁发的？',
    '广播里说今天限行',
    '群发软件别用',
    '发送',
    '取消',
    '确认发送时间了吗',
    '取消发送的那条是什么',
    'broadcasting on channel 5',
    '',
  ])('%j is talk', (said) => {
    expect(readBroadcast(said)).toBeNull()
  })
})
