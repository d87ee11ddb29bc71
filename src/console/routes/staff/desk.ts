import type { FastifyPluginAsync } from 'fastify'
import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { Inquiry, JoinRequest, KnowledgeEntry, Poll, PollVote, StaffPromise } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { addList } from './list.js'
import { about, aboutOf, id, instant, words } from './views.js'

const inquiryState = z.enum(['open', 'answered', 'withdrawn'])
const promiseState = z.enum(['open', 'kept', 'dropped'])
const requestState = z.enum(['open', 'accepted', 'refused'])
const pollState = z.enum(['open', 'closed'])

/** What waits for the desk: questions, promises, join requests, polls, and what the bot may answer. */
export const deskRoutes: FastifyPluginAsync<{ deps: StaffDeps }> = async (app, { deps: { store } }) => {
  addList(app, store, {
    path: '/inquiries',
    summary: 'Questions of customers.',
    entity: Inquiry,
    query: { state: inquiryState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true, member: true },
    item: about.extend({
      topic: z.string(),
      quote: words,
      state: inquiryState,
      askedAt: instant,
      answeredAt: instant.nullable(),
    }),
    toItems: (rows) => rows.map((row) => ({ ...row, ...aboutOf(row) })),
  })

  addList(app, store, {
    path: '/knowledge',
    summary: 'What the bot may answer in public.',
    entity: KnowledgeEntry,
    query: {},
    where: () => ({ removedAt: IsNull() }),
    item: z.object({
      id,
      code: z.number(),
      question: z.string(),
      variants: z.array(z.string()),
      // The store's own numbers are there to be called.
      answer: z.string(),
      source: z.string(),
      changedAt: instant,
    }),
    toItems: (rows) => rows,
  })

  addList(app, store, {
    path: '/promises',
    summary: 'What colleagues promised customers in the chats.',
    entity: StaffPromise,
    query: { state: promiseState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true, member: true, staff: true },
    item: about.extend({
      code: z.number(),
      by: words,
      quote: words,
      state: promiseState,
      madeAt: instant,
      dueAt: instant,
      closedAt: instant.nullable(),
    }),
    toItems: (rows) => rows.map((row) => ({ ...row, ...aboutOf(row), by: row.staff?.name ?? '' })),
  })

  addList(app, store, {
    path: '/join-requests',
    summary: 'Who asked to be let into a group, and who asks us into one or has brought us there.',
    entity: JoinRequest,
    query: { state: requestState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true, member: true },
    item: about.extend({
      code: z.number(),
      /** Of an `invitation` the group is the private chat with whoever asks, and the answer is the name of their group. */
      kind: z.enum(['member', 'invitation', 'brought_in']),
      answer: words,
      askedAt: instant,
      state: requestState,
      decidedBy: words.nullable(),
    }),
    toItems: (rows) => rows.map((row) => ({ ...row, ...aboutOf(row) })),
  })

  addList(app, store, {
    path: '/polls',
    summary: 'Polls and notices that are to be read, with how many chose each answer.',
    entity: Poll,
    query: { state: pollState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true },
    item: about.extend({
      code: z.number(),
      kind: z.enum(['poll', 'notice']),
      question: words,
      answers: z.array(z.object({ text: words, votes: z.number() })),
      state: pollState,
      openedAt: instant,
      closesAt: instant,
    }),
    async toItems(rows, db) {
      const votes = await db.findBy(PollVote, { pollId: In(rows.map((row) => row.id)) })
      const countOf = ({ id }: Poll, option: number) =>
        votes.filter((vote) => vote.pollId === id && vote.option === option).length
      return rows.map((row) => ({
        ...row,
        ...aboutOf(row),
        answers: row.options.map((text, option) => ({ text, votes: countOf(row, option) })),
      }))
    },
  })
}
