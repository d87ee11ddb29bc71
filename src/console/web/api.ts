import type { ChannelView, Explanation, Health, PersonView, PostView, SandboxState, Taken } from '../deps.js'
import type { ErrorBody } from '../errors.js'
import type { Locale } from './i18n.js'

/** A request that the server refused, or (`offline`) that did not reach it. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

async function call<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`/api${path}`, body && post(body)).catch((error: unknown) => {
    throw new ApiError('offline', String(error))
  })
  if (answer.ok) return (await answer.json()) as T
  const { code, message } = (await answer
    .json()
    .catch(() => ({ code: 'other', message: answer.statusText }))) as ErrorBody
  throw new ApiError(code, message)
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const at = encodeURIComponent

export interface Draft {
  as: string
  text: string
  replyTo?: string
  mentions?: string[]
  clientId: string
}

export const fetchTexts = (locale: Locale) => call<object>(`/texts/${locale}`)
export const fetchHealth = () => call<Health>('/health')
export const fetchChannels = async () => (await call<{ channels: ChannelView[] }>('/channels')).channels
export const fetchState = () => call<SandboxState>('/sandbox/state')

export const fetchPosts = async (room: string, limit: number, before?: string) =>
  (
    await call<{ posts: PostView[] }>(
      `/sandbox/rooms/${at(room)}/posts?limit=${limit}${before ? `&before=${at(before)}` : ''}`,
    )
  ).posts

export const fetchExplanation = async (postId: string) =>
  (await call<{ explanation: Explanation | null }>(`/sandbox/posts/${at(postId)}/explain`)).explanation

export const say = (room: string, draft: Draft) => call<Taken>(`/sandbox/rooms/${at(room)}/posts`, draft)
export const press = (postId: string, as: string, data: string) =>
  call<Taken>(`/sandbox/posts/${at(postId)}/press`, { as, data })
export const correct = (postId: string, as: string, verdict: { about: 'leads' | 'moderation'; label: string }) =>
  call<{ taken: boolean }>(`/sandbox/posts/${at(postId)}/correct`, { as, verdict })
export const welcome = (newcomer: { nickname: string; card?: string }) =>
  call<Taken & { person: PersonView }>('/sandbox/people', newcomer)
export const setCard = (person: string, card: string, room: string) =>
  call<Taken>(`/sandbox/people/${at(person)}/card`, { card, room })
export const leave = (person: string, room: string) => call<Taken>(`/sandbox/people/${at(person)}/leave`, { room })
export const rejoin = (person: string, room: string) => call<Taken>(`/sandbox/people/${at(person)}/rejoin`, { room })
