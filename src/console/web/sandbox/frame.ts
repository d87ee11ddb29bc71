import type { ReactNode } from 'react'
import type { SandboxState } from '../../deps.js'
import type { ShownRoom } from './names.js'
import type { Sandbox } from './use-sandbox.js'

/** What the frames for desk and phone share. */
export interface FrameProps {
  sandbox: Sandbox
  state: SandboxState
  as: string
  /** Whom one was before, the last one first. */
  been: string[]
  rooms: ShownRoom[]
  current: ShownRoom
  main: ReactNode
  onOpen(room: string): void
  onBecome(person: string): void
}
