import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { NEXT_STEPS, nextStep, readGroupFacts, readVitals } from '../../../features/insight/index.js'
import { allOwnerGroups } from '../../../features/owner-groups.js'
import { modeOf, RULES } from '../../../features/rule-modes.js'
import { DAY } from '../../../kit/clock.js'
import { ChannelAccount, type Db } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { groupsSeen } from './scope.js'
import { id, instant, rule, words } from './views.js'

const group = z.object({
  id,
  name: words,
  channel: z.enum(['sandbox', 'qq', 'wechat', 'telegram']),
  /** Whether the bot is in it: `invited` says that it is, and is silent until a colleague agrees. */
  presence: z.enum(['here', 'invited', 'gone']),
  /** Since when; null: as long as the group is known. */
  presenceAt: instant.nullable(),
  rules: z.array(z.object({ rule, mode: z.enum(['off', 'watch', 'on']) })),
  /** Until then every rule only watches. */
  watchUntil: instant.nullable(),
  cardPrefix: z.string().nullable(),
  welcome: words.nullable(),
  charter: words.nullable(),
  allowedSites: z.array(z.string()),
})

const saying = z.object({ at: instant, name: words, quote: words })
const activeness = z.enum(['very_active', 'active', 'inactive'])
const signs = ['days', 'heardBy', 'helped', 'invited', 'signUps', 'votes', 'referrals', 'troubles'] as const
const marked = z.object({ name: words, signs: z.record(z.enum(signs), z.number()) })
const health = z.object({
  activeness,
  messagesPerDay: z.number(),
  members: z.number(),
  active: z.number(),
  joined: z.number(),
  left: z.number(),
  /** Names of those who have said nothing for a month. */
  silent: z.array(words),
  daysSinceActivity: z.number().nullable(),
  /** How many members more than a week and a month ago. */
  week: z.number(),
  month: z.number(),
  /** Of the last month. */
  polls: z.number(),
  activities: z.number(),
  pictures: z.number(),
  files: z.number(),
  /** Members who support the store, and those to whom others listen, each with what speaks for it. */
  warm: z.array(marked),
  influential: z.array(marked),
  next: z.enum(NEXT_STEPS),
})
const digest = z.object({
  messages: z.number(),
  active: z.number(),
  questions: z.array(saying),
  open: z.number(),
  leads: z.array(saying),
  complaints: z.array(saying),
  violations: z.number(),
  incident: z.boolean(),
})

/** The owner groups: how their rules stand, how alive they are, what the day brought. */
export const groupRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (app, { deps }) => {
  const { store, clock, voice } = deps
  const tags = ['groups']
  const params = z.object({ id })

  const groupsOf = async (db: Db, request: FastifyRequest) => {
    const seen = await groupsSeen(db, request)
    return (await allOwnerGroups(db)).filter(({ id }) => seen === null || seen.includes(id))
  }

  const groupOf = async (db: Db, request: FastifyRequest, groupId: string) => {
    const found = (await groupsOf(db, request)).find((each) => each.id === groupId)
    if (!found) throw refusal('unknown_group')
    return found
  }

  app.get(
    '/groups',
    {
      schema: {
        tags,
        summary: 'The owner groups and their rules.',
        response: { 200: z.object({ items: z.array(group) }) },
      },
    },
    async (request) => {
      const [groups, accounts] = await store.transaction(
        async (db) => [await groupsOf(db, request), await db.find(ChannelAccount)] as const,
      )
      const items = groups.map(({ id, name, accountId, settings, presence, presenceAt }) => ({
        id,
        name,
        channel: group.shape.channel.parse(accounts.find((each) => each.id === accountId)?.channel),
        presence,
        presenceAt,
        rules: RULES.map((rule) => ({ rule, mode: modeOf(rule, settings, clock.now()) })),
        watchUntil: settings.watchUntil ?? null,
        cardPrefix: settings.cardPrefix ?? null,
        welcome: settings.welcome ?? null,
        charter: settings.charter ?? null,
        allowedSites: settings.allowedSites ?? [],
      }))
      return { items }
    },
  )

  app.get(
    '/groups/:id/health',
    {
      schema: {
        tags,
        summary: 'How alive a group was this week, and what to do next.',
        params,
        response: { 200: health },
      },
    },
    (request) =>
      store.transaction(async (db) => {
        const found = await groupOf(db, request, request.params.id)
        const facts = await readGroupFacts(db, found, clock.now(), 7 * DAY)
        const vitals = await readVitals(db, found, clock.now(), voice.dealer.zone)
        return { ...facts, ...vitals, next: nextStep(facts, vitals) }
      }),
  )

  app.get(
    '/groups/:id/digest',
    { schema: { tags, summary: 'What the last 24 hours brought in a group.', params, response: { 200: digest } } },
    (request) =>
      store.transaction(async (db) =>
        readGroupFacts(db, await groupOf(db, request, request.params.id), clock.now(), DAY),
      ),
  )
}
