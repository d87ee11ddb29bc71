import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { log, PuppetServer } from 'wechaty-puppet-service'
import { isOpen } from '../../../bots/wechat/probe.js'
import type { GroupPuppet } from './group-puppet.js'

export const TOKEN = 'insecure_7f2c5f4e-0f0a-4a53-9f7e-3a1f1c8d2b60'

/** A real Wechaty gateway: gRPC with TLS on 127.0.0.1, always on the same port. */
export interface Gateway {
  endpoint: string
  up(): Promise<void>
  /** With all its connections, as in a crash. The puppet goes down with it. Resolves when nobody answers any more. */
  down(): Promise<void>
}

export async function createGateway(puppet: GroupPuppet): Promise<Gateway> {
  log.level('silent')
  const endpoint = `127.0.0.1:${await freePort()}`
  let server: PuppetServer | undefined
  return {
    endpoint,
    async up() {
      server = new PuppetServer({ endpoint, puppet, token: TOKEN })
      await server.start()
    },
    async down() {
      const old = server
      server = undefined
      await old?.stop()
      await puppet.stop()
      while (await isOpen(endpoint)) await wait(5)
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
