import { describe, expect, it } from '@jest/globals'
import { compare, type Entry, emptyBook } from '../../../bots/wechat/book.js'

const room = { id: 'r@chatroom', kind: 'group' as const }
const person = (nickname: string, card = ''): Entry => ({ nickname, card })

/** Looks at the room once a minute; a difference counts when it stays for one. */
function looks() {
  const book = emptyBook()
  let at = 0
  return (people: Record<string, Entry | undefined>) => {
    at += 60_000
    return compare(book, { room, people: new Map(Object.entries(people)), at, grace: 60_000 }).map(
      ({ type, sender, ...rest }) => [type, sender.id, sender.card ?? '', (rest as { oldCard?: string }).oldCard ?? ''],
    )
  }
}

describe('who is in a room, from one look to the next', () => {
  it('takes the first look as it is', () => {
    const look = looks()
    expect(look({ a: person('阿丽'), b: person('小波', '车主小波') })).toEqual([])
  })

  it('tells of a new card when it has stayed, with the old one', () => {
    const look = looks()
    look({ a: person('阿丽', '旧') })
    expect(look({ a: person('阿丽', '新') })).toEqual([])
    expect(look({ a: person('阿丽', '新') })).toEqual([['card', 'a', '新', '旧']])
    expect(look({ a: person('阿丽', '新') })).toEqual([])
  })

  it('waits while a card is still being edited, and forgets what was taken back', () => {
    const look = looks()
    look({ a: person('阿丽', '旧') })
    expect(look({ a: person('阿丽', '追') })).toEqual([])
    expect(look({ a: person('阿丽', '追风') })).toEqual([])
    expect(look({ a: person('阿丽', '旧') })).toEqual([])
    expect(look({ a: person('阿丽', '追风') })).toEqual([])
  })

  it('tells of a card that was removed', () => {
    const look = looks()
    look({ a: person('阿丽', '旧') })
    look({ a: person('阿丽') })
    expect(look({ a: person('阿丽') })).toEqual([['card', 'a', '', '旧']])
  })

  it('tells of newcomers and of those who are gone, when that stays so', () => {
    const look = looks()
    look({ a: person('阿丽'), b: person('小波', '车主小波') })
    expect(look({ a: person('阿丽'), c: person('新人') })).toEqual([])
    expect(look({ a: person('阿丽'), c: person('新人') })).toEqual([
      ['join', 'c', '', ''],
      ['leave', 'b', '车主小波', ''],
    ])
  })

  it('takes a list that misses people once for a stumble', () => {
    const look = looks()
    look({ a: person('阿丽'), b: person('小波') })
    expect(look({})).toEqual([])
    expect(look({ a: person('阿丽'), b: person('小波') })).toEqual([])
  })

  it('keeps what it knew of somebody about whom nothing could be learnt', () => {
    const look = looks()
    look({ a: person('阿丽', '旧') })
    expect(look({ a: undefined })).toEqual([])
    expect(look({ a: undefined })).toEqual([])
    expect(look({ a: person('阿丽', '旧') })).toEqual([])
  })
})
