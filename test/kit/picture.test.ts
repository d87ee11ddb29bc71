import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { lookAtPicture } from '../../src/kit/picture/look.js'
import { isPublicAddress } from '../../src/kit/picture/public-address.js'
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
    const time = name === 'silent.jpg' ? { time: 300 } : {}
    expect(await lookAtPicture(server.urlOf(name), { nearby: true, ...time })).toEqual(look)
  })

  it('is not fetched from the own machine or network, by number or by name', async () => {
    const url = server.urlOf('poster.jpg')
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])
      expect([host, await lookAtPicture(url.replace('127.0.0.1', host))]).toEqual([host, { missing: 'unreachable' }])
  })

  it.each([
    ['8.8.8.8', true],
    ['2400:3200::1', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:192.168.1.1', false],
    ['localhost', false],
  ])('may lie at an address of the open internet: %s is %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })

  it('that was cut off, or lies in a file, is no reason to stop', async () => {
    expect(await lookAtPicture(server.urlOf('half.jpg'), { nearby: true })).not.toMatchObject({
      codes: [expect.anything()],
    })
    expect(await lookAtPicture('file:///etc/hostname')).toEqual({ missing: 'unreachable' })
    expect(await lookAtPicture('nonsense')).toEqual({ missing: 'unreachable' })
  })

  it('that takes too long to read is given up', async () => {
    expect(await lookAtPicture(server.urlOf('poster.jpg'), { nearby: true, time: 5 })).toEqual({ missing: 'too_slow' })
  })
})
