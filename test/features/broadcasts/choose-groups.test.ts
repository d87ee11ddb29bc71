import { describe, expect, it } from '@jest/globals'
import { chooseGroups } from '../../../src/features/broadcasts/choose-groups.js'

const groups = ['北城车友一群', '北城车友二群', '北城车友一群（新）', 'EV Club 2', '越野'].map((name) => ({ name }))
const all = groups.map((group) => group.name)

const read = (body: string) => {
  const choice = chooseGroups(body, groups)
  if (choice.type === 'unknown') return { unknown: choice.name }
  const names = choice.groups.map((group) => group.name)
  return choice.type === 'ambiguous' ? { ambiguous: choice.name, names } : { names, text: choice.text }
}

describe('the groups that a notice is for', () => {
  it.each([
    ['明天降温', all, '明天降温'],
    ['@所有群 明天降温', all, '明天降温'],
    ['@all: frost tomorrow', all, 'frost tomorrow'],
    ['@所有人 明天降温', all, '@所有人 明天降温'],
    ['明天降温 @越野 的注意', all, '明天降温 @越野 的注意'],
    ['@北城车友一群 明天降温', ['北城车友一群'], '明天降温'],
    ['@北城车友一群（新） 明天降温', ['北城车友一群（新）'], '明天降温'],
    ['@二群 明天降温', ['北城车友二群'], '明天降温'],
    ['＠二群：明天降温', ['北城车友二群'], '明天降温'],
    ['@二群 @越野 明天降温', ['北城车友二群', '越野'], '明天降温'],
    ['@二群、@越野：@所有人 明天降温', ['北城车友二群', '越野'], '@所有人 明天降温'],
    ['@二群@越野\n明天\n降温', ['北城车友二群', '越野'], '明天\n降温'],
    ['@二群 @二群 明天降温', ['北城车友二群'], '明天降温'],
    ['@ev club 2 明天降温', ['EV Club 2'], '明天降温'],
    ['@ＥＶ 明天降温', ['EV Club 2'], '明天降温'],
    ['@二群', ['北城车友二群'], ''],
  ])('%j', (body, names, text) => {
    expect(read(body)).toEqual({ names, text })
  })

  it('asks when a part of a name fits several', () => {
    expect(read('@车友 明天降温')).toEqual({ ambiguous: '车友', names: all.slice(0, 3) })
  })

  it.each([
    ['@三群 明天降温', '三群'],
    ['@二群明天降温', '二群明天降温'],
    ['@二群 @三群 明天降温', '三群'],
    ['@ 明天降温', ''],
  ])('does not guess in %j', (body, unknown) => {
    expect(read(body)).toEqual({ unknown })
  })

  it('takes both of two groups with the very same name', () => {
    const twins = [
      { name: '车友群', id: 1 },
      { name: '车友群', id: 2 },
      { name: '车友群二', id: 3 },
    ]
    expect(chooseGroups('@车友群 明天降温', twins)).toMatchObject({ groups: [{ id: 1 }, { id: 2 }], text: '明天降温' })
  })
})
