import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { isLocal, isOurName } from '../../src/console/guard.js'
import { createConsole } from '../../src/console/server.js'
import { closeAll, createHarness, createHarnessApp } from './harness.js'

afterEach(closeAll)

describe('who may talk to the server', () => {
  it.each([
    ['localhost:4567', undefined, true],
    ['127.0.0.1:4567', undefined, true],
    ['[::1]:4567', undefined, true],
    ['192.168.1.20:4567', 'http://192.168.1.20:4567', true],
    ['cheyou.shop.lan', 'https://cheyou.shop.lan', true],
    ['LOCALHOST:4567', undefined, true],
    ['evil.example:4567', undefined, false],
    ['localhost.evil.example', undefined, false],
    ['127.0.0.1.evil.example', undefined, false],
    ['evil.example@localhost', undefined, false],
    ['', undefined, false],
    [undefined, undefined, false],
    ['localhost:4567', 'http://evil.example', false],
    ['localhost:4567', 'http://localhost:8000', false],
    ['localhost:4567', 'null', false],
  ])('Host %s with Origin %s', (host, origin, ours) => {
    expect(isOurName({ host, origin }, ['cheyou.shop.lan'])).toBe(ours)
  })

  it('does nothing for a foreign name', async () => {
    const { ask, sink } = await createHarnessApp()
    const answer = await ask('/api/sandbox/rooms/owners/posts', {
      method: 'POST',
      headers: { host: 'evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'zhang', text: '喂' }),
    })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'foreign_host' })
    expect(sink.events).toEqual([])
  })

  it('sends headers that keep the page to itself', async () => {
    const { ask } = await createHarnessApp()
    const { headers } = await ask('/api/health')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('who sits at this machine', () => {
  it.each([
    ['127.0.0.1', {}, true],
    ['127.8.9.1', {}, true],
    ['::1', {}, true],
    ['::ffff:127.0.0.1', {}, true],
    ['192.168.1.20', {}, false],
    ['::ffff:192.168.1.20', {}, false],
    ['fe80::1', {}, false],
    ['', {}, false],
    ['127.0.0.1', { 'x-forwarded-for': '192.168.1.20' }, false],
    ['127.0.0.1', { forwarded: 'for=192.168.1.20' }, false],
    ['127.0.0.1', { via: '1.1 proxy' }, false],
  ])('%s with %j', (ip, headers, local) => expect(isLocal({ ip, headers })).toBe(local))
})

describe('texts, health and the page', () => {
  it('gives texts in the two languages only', async () => {
    const { call } = await createHarnessApp()
    expect((await call('GET', '/texts/en')).body).toEqual({ hello: 'en' })
    expect((await call('GET', '/texts/xx')).body).toMatchObject({ code: 'input_invalid' })
    expect((await call('GET', '/health')).body).toMatchObject({ ok: true })
  })

  it('serves the page for every address of the page, and JSON for a wrong address of the API', async () => {
    const webDir = mkdtempSync(join(tmpdir(), 'page-'))
    try {
      writeFileSync(join(webDir, 'index.html'), '<p>the page</p>')
      writeFileSync(join(webDir, 'main-a1b2.js'), 'run()')
      const { ask } = await createHarnessApp({ webDir })
      const headers = { accept: 'text/html,*/*' }
      for (const path of ['/', '/leads/17']) {
        const answer = await ask(path, { headers })
        expect([answer.status, answer.body, answer.headers['cache-control']]).toEqual([
          200,
          '<p>the page</p>',
          'no-cache',
        ])
      }
      expect((await ask('/main-a1b2.js')).headers['cache-control']).toContain('immutable')
      expect(JSON.parse((await ask('/api/nothing', { headers })).body)).toMatchObject({ code: 'not_found' })
      expect((await ask('/gone.js')).status).toBe(404)
      expect((await ask('/../package.json')).status).not.toBe(200)
    } finally {
      rmSync(webDir, { recursive: true, force: true })
    }
  })
})

describe('the server', () => {
  it('pushes what happens to an open page, and lets go of pages when it stops', async () => {
    const harness = await createHarness()
    const console = createConsole(harness.deps, { port: 0 })
    const { url } = await console.start()
    const port = Number(new URL(url).port)
    const request = get({ port, host: '127.0.0.1', path: '/api/events', headers: { accept: 'text/event-stream' } })
    const [stream] = await once(request, 'response')
    expect(stream.headers['content-type']).toBe('text/event-stream')
    stream.setEncoding('utf8')

    let received = ''
    stream.on('data', (chunk: string) => {
      received += chunk
    })
    const until = async (wanted: string) => {
      while (!received.includes(wanted)) await once(stream, 'data')
    }
    await until('event: hello\n')
    const post = harness.world.post('owners', 'zhang', '第一行\n第二行')
    harness.world.recall(post.id, 'cheyou')
    harness.world.leave('owners', 'li')
    harness.happen({ type: 'handled', room: 'owners', post: post.id })
    await until('event: handled\n')
    expect(received).toMatch(/event: post\ndata: \{.*"text":"第一行\\n第二行"/)
    expect(received).toMatch(/event: recalled\ndata: \{.*"by":\{"id":"cheyou"/)
    expect(received).toMatch(/event: member\n/)

    const ended = once(stream, 'end')
    await console.stop()
    await ended
    expect(harness.listeners.size).toBe(0)
  })

  it('says plainly that the port is busy', async () => {
    const { deps } = await createHarness()
    const first = createConsole(deps, { port: 0 })
    const { url } = await first.start()
    const port = Number(new URL(url).port)
    await expect(createConsole(deps, { port }).start()).rejects.toMatchObject({ code: 'port_busy', params: { port } })
    expect(await first.start()).toEqual({ url })
    await first.stop()
    await first.stop()
  })
})
