import { describe, expect, it } from '@jest/globals'
import { readExportCommand, readFilter } from '../../../src/features/customers/export/command.js'
import { readFileKey, signFile } from '../../../src/features/customers/export/link.js'
import { createVault } from '../../../src/kit/crypto.js'

describe('an export', () => {
  it.each([
    ['导出客户', { what: 'customers', words: '', full: false }],
    ['导出客户 等级A 标签钓鱼。', { what: 'customers', words: '等级A 标签钓鱼', full: false }],
    ['导出线索 级别HA 未结 完整号码', { what: 'leads', words: '级别HA 未结', full: true }],
    ['export leads level=H open full', { what: 'leads', words: 'level=H open', full: true }],
    ['导出聊天记录', null],
    ['怎么导出客户', null],
  ])('%s', (said, asked) => {
    expect(readExportCommand(said)).toEqual(asked)
  })

  it('takes conditions in both languages, and names what it does not understand', () => {
    const filterOf = (what: 'customers' | 'leads', words: string) => readFilter({ what, words, full: false })
    expect(filterOf('leads', '等级AB 标签钓鱼 车型X3 顾问@佳佳 级别HA 战败')).toEqual({
      filter: { classes: ['A', 'B'], tag: '钓鱼', model: 'X3', owner: '佳佳', levels: ['H', 'A'], state: 'lost' },
      unknown: [],
    })
    expect(filterOf('leads', 'class=A tag=fishing model=X3 owner=Ann level=HA open').unknown).toEqual([])
    expect(filterOf('customers', '等级A 未结 有钱').unknown).toEqual(['未结', '有钱'])
  })

  it('waits behind a key that nobody can make or change, for ten minutes', () => {
    const vault = createVault(Buffer.alloc(32, 7))
    const key = signFile('message-1', 1_000, vault)
    expect(readFileKey(key, 2_000, vault)).toBe('message-1')
    expect(readFileKey(key, 1_000 + 600_000, vault)).toBeNull()
    expect(readFileKey(key.replace('message-1', 'message-2'), 2_000, vault)).toBeNull()
    expect(readFileKey(key, 2_000, createVault(Buffer.alloc(32, 8)))).toBeNull()
  })
})
