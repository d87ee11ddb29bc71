import type { FastifyReply, FastifyRequest } from 'fastify'
import { LessThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { HOUR, SECOND } from '../kit/clock.js'
import { EndedSession, StaffAccount, writeRows } from '../store/index.js'
import type { StaffDeps } from './deps.js'

const COOKIE = 'cheyou_session'
const LASTS = 12 * HOUR
const content = z.strictObject({ id: z.string(), staff: z.string(), until: z.number() })

export type Sessions = ReturnType<typeof createSessions>

/**
 * Who is logged in. A session is a sealed cookie that names the account of a colleague; whether that account still works
 * for the dealer, and as what, and whether it was ended, is asked of the database each time.
 */
export function createSessions({ vault, store, clock, ids }: StaffDeps) {
  const seal = vault.derive('session')
  const options = { path: '/api', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const

  function read(cookie: string): z.infer<typeof content> | null {
    try {
      return content.parse(JSON.parse(seal.open(cookie)))
    } catch {
      return null
    }
  }

  return {
    /** Answers until when it is good, UTC epoch ms. */
    begin(reply: FastifyReply, { id }: StaffAccount): number {
      const until = clock.now() + LASTS
      reply.setCookie(COOKIE, seal.seal(JSON.stringify({ id: ids(), staff: id, until })), {
        ...options,
        maxAge: LASTS / SECOND,
      })
      return until
    },

    /** From now on the cookie is no good, wherever a copy of it may be. */
    async end({ cookies }: FastifyRequest, reply: FastifyReply): Promise<void> {
      reply.clearCookie(COOKIE, options)
      const session = cookies[COOKIE] === undefined ? null : read(cookies[COOKIE])
      if (!session) return
      const { id, until } = session
      await store.transaction(async (db) => {
        await db.delete(EndedSession, { until: LessThanOrEqual(clock.now()) })
        await writeRows(db, EndedSession, [{ id, until }], 'ignore')
      })
    },

    /** null for whoever is not logged in, or not staff any more. */
    async whose({ cookies }: FastifyRequest): Promise<StaffAccount | null> {
      const session = cookies[COOKIE] === undefined ? null : read(cookies[COOKIE])
      if (!session || session.until <= clock.now()) return null
      return store.transaction(async (db) =>
        (await db.existsBy(EndedSession, { id: session.id }))
          ? null
          : db.findOneBy(StaffAccount, { id: session.staff }),
      )
    },
  }
}
