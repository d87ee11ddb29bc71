import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { lookAtPicture } from '../../src/kit/picture/look.js'
import { pictureServer } from './picture-server.js'

describe('a picture from outside', () => {
  let server: Awaited<ReturnType<typeof pictureServer>>
  beforeAll(async () => {
    server = await pictureServer()
  })
  afterAll(() => server.close())

  it.each([
    ['poster.jpg', { codes: ['https://u.wechat.com/kd8-poster'] }],
    ['seat.png', { codes: ['12排3座'] }],
    ['bomb.png', { missing: 'too_large' }],
    ['endless.jpg', { missing: 'too_large' }],
    ['silent.jpg', { missing: 'too_slow' }],
    ['page.jpg', { missing: 'no_picture' }],
    ['gone.jpg', { missing: 'unreachable' }],
  ])('%s', async (name, look) => {
    const time = name === 'silent.jpg' ? 300 : undefined
    expect(await lookAtPicture(server.urlOf(name), time ? { time } : {})).toEqual(look)
  })

  it('that was cut off, or lies in a file, is no reason to stop', async () => {
    expect(await lookAtPicture(server.urlOf('half.jpg'))).not.toMatchObject({ codes: [expect.anything()] })
    expect(await lookAtPicture('file:///etc/hostname')).toEqual({ missing: 'unreachable' })
    expect(await lookAtPicture('nonsense')).toEqual({ missing: 'unreachable' })
  })

  it('that takes too long to read is given up', async () => {
    expect(await lookAtPicture(server.urlOf('poster.jpg'), { time: 5 })).toEqual({ missing: 'too_slow' })
  })
})
