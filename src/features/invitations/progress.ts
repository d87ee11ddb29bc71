import type { Say } from '../../kit/texts.js'
import type { Invitation, Invitee } from '../../store/index.js'

/** How far the calls are: of all, or of one colleague. */
export interface Progress {
  number: number
  called: number
  calls: number
  coming: number
  came: number
  declined: number
}

type Row = Pick<Invitee, 'calls' | 'state' | 'assignee'>

export const progressOf = (invitees: readonly Row[]): Progress => ({
  number: invitees.length,
  called: invitees.filter(({ calls, state }) => calls > 0 || state !== 'open').length,
  calls: invitees.reduce((sum, { calls }) => sum + calls, 0),
  // Whoever came had said so, or came anyway.
  coming: invitees.filter(({ state }) => state === 'coming' || state === 'came').length,
  came: invitees.filter(({ state }) => state === 'came').length,
  declined: invitees.filter(({ state }) => state === 'declined').length,
})

export const assigneesOf = (invitees: readonly Row[]): string[] => [
  ...new Set(invitees.map(({ assignee }) => assignee)),
]

/** A plan in a few lines: the whole, then each colleague. */
export const progressText = (
  say: Say,
  { code, title }: Pick<Invitation, 'code' | 'title'>,
  invitees: readonly Row[],
): string =>
  [
    say('invitations.progress', { code, title, ...progressOf(invitees) }),
    ...assigneesOf(invitees).map((name) =>
      say('invitations.progress_line', { name, ...progressOf(invitees.filter(({ assignee }) => assignee === name)) }),
    ),
  ].join('\n')
