import { describe, expect, it } from '@jest/globals'
import type { PostView } from '../../../src/console/deps.js'
import { emptyModel, type Model, type ModelAction, reduce } from '../../../src/console/web/sandbox/model.js'

const post = (id: string, rest: Partial<PostView> = {}): PostView => ({
  id,
  room: 'owners',
  at: Number(id),
  kind: 'message',
  from: { id: 'zhang', nickname: '张三' },
  text: id,
  ...rest,
})
const posts = (...ids: string[]) => ids.map((id) => post(id))
const told = (...actions: ModelAction[]): Model => actions.reduce(reduce, emptyModel)
const shown = (model: Model, room = 'owners') => model.timelines[room]?.posts.map(({ id }) => id)

describe('what the page knows', () => {
  it('shows a pushed post once, also when the server pushes it again', () => {
    const model = told(
      { type: 'newest', room: 'owners', posts: posts('1', '2'), more: false },
      { type: 'post', post: post('3') },
      { type: 'post', post: post('3') },
    )
    expect(shown(model)).toEqual(['1', '2', '3'])
  })

  it('keeps a post that was pushed while the newest ones were being fetched', () => {
    const model = told(
      { type: 'post', post: post('3') },
      { type: 'newest', room: 'owners', posts: posts('1', '2'), more: true },
    )
    expect(shown(model)).toEqual(['1', '2', '3'])
    expect(model.timelines.owners).toMatchObject({ loaded: true, more: true })
  })

  it('puts older posts in front', () => {
    const model = told(
      { type: 'newest', room: 'owners', posts: posts('3', '4'), more: true },
      { type: 'older', room: 'owners', posts: posts('1', '2'), more: false },
    )
    expect(shown(model)).toEqual(['1', '2', '3', '4'])
    expect(model.timelines.owners?.more).toBe(false)
  })

  it('fills the gap of a lost connection and keeps what was read before', () => {
    const model = told(
      { type: 'newest', room: 'owners', posts: posts('1', '2', '3'), more: false },
      { type: 'newest', room: 'owners', posts: posts('2', '3', '4'), more: true },
    )
    expect(shown(model)).toEqual(['1', '2', '3', '4'])
    expect(model.timelines.owners?.more).toBe(false)
  })

  it('starts anew when so much was missed that nothing joins on', () => {
    const model = told(
      { type: 'newest', room: 'owners', posts: posts('1', '2'), more: false },
      { type: 'newest', room: 'owners', posts: posts('8', '9'), more: true },
    )
    expect(shown(model)).toEqual(['8', '9'])
    expect(model.timelines.owners?.more).toBe(true)
  })

  it('counts what people say out of sight, until one looks', () => {
    const unseen = told(
      { type: 'look', rooms: ['owners'] },
      { type: 'post', post: post('1') },
      { type: 'post', post: post('2', { room: 'staff' }) },
      { type: 'post', post: post('3', { room: 'staff', kind: 'join' }) },
    )
    expect(unseen.unread).toEqual({ staff: 1 })
    expect(reduce(unseen, { type: 'look', rooms: ['staff'] }).unread).toEqual({})
  })

  it('marks a recalled post in its place', () => {
    const recalled = post('1', { recalled: { by: { id: 'cheyou', bot: true }, at: 9 } })
    const model = told(
      { type: 'newest', room: 'owners', posts: posts('1', '2'), more: false },
      { type: 'recalled', post: recalled },
      { type: 'recalled', post: post('7', { room: 'never-opened' }) },
    )
    expect(model.timelines.owners?.posts).toEqual([recalled, post('2')])
  })
})
